import { memo, useState } from 'react';
import type { Message } from './api.ts';
import { Avatar } from './avatar.tsx';
import { Blocks } from './blocks.tsx';
import { secondsOf } from './conversation.ts';
import { formatDateToken } from './date-token.ts';
import { FileCard } from './file-card.tsx';
import { Icon } from './icons.tsx';
import { MessageMenu } from './message-menu.tsx';
import { type Steady, useSteady } from './page-context.ts';
import { Problem } from './problem.tsx';
import { type Surface, useSurface } from './surface.ts';

type Props = { readonly message: Message; readonly goesOn: boolean };

/**
 * One message: who wrote it and when, what it says, and what can be pressed. A long conversation is not drawn anew for
 * each change: an unchanged message is the same object.
 */
export const MessageItem = memo(function MessageItem({ message, goesOn }: Props) {
  const steady = useSteady();
  const { channel, ts, ephemeral, edited, files } = message;
  const own = useSurface('message', { channel, ts }, blocksOf(message));
  const [failure, setFailure] = useState<string>();
  const surface: Surface = {
    ...own,
    press: (key, choice) => {
      setFailure(undefined);
      return own.press(key, choice);
    },
  };
  const problem = failure ?? surface.failure;
  const author = authorOf(steady, message.user);
  const seconds = secondsOf(message);
  // Neither format says how long ago it was.
  const show = (format: string) => formatDateToken(seconds, format, steady.tz, seconds * 1000);
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
      <div className={message.blocks.length === 0 ? 'message-body plain' : 'message-body'}>
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
        {problem !== undefined && <Problem reason={problem} />}
      </div>
      {!ephemeral && <MessageMenu message={message} onFailure={setFailure} />}
    </article>
  );
});

function authorOf({ app, users }: Steady, id: string): { name: string; isApp: boolean } {
  if (id === app.id) return { name: app.name, isApp: true };
  const user = users.find((one) => one.id === id);
  return { name: user?.realName ?? 'Slackbot', isApp: false };
}

function blocksOf({ blocks, text }: Message): Message['blocks'] {
  if (blocks.length > 0) return blocks;
  return text === '' ? [] : [{ type: 'section', text: { type: 'mrkdwn', text } }];
}
