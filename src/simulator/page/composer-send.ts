import { changeDraft, type Draft, useDraft } from './composer-draft.ts';
import { usePage } from './page-context.ts';

type Sender = {
  readonly draft: Draft;
  readonly write: (text: string) => void;
  readonly send: () => void;
  readonly fail: (reason: string | undefined) => void;
};

/**
 * Sends without waiting: as in Slack, the next line can be written meanwhile. A line that was not taken comes back, unless
 * something else was begun.
 */
export function useSender(channel: string): Sender {
  const { viewer, act } = usePage();
  const place = `${viewer.workspace}/${viewer.user}/${channel}`;
  const draft = useDraft(place);
  const change = (next: Parameters<typeof changeDraft>[1]) => changeDraft(place, next);
  const send = async () => {
    const { text } = draft;
    if (text.trim() === '') return;
    change(({ sent }) => ({ text: '', sent: [...sent, text], failure: undefined }));
    const isCommand = text.startsWith('/');
    const { error } = await (isCommand
      ? act('command', { channel, line: text })
      : act('message', { channel, text }));
    // What an app did wrong with a command is one word, and Slackbot says it in the channel.
    if (error === undefined || (isCommand && /^\w+$/.test(error))) return;
    change((now) => ({ text: now.text === '' ? text : now.text, failure: `Not sent: ${error}` }));
  };
  return {
    draft,
    write: (text) => change(() => ({ text })),
    send: () => void send(),
    fail: (failure) => change(() => ({ failure })),
  };
}
