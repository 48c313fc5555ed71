import { createHappenings, type Happened } from './happened.ts';
import type { Journal } from './journal.ts';
import type { GuideItem } from './page-state.ts';

/** Something to try with the app, and how to tell from what happened that it was tried. */
export type GuideStep = {
  readonly id: string;
  readonly name: string;
  /** What to type for it. */
  readonly line?: string;
  readonly isDone: (happened: Happened) => boolean;
};

/** Which steps were done before, and where a new one is told: for whoever keeps them over a restart. */
export type Ticks = { readonly done: readonly string[]; readonly keep: (ids: readonly string[]) => void };

export type Guide = { readonly items: () => GuideItem[] };

/** Steps are ticked by whatever the journal says, in any order, and stay ticked. */
export function createGuide(journal: Journal, steps: readonly GuideStep[], ticks?: Ticks): Guide {
  const happenings = createHappenings(journal);
  const done = new Set(ticks?.done);
  return {
    items: () => {
      const before = done.size;
      for (const happened of happenings.next()) {
        for (const step of steps) if (!done.has(step.id) && step.isDone(happened)) done.add(step.id);
      }
      if (done.size > before) ticks?.keep([...done]);
      return steps.map(({ id, name, line }) => ({
        id,
        name,
        ...(line === undefined ? {} : { line }),
        done: done.has(id),
      }));
    },
  };
}
