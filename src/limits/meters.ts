import type { Limit, Policy, Resource } from './policy.ts';
import { addSends, type Send, type Snapshot } from './snapshot.ts';
import { addedBy, fitsAgainAt, usedOf } from './usage.ts';
import { calendarWindow } from './windows.ts';

export type Level = 'ok' | 'nearing' | 'critical' | 'reached';

/** A limit applied to an account at an instant. `used` may pass the cap, because outcomes are facts; neither it nor `remaining` is ever negative. */
export type Meter = {
  readonly limit: Limit;
  readonly used: number;
  readonly cap: number;
  readonly remaining: number;
  readonly level: Level;
  /** The end of a calendar window; null for a rolling one, which is never empty at once. */
  readonly resetsAt: number | null;
  /** If the level is `reached`, the first instant with `used < cap`; else null. */
  readonly roomAgainAt: number | null;
};

/** Every meter of an account, or of one resource, at an instant, in the order of the policy. */
export function readMeters(policy: Policy, snapshot: Snapshot, at: number, resource?: Resource): Meter[] {
  return policy.limits
    .filter((limit) => resource === undefined || limit.resource === resource)
    .map((limit) => readMeter(policy, limit, snapshot, at));
}

/** One meter; with a `send` that lies in the window at `at`, as it stands once that is recorded. */
export function readMeter(policy: Policy, limit: Limit, snapshot: Snapshot, at: number, send?: Send): Meter {
  const { type, zone } = snapshot.account;
  const added = send === undefined ? 0 : addedBy(policy, limit, send);
  const used = Math.max(0, usedOf(policy, limit, snapshot, at)) + added;
  const cap = limit.cap[type];
  const level = levelOf(used, cap, policy.shares);
  const then = send === undefined || level !== 'reached' ? snapshot : addSends(snapshot, send);
  return {
    limit,
    used,
    cap,
    remaining: Math.max(0, cap - used),
    level,
    resetsAt: limit.window.kind === 'calendar' ? calendarWindow(zone, limit.window.unit, at).end : null,
    roomAgainAt: level === 'reached' ? fitsAgainAt(policy, limit, then, at, 1) : null,
  };
}

/** Compared in whole numbers: 80 per cent of 5 is reached at exactly 4, whatever floats make of it. */
export function levelOf(
  used: number,
  cap: number,
  shares: Pick<Policy['shares'], 'nearing' | 'critical'>,
): Level {
  if (used >= cap) return 'reached';
  if (used * 100 >= cap * shares.critical) return 'critical';
  return used * 100 >= cap * shares.nearing ? 'nearing' : 'ok';
}
