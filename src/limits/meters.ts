import type { Limit, Policy, Resource } from './policy.ts';
import type { Snapshot } from './snapshot.ts';
import { usedOf } from './usage.ts';
import { calendarWindow } from './windows.ts';

export type Level = 'ok' | 'nearing' | 'critical' | 'reached';

/** A limit applied to an account at an instant. `used` may pass the cap, because outcomes are facts; `remaining` stops at 0. */
export type Meter = {
  readonly limit: Limit;
  readonly used: number;
  readonly cap: number;
  readonly remaining: number;
  readonly level: Level;
  /** The end of a calendar window; null for a rolling one, which is never empty at once. */
  readonly resetsAt: number | null;
};

/** Every meter of an account, or of one resource, at an instant, in the order of the policy. */
export function readMeters(policy: Policy, snapshot: Snapshot, at: number, resource?: Resource): Meter[] {
  return policy.limits
    .filter((limit) => resource === undefined || limit.resource === resource)
    .map((limit) => readMeter(policy, limit, snapshot, at, 0));
}

/** One meter, with `added` more used than the snapshot knows of. */
export function readMeter(
  policy: Policy,
  limit: Limit,
  snapshot: Snapshot,
  at: number,
  added: number,
): Meter {
  const { type, zone } = snapshot.account;
  const used = usedOf(limit, snapshot, at) + added;
  const cap = limit.cap[type];
  return {
    limit,
    used,
    cap,
    remaining: Math.max(0, cap - used),
    level: levelOf(used, cap, policy.shares),
    resetsAt: limit.window.kind === 'calendar' ? calendarWindow(zone, limit.window.unit, at).end : null,
  };
}

/** Compared in whole numbers: 80 per cent of 5 is reached at exactly 4, whatever floats make of it. */
export function levelOf(used: number, cap: number, shares: Policy['shares']): Level {
  if (used >= cap) return 'reached';
  if (used * 100 >= cap * shares.critical) return 'critical';
  return used * 100 >= cap * shares.nearing ? 'nearing' : 'ok';
}
