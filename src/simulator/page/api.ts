import type { Call } from '../journal.ts';
import type { ActAnswer, PageActs } from '../page-acts.ts';
import type { PageMessage, PageState, PageView } from '../page-state.ts';

export type Message = PageMessage;
export type View = PageView;
export type State = PageState;
/** A block as the simulator has checked it. */
export type Block = PageMessage['blocks'][number];

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
  return async (name, body) => {
    try {
      return await answerOf(
        await fetch(`/_page/act/${name}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ ...viewer, ...body }),
        }),
      );
    } catch {
      return { error: 'The simulator is not reachable.' };
    }
  };
}

/** The simulator answered, and says why it will not tell; nothing mends that but asking for something else. */
export class Refusal extends Error {}

async function fetchJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (response.ok) return (await response.json()) as T;
  if (response.status >= 500) throw new Error(`The simulator answered ${response.status}.`);
  const { error } = (await response.json()) as { error?: string };
  throw new Refusal(error ?? `The simulator answered ${response.status}.`);
}

async function answerOf<T>(response: Response): Promise<T> {
  return (await response.json()) as T;
}
