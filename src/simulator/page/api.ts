import type { Block } from 'slack-blocks-to-jsx';
import type { PageMessage, PageState } from '../page-state.ts';

export type { Block } from 'slack-blocks-to-jsx';

export type Message = Omit<PageMessage, 'blocks'> & { readonly blocks: Block[] };
export type State = Omit<PageState, 'messages'> & { readonly messages: readonly Message[] };

export type Viewer = { readonly workspace: string; readonly user: string };

export async function fetchState(viewer: Partial<Viewer>): Promise<State> {
  const response = await fetch(`/_page/state?${new URLSearchParams(viewer)}`);
  if (!response.ok) throw new Error(`The simulator answered ${response.status}.`);
  return (await response.json()) as State;
}

export function typeCommand(viewer: Viewer, channel: string, line: string): Promise<string | undefined> {
  return send('command', { ...viewer, channel, line });
}

export type Press = {
  readonly channel: string;
  readonly ts: string;
  readonly element: string;
  readonly choice?: string;
};

export function press(viewer: Viewer, what: Press): Promise<string | undefined> {
  return send('press', { ...viewer, ...what });
}

/** Resolves with what went wrong, if anything did. */
async function send(action: string, body: object): Promise<string | undefined> {
  const response = await fetch(`/_page/${action}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as { error?: string };
  return answer.error;
}
