import { addUsage } from '../ledger/add-usage.ts';
import { appendEntries, type Entry } from '../ledger/append-entries.ts';
import type { Ledger } from '../ledger/connect.ts';
import { type CounterSetting, monthLimit, setCounter as settingOf } from '../limits/counter.ts';
import { readMeter } from '../limits/meters.ts';
import { type AccountType, accountTypes, type Policy } from '../limits/policy.ts';
import type { Snapshot } from '../limits/snapshot.ts';
import { localDate } from '../limits/windows.ts';
import { answerOnce } from './answer-once.ts';
import type { CounterAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { openAccount } from './open-account.ts';
import { positionOf, snapshotOf, standingOf } from './position.ts';
import { sayMeter } from './said.ts';
import { warn } from './warn.ts';

/**
 * LinkedIn shows so many connection invites left this month: adjusts the month's meter so that it agrees (limits.md,
 * "LinkedIn's own counter"). More than the account's cap is a mistake, or another account type: nothing is recorded.
 */
export async function setCounter(
  ledger: Ledger,
  call: Call,
  input: { readonly left: number },
): Promise<CounterAnswer> {
  return answerOnce(
    ledger,
    call,
    { verb: 'counter', ...input },
    {
      prepare: (tx, policy) => positionOf(tx, call, policy),
      async decide(opened, position) {
        const { tx, policy, requestId } = opened;
        const { now } = call;
        const { left } = input;
        const { account, frame, facts } = await openAccount(opened);
        const before = snapshotOf(position, account, account, now);
        const setting = settingOf(policy, before, now, left);
        const date = localDate(account.zone, now);
        const set: Entry[] = [];
        let after = before;
        if (setting.kind === 'adjust') {
          const { adjustment } = setting;
          set.push({
            kind: 'counter_set',
            quantity: adjustment,
            happenedAt: now,
            localDate: date,
            detail: { left },
          });
          await tx.run(addUsage(account, [{ resource: 'connection', localDate: date, counter: adjustment }]));
          after = snapshotOf(await positionOf(tx, call, policy), account, account, now);
        }
        const answer: CounterAnswer = {
          kind: 'counter',
          requestId,
          left,
          result: resultOf(policy, after, setting, left, now),
          standing: standingOf(policy, account, after, now),
        };
        if (answer.result.kind === 'above_cap') return { answer, writes: [], keep: false };
        const moved = answer.result.kind === 'set' ? [answer.result.meter] : [];
        return {
          answer,
          writes: [appendEntries(tx, frame, [...facts, ...set]), warn(opened, account, moved)],
        };
      },
    },
  );
}

function resultOf(
  policy: Policy,
  after: Snapshot,
  setting: CounterSetting,
  left: number,
  now: number,
): CounterAnswer['result'] {
  const limit = monthLimit(policy);
  if (limit === undefined || setting.kind === 'no_limit') return { kind: 'no_limit' };
  if (setting.kind === 'adjust')
    return { kind: 'set', meter: sayMeter(readMeter(policy, limit, after, now)) };
  const fits = (type: AccountType) => left <= limit.cap[type];
  return { kind: 'above_cap', cap: setting.cap, fitting: accountTypes.find(fits) ?? null };
}
