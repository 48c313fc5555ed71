import { useSyncExternalStore } from 'react';

/** What a viewer is writing in one channel, and what they sent there; it outlives a look elsewhere. */
export type Draft = {
  readonly text: string;
  readonly sent: readonly string[];
  /** Why the last line was not sent. */
  readonly failure: string | undefined;
};

const empty: Draft = { text: '', sent: [], failure: undefined };
const drafts = new Map<string, Draft>();
const listeners = new Set<() => void>();

export function useDraft(place: string): Draft {
  return useSyncExternalStore(subscribe, () => drafts.get(place) ?? empty);
}

export function changeDraft(place: string, change: (draft: Draft) => Partial<Draft>): void {
  const draft = drafts.get(place) ?? empty;
  drafts.set(place, { ...draft, ...change(draft) });
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
