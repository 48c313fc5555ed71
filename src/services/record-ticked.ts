import type { Ledger } from '../ledger/connect.ts';
import { answerOnce } from './answer-once.ts';
import type { OutcomeAnswer, ToldOutcome } from './answers.ts';
import type { Call } from './call.ts';
import { writeTicked } from './write-ticked.ts';

/** Invites of the owner's, by id. */
export type RecordTicked = {
  readonly outcome: ToldOutcome;
  readonly inviteIds: readonly number[];
  /** When it happened: any instant of that local date, but never before a send. Now without it. */
  readonly when?: { readonly at: number; readonly dateOnly: boolean };
};

/**
 * Records what came of these very invites, oldest first. What was answered or has expired meanwhile is refused one by
 * one, as it is when it is typed; of what was taken back the answer has the number.
 *
 * @throws NotAllowedError for another teammate's invite: then nothing is recorded.
 */
export async function recordTicked(ledger: Ledger, call: Call, input: RecordTicked): Promise<OutcomeAnswer> {
  return answerOnce<OutcomeAnswer, undefined>(
    ledger,
    call,
    { verb: 'record_ticked', ...input },
    {
      accounts: 'all',
      prepare: async () => undefined,
      decide: async (opened) => ({ answer: await writeTicked(ledger, opened, input), writes: [] }),
    },
  );
}
