import type { Limit, Policy } from './policy.ts';
import type { DayCount, Send, Snapshot } from './snapshot.ts';
import { calendarWindow, hoursToMs } from './windows.ts';

/**
 * How much of a limit is used at an instant: by local dates in a calendar window, by instants in a rolling one. LinkedIn's
 * own counter may have said so much less that it is negative.
 */
export function usedOf(policy: Policy, limit: Limit, snapshot: Snapshot, at: number): number {
  const { window, resource } = limit;
  if (window.kind === 'rolling') return sentIn(policy, limit, snapshot, at - hoursToMs(window.hours), at);

  const { firstDate, lastDate } = calendarWindow(snapshot.account.zone, window.unit, at);
  let used = 0;
  const days = snapshot.days[resource];
  // From the latest back: nearly every question is about today.
  for (let index = days.length - 1; index >= 0; index -= 1) {
    const day = days[index];
    if (day === undefined || day.date < firstDate) break;
    if (day.date <= lastDate) used += countOf(policy, limit, day);
  }
  return used;
}

/** How much a send adds to what a limit counts. Sending never moves what counts acceptances. */
export function addedBy(policy: Policy, limit: Limit, send: Send): number {
  return limit.basis === 'sent' && !staysOut(policy, send) ? send.quantity : 0;
}

/** Whether a send, and its acceptance, stay out of every meter. */
export function staysOut(policy: Policy, send: Send): boolean {
  return send.exempt && policy.exceptions.value === 'exempt';
}

/** Whether `counter` adjusts the limit: LinkedIn shows what is left of the month's connections. */
export function takesCounter({ resource, basis, window }: Limit): boolean {
  return (
    resource === 'connection' && basis === 'accepted' && window.kind === 'calendar' && window.unit === 'month'
  );
}

/**
 * The first instant at which `quantity` more fits under a limit that has no room for it at `at`; null if it is more than
 * the cap and never will. In a rolling window room comes only when a send leaves, so only those instants are tried; sends
 * after `at` (it may be past-dated) keep the room taken.
 */
export function fitsAgainAt(
  policy: Policy,
  limit: Limit,
  snapshot: Snapshot,
  at: number,
  quantity: number,
): number | null {
  const { window, resource } = limit;
  const cap = limit.cap[snapshot.account.type];
  if (quantity > cap) return null;
  if (window.kind === 'calendar') return calendarWindow(snapshot.account.zone, window.unit, at).end;

  const sends = snapshot.sends[resource];
  const lengthMs = hoursToMs(window.hours);
  const leaver = sends
    .slice(indexAfter(sends, at - lengthMs))
    .find((sentAt) => sentIn(policy, limit, snapshot, sentAt, sentAt + lengthMs) + quantity <= cap);
  return leaver === undefined ? at : leaver + lengthMs;
}

function countOf(policy: Policy, limit: Limit, day: DayCount): number {
  const out = policy.exceptions.value === 'exempt';
  if (limit.basis === 'sent') return day.sent - (out ? day.sentExempt : 0);
  return day.accepted - (out ? day.acceptedExempt : 0) + (takesCounter(limit) ? day.counter : 0);
}

/** How many sends that count lie in (after, until]. */
function sentIn(policy: Policy, limit: Limit, snapshot: Snapshot, after: number, until: number): number {
  const all = countAfter(snapshot.sends[limit.resource], after, until);
  return policy.exceptions.value === 'exempt'
    ? all - countAfter(snapshot.exemptSends[limit.resource], after, until)
    : all;
}

/** How many of the ascending `instants` lie in (after, until]. */
function countAfter(instants: readonly number[], after: number, until: number): number {
  return indexAfter(instants, until) - indexAfter(instants, after);
}

/** The index of the first of the ascending `instants` later than `at`. */
function indexAfter(instants: readonly number[], at: number): number {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((instants[middle] ?? at) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
