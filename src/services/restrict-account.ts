import { appendEntries, type Entry } from '../ledger/append-entries.ts';
import type { Ledger } from '../ledger/connect.ts';
import { findNotified } from '../ledger/find-notified.ts';
import { queueDeliveries } from '../ledger/queue-deliveries.ts';
import { banRisk, restrictionsIn30Days } from '../limits/ban-risk.ts';
import { localDate } from '../limits/windows.ts';
import { answerOnce } from './answer-once.ts';
import type { PauseTold, RestrictedAnswer } from './answers.ts';
import type { Call } from './call.ts';
import type { PauseNews, ToSay } from './messages.ts';
import { openAccount } from './open-account.ts';
import { pauseTold } from './pauses.ts';
import { positionOf, snapshotOf, standingOf } from './position.ts';
import { restrictionAt, restrictionsFrom } from './restrictions.ts';
import { loadSettings } from './settings.ts';

/**
 * LinkedIn has blocked the account, until an instant or until nobody knows when: from now on the answer to every send is
 * "stop". While it is blocked already this changes the end; the same end again is no news, and nothing is recorded. Of a
 * new block the team's channel hears without the name, and managers whose it is; of another end nobody: Home shows it.
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
      prepare: (tx, policy) =>
        Promise.all([
          positionOf(tx, call, policy),
          findNotified(tx, call.workspaceId, call.owner),
          loadSettings(tx, call.workspaceId),
        ]),
      async decide(opened, [position, { team }, settings]) {
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
        const told = pauseTold(settings, team, account.owner);
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
          told,
          standing: standingOf(policy, account, snapshot, now),
        };
        const { id, owner, name: accountName, zone } = account;
        // The same day and the same end once more is a mistake that was put right.
        const key = `${id}:${fact.localDate}:${until}`;
        const toSay = held ? [] : newsOf({ owner, accountName, zone, until }, told, key);
        return {
          answer,
          writes: [
            appendEntries(tx, frame, recorded ? [...facts, fact] : facts),
            queueDeliveries(tx, { workspaceId: call.workspaceId, now }, toSay),
          ],
        };
      },
    },
  );
}

function newsOf(
  pause: Omit<PauseNews, 'kind'>,
  { channel, announced, managers }: PauseTold,
  key: string,
): ToSay[] {
  return [
    ...(announced && channel !== null
      ? [{ channel, message: { kind: 'paused', ...pause }, onceKey: `paused:${key}` } as const]
      : []),
    ...managers.map(
      (manager) =>
        ({
          channel: manager,
          message: { kind: 'paused_account', ...pause },
          onceKey: `paused_account:${key}:${manager}`,
        }) as const,
    ),
  ];
}
