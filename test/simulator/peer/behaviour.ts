import type { Answer, Peer } from './peers.ts';

/** One thing that Slack does: what it answers, and where `emulate` answers otherwise. */
export type Behaviour = {
  readonly run: (peer: Peer) => Promise<unknown>;
  readonly answer: unknown;
  readonly differs?: Difference;
};

/** What `emulate` says instead, and where Slack's pages say that ours is right. */
export type Difference = { readonly emulate: unknown; readonly why: string; readonly page: string };

export const reference = 'https://docs.slack.dev/reference';
export const methodPage = (method: string) => `${reference}/methods/${method}`;

/** `ok` or the error: what an app decides by. */
export const word = ({ ok, error }: Answer) => (ok ? 'ok' : error);
export const field = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>(
    (at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined),
    value,
  );
export const says =
  (method: string, args: (ids: Peer['ids']) => Readonly<Record<string, unknown>>) => async (peer: Peer) =>
    word(await peer.call(method, args(peer.ids)));
