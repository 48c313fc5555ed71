import { useState } from 'react';
import { type Message, press, type State, type Viewer } from './api.ts';
import { Blocks } from './blocks.tsx';
import { formatDateToken } from './date-token.ts';

type Props = { readonly state: State; readonly message: Message; readonly viewer: Viewer };

/** One message: who wrote it and when, what it says, and what can be pressed. */
export function MessageItem({ state, message, viewer }: Props) {
  const [error, setError] = useState<string>();
  const author = authorOf(state, message.user);
  const seconds = Math.floor(Number(message.ts));
  const time = formatDateToken(seconds, '{time}', state.viewer.tz, state.now);
  return (
    <article
      className={message.ephemeral ? 'message ephemeral' : 'message'}
      aria-label={`${author.name}, ${time}`}
    >
      <div className={`avatar ${author.kind}`} aria-hidden="true">
        {author.name.slice(0, 1)}
      </div>
      <div className="message-body">
        {message.ephemeral && <p className="only-you">👁 Only visible to you</p>}
        <p className="byline">
          <b>{author.name}</b>
          {author.kind === 'app' && <span className="badge">APP</span>}
          <time title={formatDateToken(seconds, '{date_long} {time_secs}', state.viewer.tz, state.now)}>
            {time}
          </time>
        </p>
        <Blocks
          state={state}
          blocks={message.blocks.length > 0 ? message.blocks : [textBlock(message.text)]}
          onPress={async (element, choice) => {
            const { channel, ts } = message;
            setError(
              await press(viewer, { channel, ts, element, ...(choice === undefined ? {} : { choice }) }),
            );
          }}
        />
        {message.edited && <span className="edited">(edited)</span>}
        {error !== undefined && (
          <p className="failure" role="alert">
            ⚠️ This did not work: {error}
          </p>
        )}
      </div>
    </article>
  );
}

function authorOf(state: State, id: string): { name: string; kind: 'app' | 'user' | 'slackbot' } {
  if (id === state.app.id) return { name: state.app.name, kind: 'app' };
  const user = state.users.find((one) => one.id === id);
  return user === undefined ? { name: 'Slackbot', kind: 'slackbot' } : { name: user.realName, kind: 'user' };
}

function textBlock(text: string): Message['blocks'][number] {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}
