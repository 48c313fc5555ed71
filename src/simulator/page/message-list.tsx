import { Fragment, useState } from 'react';
import type { PageChannel } from '../page-state.ts';
import { daysOf } from './conversation.ts';
import { Icon } from './icons.tsx';
import { MessageItem } from './message-item.tsx';
import { usePage } from './page-context.ts';
import { useRead } from './use-read.ts';
import { useStick } from './use-stick.ts';

/** The conversation, the newest last and in sight. */
export function MessageList({ channel }: { readonly channel: PageChannel }) {
  const { state, viewer } = usePage();
  const messages = state.messages.filter((message) => message.channel === channel.id);
  const newest = messages.at(-1);
  const newSince = useRead(channel, messages);
  // A message that is taken away leaves an older one as the newest: nothing new.
  const [latest, setLatest] = useState(newest?.ts);
  if (newest !== undefined && newest.ts > (latest ?? '')) setLatest(newest.ts);
  // What only the reader sees answers what the reader did.
  const isOwn = newest?.user === viewer.user || newest?.ephemeral === true;
  const { box, content, onScroll, hasMore, toEnd } = useStick(latest, isOwn);
  return (
    <div className="messages-frame">
      <div
        ref={box}
        className="messages"
        role="log"
        aria-label="Messages"
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <div ref={content} className="messages-content">
          {messages.length === 0 && <p className="empty">{emptyText(channel, state.app.name)}</p>}
          {daysOf(messages, state, newSince).map((day) => (
            <div key={day.key} className="day-group">
              <h2 className="day">
                <span>{day.label}</span>
              </h2>
              {day.rows.map(({ message, goesOn, isNew }) => (
                <Fragment key={message.ts}>
                  {isNew && (
                    <p className="new-since">
                      <span>New</span>
                    </p>
                  )}
                  <MessageItem message={message} goesOn={goesOn} />
                </Fragment>
              ))}
            </div>
          ))}
        </div>
      </div>
      {hasMore && (
        <button type="button" className="to-newest" onClick={toEnd}>
          <Icon name="down" size={14} /> New messages
        </button>
      )}
    </div>
  );
}

function emptyText({ kind }: PageChannel, app: string): string {
  if (kind === 'app') return `This is the start of your messages with ${app}.`;
  if (kind === 'direct') return 'This is the start of this direct message. Only the two of you see it.';
  return 'Nothing here yet. Type a command or a message below.';
}
