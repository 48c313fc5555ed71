import type { Block } from 'slack-blocks-to-jsx';
import type { Call } from '../journal.ts';
import type { ActAnswer, PageActs } from '../page-acts.ts';
import type { PageMessage, PageState, PageView } from '../page-state.ts';

export type { Block } from 'slack-blocks-to-jsx';

/** The library's blocks are typed more strictly than those the simulator has checked; they are the same. */
type Drawn<T extends { readonly blocks: unknown }> = Omit<T, 'blocks'> & { readonly blocks: Block[] };

export type Message = Drawn<PageMessage>;
export type View = Drawn<PageView>;
export type State = Omit<PageState, 'messages' | 'views' | 'home'> & {
  readonly messages: readonly Message[];
  readonly views: readonly View[];
  readonly home: View | undefined;
};

export type Viewer = { readonly workspace: string; readonly user: string };
export type Act = <A extends keyof PageActs>(
  name: A,
  body: Omit<PageActs[A], keyof Viewer>,
) => Promise<ActAnswer>;

export async function fetchState(viewer: Partial<Viewer>): Promise<State> {
  return fetchJson<State>(`/_page/state?${new URLSearchParams(viewer)}`);
}

/** The journal's lines from `after` on. */
export async function fetchJournal(after: number): Promise<Call[]> {
  return fetchJson<Call[]>(`/_page/journal?after=${after}`);
}

/** Stores a file that a member chose, and says its id: that is what a `file_input` holds. */
export async function uploadFile(viewer: Viewer, file: File): Promise<{ id?: string; error?: string }> {
  const body = new FormData();
  body.set('file', file);
  const query = new URLSearchParams({ workspace: viewer.workspace, user: viewer.user });
  return answerOf(await fetch(`/_page/upload?${query}`, { method: 'POST', body }));
}

export function actAs(viewer: Viewer): Act {
  return async (name, body) =>
    answerOf(
      await fetch(`/_page/act/${name}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ ...viewer, ...body }),
      }),
    );
}

async function fetchJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The simulator answered ${response.status}.`);
  return (await response.json()) as T;
}

async function answerOf<T>(response: Response): Promise<T> {
  return (await response.json()) as T;
}
