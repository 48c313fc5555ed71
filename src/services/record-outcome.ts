import type { Ledger } from '../ledger/connect.ts';
import { findPeople, type Person } from '../ledger/find-people.ts';
import type { PersonRef } from '../linkedin/person.ts';
import { answerOnce } from './answer-once.ts';
import type { OutcomeAnswer, ToldOutcome } from './answers.ts';
import type { Call } from './call.ts';
import { outcomesOfPeople } from './outcomes-of-people.ts';
import { outcomesOfUnnamed } from './outcomes-of-unnamed.ts';
import { isName } from './who-is-meant.ts';
import { openAccounts, writeOutcomes } from './write-outcomes.ts';

/** People, or a number of unnamed ones. */
export type RecordOutcome = {
  readonly outcome: ToldOutcome;
  readonly people: readonly PersonRef[];
  readonly unnamed?: number;
  /** When it happened; a date without a time holds for any instant of that local date. Now without it. */
  readonly when?: { readonly at: number; readonly dateOnly: boolean };
};

/**
 * Records what came of invitations. An outcome goes to the newest invite to that person, of the account that `as` names
 * or of any of the owner's, that was sent at or before it and allows it (limits.md, "States of an invite"). It counts on
 * the local date on which it happened. A name that fits several people is left open, for `chooseOutcome`.
 */
export async function recordOutcome(
  ledger: Ledger,
  call: Call,
  input: RecordOutcome,
): Promise<OutcomeAnswer> {
  const { outcome, people, unnamed = 0, when } = input;
  const keys = people.map(({ key }) => key);
  return answerOnce(
    ledger,
    call,
    { verb: outcome, ...input },
    {
      accounts: 'all',
      // Whom a name means is known only with the accounts, and all people are locked at once, in the order of their ids.
      prepare: async (tx) =>
        keys.length === 0 || people.some(isName) ? nobody : findPeople(tx, call.workspaceId, keys),
      async decide(opened, found) {
        const { requestId } = opened;
        const accounts = await openAccounts(opened, when?.at);
        const { at = call.now, dateOnly = false } = when ?? {};
        // A date is read in the zone in which it was typed, whatever zone was in force then.
        const time = { at, dateOnly, zone: call.zone, isNow: when === undefined };
        const { items, changed } =
          unnamed > 0
            ? await outcomesOfUnnamed(opened, accounts, unnamed, time)
            : await outcomesOfPeople(ledger, opened, accounts, { outcome, people, time }, found);
        const standings = await writeOutcomes(opened, accounts, outcome, changed);
        const answer: OutcomeAnswer = {
          kind: 'outcome',
          requestId,
          undo: changed.length > 0 ? requestId : null,
          outcome,
          toldAt: call.now,
          as: call.as ?? null,
          items,
          standings,
        };
        return { answer, writes: [] };
      },
    },
  );
}

const nobody: ReadonlyMap<string, Person> = new Map();
