import { useState } from 'react';
import type { Message, State } from './api.ts';
import { Avatar } from './avatar.tsx';
import { Blocks } from './blocks.tsx';
import { secondsOf } from './conversation.ts';
import { formatDateToken } from './date-token.ts';
import { FileCard } from './file-card.tsx';
import { Icon } from './icons.tsx';
import { MessageMenu } from './message-menu.tsx';
import { usePage } from './page-context.ts';
import { useSurface } from './surface.ts';

type Props = { readonly message: Message; readonly goesOn: boolean };

/** One message: who wrote it and when, what it says, and what can be pressed. */
export function MessageItem({ message, goesOn }: Props) {
  const { state } = usePage();
  const { channel, ts, ephemeral, edited, files } = message;
  const surface = useSurface('message', { channel, ts }, blocksOf(message));
  const [failure, setFailure] = useState<string>();
  const author = authorOf(state, message.user);
  const show = (format: string) => formatDateToken(secondsOf(message), format, state.viewer.tz, state.now);
  const time = show('{time}');
  const longTime = show('{date_long} at {time_secs}');
  return (
    <article
      className={['message', goesOn && 'goes-on', ephemeral && 'ephemeral'].filter(Boolean).join(' ')}
      aria-label={`${author.name}, ${time}`}
    >
      {ephemeral && (
        <p className="only-you">
          <Icon name="eye" size={14} /> Only visible to you
        </p>
      )}
      {goesOn ? (
        <time className="gutter-time" title={longTime}>
          {time.replace(/ [AP]M$/, '')}
        </time>
      ) : (
        <Avatar id={message.user} name={author.name} />
      )}
      <div className="message-body">
        {!goesOn && (
          <p className="byline">
            <b>{author.name}</b>
            {author.isApp && <span className="badge">APP</span>}
            <time title={longTime}>{time}</time>
          </p>
        )}
        {surface.blocks.length > 0 && <Blocks surface={surface} />}
        {edited && <span className="edited">(edited)</span>}
        {files.map((file) => (
          <FileCard key={file.id} file={file} />
        ))}
        {failure !== undefined && (
          <p className="failure" role="alert">
            ⚠ This did not work: {failure}
          </p>
        )}
      </div>
      {!ephemeral && <MessageMenu message={message} onFailure={setFailure} />}
    </article>
  );
}

function authorOf(state: State, id: string): { name: string; isApp: boolean } {
  if (id === state.app.id) return { name: state.app.name, isApp: true };
  const user = state.users.find((one) => one.id === id);
  return { name: user?.realName ?? 'Slackbot', isApp: false };
}

function blocksOf({ blocks, text }: Message): Message['blocks'] {
  if (blocks.length > 0) return blocks;
  return text === '' ? [] : [{ type: 'section', text: { type: 'mrkdwn', text } }];
}
