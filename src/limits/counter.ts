import type { Limit, Policy } from './policy.ts';
import type { Snapshot } from './snapshot.ts';
import { takesCounter, usedOf } from './usage.ts';

export type CounterSetting =
  /** To be added to the `counter` of the day on which it was read. May be 0 or negative. */
  | { readonly kind: 'adjust'; readonly adjustment: number }
  /** More than the account may have left: a mistake, or another account type. */
  | { readonly kind: 'above_cap'; readonly cap: number }
  /** The policy has no limit that LinkedIn's counter speaks of. */
  | { readonly kind: 'no_limit' };

/** The limit of which LinkedIn's own counter speaks: the month's acceptances. If it advises as well, the one that blocks. */
export function monthLimit(policy: Policy): Limit | undefined {
  let advising: Limit | undefined;
  for (const limit of policy.limits) {
    if (!takesCounter(limit)) continue;
    if (limit.effect === 'block') return limit;
    advising ??= limit;
  }
  return advising;
}

/** LinkedIn shows `left` connection invites left this month: what to adjust so that the month's meter agrees. */
export function setCounter(policy: Policy, snapshot: Snapshot, now: number, left: number): CounterSetting {
  const limit = monthLimit(policy);
  if (limit === undefined) return { kind: 'no_limit' };
  const cap = limit.cap[snapshot.account.type];
  if (left > cap) return { kind: 'above_cap', cap };
  return { kind: 'adjust', adjustment: cap - left - usedOf(policy, limit, snapshot, now) };
}
