import type { Policy } from './policy.ts';
import { lookBackDays } from './snapshot.ts';
import { overlapDays } from './teammate-overlap.ts';
import { calendarWindow, daysToMs, hoursToMs, localDate } from './windows.ts';

/** What must be loaded for exact meters at `at`: these local dates, both included, and every send after the instant. */
export type Horizon = { readonly firstDate: string; readonly lastDate: string; readonly sendsAfter: number };

/** How far a snapshot has to reach under `policy`. It may reach further: what lies outside a window is not counted. */
export function horizon(policy: Policy, zone: string, at: number): Horizon {
  let firstDate = localDate(zone, at);
  let lastDate = firstDate;
  let longestMs = 0;
  const include = (unit: 'day' | 'week' | 'month') => {
    const dates = calendarWindow(zone, unit, at);
    if (dates.firstDate < firstDate) firstDate = dates.firstDate;
    if (dates.lastDate > lastDate) lastDate = dates.lastDate;
  };
  for (const { window } of policy.limits) {
    if (window.kind === 'rolling') longestMs = Math.max(longestMs, hoursToMs(window.hours));
    else include(window.unit);
  }
  if (Object.values(policy.notesPerMonth.value).some((most) => most !== null)) include('month');
  return { firstDate, lastDate, sendsAfter: at - longestMs };
}

/** The same for several instants at once: a past-dated request is judged in its own windows and answered with those of now. */
export function horizonOf(policy: Policy, zone: string, instants: readonly [number, ...number[]]): Horizon {
  const [first, ...others] = instants;
  return others.map((at) => horizon(policy, zone, at)).reduce(widest, horizon(policy, zone, first));
}

/** What holds both; for a traveller, whose request and whose present are in different zones. */
export function widest(a: Horizon, b: Horizon): Horizon {
  const { firstDate } = a.firstDate < b.firstDate ? a : b;
  const { lastDate } = a.lastDate > b.lastDate ? a : b;
  return { firstDate, lastDate, sendsAfter: Math.min(a.sendsAfter, b.sendsAfter) };
}

/** The instants (exclusive) after which the rest of a snapshot and of a person's past must be loaded. */
export type LookBack = {
  /** Invites stored as pending and sent after it are pending, older ones have expired. */
  readonly pendingAfter: number;
  /** Pending ones sent after it are the recent ones. */
  readonly recentPendingAfter: number;
  /** Restrictions that began, and sends that were recorded over a cap, after it and up to the request's instant. */
  readonly troubleAfter: number;
  /** The account's own invites to the person sent after it, up to now; besides, the newest pending and the last accepted one. */
  readonly invitesAfter: number;
  /** Those of them, sent at any time, that were withdrawn after it. */
  readonly withdrawnAfter: number;
  /** Teammates' invites to the person sent after it; besides those pending or accepted. */
  readonly teammatesAfter: number;
};

/** How long the engine looks back for a request of `at` that is decided now. */
export function lookBack(policy: Policy, at: number, now: number): LookBack {
  return {
    pendingAfter: now - daysToMs(policy.expireDays.value),
    recentPendingAfter: now - daysToMs(lookBackDays),
    troubleAfter: at - daysToMs(lookBackDays),
    invitesAfter: at - hoursToMs(policy.samePersonHours.value),
    withdrawnAfter: at - daysToMs(policy.afterWithdrawalDays.value),
    teammatesAfter: now - daysToMs(overlapDays),
  };
}
