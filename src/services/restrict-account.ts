import { appendEntries, type Entry } from '../ledger/append-entries.ts';
import type { Ledger } from '../ledger/connect.ts';
import { banRisk, restrictionsIn30Days } from '../limits/ban-risk.ts';
import { localDate } from '../limits/windows.ts';
import { answerOnce } from './answer-once.ts';
import type { RestrictedAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { openAccount } from './open-account.ts';
import { positionOf, snapshotOf, standingOf } from './position.ts';
import { restrictionAt, restrictionsFrom } from './restrictions.ts';

/**
 * LinkedIn has blocked the account, until an instant or until nobody knows when: from now on the answer to every send is
 * "stop". While it is blocked already this changes the end; the same end again is no news, and nothing is recorded.
 */
export async function restrictAccount(
  ledger: Ledger,
  call: Call,
  input: { readonly until: number | null },
): Promise<RestrictedAnswer> {
  return answerOnce(
    ledger,
    call,
    { verb: 'restricted', ...input },
    {
      prepare: (tx, policy) => positionOf(tx, call, policy),
      async decide(opened, position) {
        const { tx, policy, requestId } = opened;
        const { now } = call;
        const { until } = input;
        const { account, frame, facts } = await openAccount(opened);
        const held = restrictionAt(restrictionsFrom(position.restrictions), now);
        const recorded = held === undefined || held.endsAt !== until;
        const restrictions = recorded
          ? [...position.restrictions, { kind: 'restricted' as const, at: now, until }]
          : position.restrictions;
        const snapshot = snapshotOf({ ...position, restrictions }, account, account, now);
        const fact: Entry = {
          kind: 'restricted',
          happenedAt: now,
          localDate: localDate(account.zone, now),
          detail: { until },
        };
        const answer: RestrictedAnswer = {
          kind: 'restricted',
          requestId,
          recorded,
          changed: held !== undefined,
          reason: {
            code: 'restricted',
            verdict: 'block',
            since: held?.startedAt ?? now,
            until,
            inLast30Days: restrictionsIn30Days(snapshot, now),
            banRisk: banRisk(snapshot, now),
          },
          standing: standingOf(policy, account, snapshot, now),
        };
        return { answer, writes: [appendEntries(tx, frame, recorded ? [...facts, fact] : facts)] };
      },
    },
  );
}
