import { useEffect, useRef } from 'react';
import type { Message, State, Viewer } from './api.ts';
import { MessageItem } from './message-item.tsx';

type Props = { readonly state: State; readonly messages: readonly Message[]; readonly viewer: Viewer };

/** The conversation, the newest last and in sight. */
export function MessageList({ state, messages, viewer }: Props) {
  const end = useRef<HTMLDivElement>(null);
  const newest = messages.at(-1);
  const seen = `${newest?.ts}/${messages.length}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is what it waits for
  useEffect(() => end.current?.scrollIntoView({ block: 'end' }), [seen]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="messages" role="log" aria-label="Messages" tabIndex={0}>
      {messages.length === 0 && <p className="empty">Nothing here yet. Type a command below.</p>}
      {messages.map((message) => (
        <MessageItem key={message.ts} state={state} message={message} viewer={viewer} />
      ))}
      <div ref={end} />
    </section>
  );
}
