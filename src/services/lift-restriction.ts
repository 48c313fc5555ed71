import { appendEntries, type Entry } from '../ledger/append-entries.ts';
import type { Ledger } from '../ledger/connect.ts';
import { localDate } from '../limits/windows.ts';
import { answerOnce } from './answer-once.ts';
import type { LiftedAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { openAccount } from './open-account.ts';
import { positionOf, snapshotOf, standingOf } from './position.ts';
import { restrictionAt, restrictionsFrom } from './restrictions.ts';

/** LinkedIn blocks the account no longer. Where no restriction holds, nothing is recorded. */
export async function liftRestriction(ledger: Ledger, call: Call): Promise<LiftedAnswer> {
  return answerOnce(
    ledger,
    call,
    { verb: 'lifted' },
    {
      prepare: (tx, policy) => positionOf(tx, call, policy),
      async decide(opened, position) {
        const { tx, policy, requestId } = opened;
        const { now } = call;
        const { account, frame, facts } = await openAccount(opened);
        const held = restrictionAt(restrictionsFrom(position.restrictions), now);
        const restrictions = [...position.restrictions, { kind: 'lifted' as const, at: now, until: null }];
        const snapshot = snapshotOf({ ...position, restrictions }, account, account, now);
        const fact: Entry = { kind: 'lifted', happenedAt: now, localDate: localDate(account.zone, now) };
        const answer: LiftedAnswer = {
          kind: 'lifted',
          requestId,
          lifted: held ? { since: held.startedAt, until: held.endsAt } : null,
          standing: standingOf(policy, account, snapshot, now),
        };
        return { answer, writes: [appendEntries(tx, frame, held ? [...facts, fact] : facts)] };
      },
    },
  );
}
