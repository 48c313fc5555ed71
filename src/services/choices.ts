import type { OpenOutcome, OutcomeItem } from './answers.ts';

/** The most people that one name is offered for: Slack takes no more buttons in a row. */
export const mostCandidates = 25;

/** The ordinal of a button: which item of the answer, and which of its candidates, both from 0. */
export function choiceOrdinal(item: number, candidate: number): number {
  return item * mostCandidates + candidate + 1;
}

/** What `choiceOrdinal` was given. */
export function readChoice(ordinal: number): { readonly item: number; readonly candidate: number } {
  return { item: Math.floor((ordinal - 1) / mostCandidates), candidate: (ordinal - 1) % mostCandidates };
}

/** Whether an item waits for a choice. */
export function isOpen(item: OutcomeItem | undefined): item is OpenOutcome {
  return item !== undefined && 'candidates' in item;
}
