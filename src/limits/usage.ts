import type { Limit } from './policy.ts';
import type { Snapshot } from './snapshot.ts';
import { calendarWindow, hoursToMs } from './windows.ts';

/** How much of a limit is used at an instant: by local dates in a calendar window, by instants in a rolling one. */
export function usedOf(limit: Limit, snapshot: Snapshot, at: number): number {
  const { window, resource, basis } = limit;
  if (window.kind === 'rolling')
    return countAfter(snapshot.sends[resource], at - hoursToMs(window.hours), at);

  const { firstDate, lastDate } = calendarWindow(snapshot.account.zone, window.unit, at);
  let used = 0;
  for (const day of snapshot.days[resource]) {
    if (day.date > lastDate) break;
    if (day.date >= firstDate) used += day[basis];
  }
  return used;
}

/**
 * The first instant at which `quantity` more fits under a limit that has no room for it at `at`; null if it is more than
 * the cap and never will. In a rolling window room comes only when a send leaves, so only those instants are tried; sends
 * after `at` (it may be past-dated) keep the room taken.
 */
export function fitsAgainAt(limit: Limit, snapshot: Snapshot, at: number, quantity: number): number | null {
  const { window, resource } = limit;
  const cap = limit.cap[snapshot.account.type];
  if (quantity > cap) return null;
  if (window.kind === 'calendar') return calendarWindow(snapshot.account.zone, window.unit, at).end;

  const sends = snapshot.sends[resource];
  const lengthMs = hoursToMs(window.hours);
  const leaver = sends
    .slice(indexAfter(sends, at - lengthMs))
    .find((sentAt) => countAfter(sends, sentAt, sentAt + lengthMs) + quantity <= cap);
  return leaver === undefined ? at : leaver + lengthMs;
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
