import { localDate as dateAt, hoursToMs } from '../limits/windows.ts';
import { plusDays } from './local-dates.ts';
import { instantAt } from './local-time.ts';
import type { TeamFields } from './settings.ts';
import { isFirstOfWeek, isWorkingDay, mondayOf } from './working-days.ts';

export type DigestFields = Pick<TeamFields, 'zone' | 'digestAt' | 'digestEvery' | 'workingDays' | 'holidays'>;

/** The digest of a team's local date, and when it is due: milliseconds since the epoch. */
export type DueDigest = { readonly localDate: string; readonly dueAt: number };

/** A digest that is later than this is not posted any more: it would confuse. */
export const latestDigestMs = hoursToMs(4);

/** A team may have no working days at all. */
const mostDays = 400;

/** Whether a local date has a digest: a working day; weekly only the first one of its week, which begins on Monday. */
export function hasDigest(fields: DigestFields, date: string): boolean {
  return isWorkingDay(fields, date) && (fields.digestEvery === 'day' || isFirstOfWeek(fields, date));
}

/** The digest of a local date; a time that does not exist then comes as much later, of one that comes twice the first counts. */
export function digestOf({ zone, digestAt }: DigestFields, date: string): DueDigest {
  return { localDate: date, dueAt: instantAt(zone, date, digestAt) };
}

/**
 * The first digest that is due later than `after` and is for a date later than `lastDate`, the last one that had a digest
 * (null for none); weekly it is not in that date's week either. Null if none comes within 400 days.
 */
export function nextDigest(
  fields: DigestFields,
  { after, lastDate }: { readonly after: number; readonly lastDate: string | null },
): DueDigest | null {
  // The day before: what the clock skips at the end of a day is due on the next.
  const first = plusDays(dateAt(fields.zone, after), -1);
  for (let ahead = 0; ahead <= mostDays; ahead += 1) {
    const date = plusDays(first, ahead);
    if (lastDate !== null && isPast(fields, date, lastDate)) continue;
    if (!hasDigest(fields, date)) continue;
    const digest = digestOf(fields, date);
    if (digest.dueAt > after) return digest;
  }
  return null;
}

/** The digest that came before that of a local date, or would have come; null if there was none for 400 days. */
export function digestBefore(fields: DigestFields, date: string): DueDigest | null {
  for (let back = 1; back <= mostDays; back += 1) {
    const before = plusDays(date, -back);
    if (hasDigest(fields, before)) return digestOf(fields, before);
  }
  return null;
}

function isPast({ digestEvery }: DigestFields, date: string, lastDate: string): boolean {
  return date <= lastDate || (digestEvery === 'week' && mondayOf(date) <= lastDate);
}

/**
 * What is planned once a team's settings were saved. What was `planned` before and was not posted yet (its date is later
 * than `lastDate`) is due now if its new time is over; nothing else is posted for a time that is over. Null if none comes
 * within 400 days.
 */
export function replanned(
  fields: DigestFields,
  {
    now,
    planned,
    lastDate,
  }: { readonly now: number; readonly planned: DueDigest | null; readonly lastDate: string | null },
): DueDigest | null {
  if (planned && (lastDate === null || planned.localDate > lastDate)) {
    const { localDate, dueAt } = planned;
    if (hasDigest(fields, localDate) && digestOf(fields, localDate).dueAt <= now)
      return { localDate, dueAt: Math.min(dueAt, now) };
  }
  return nextDigest(fields, { after: now, lastDate });
}

/** Of a team without any digest in sight: when to look whether one is. */
export function lookAgain(fields: DigestFields, now: number): DueDigest {
  return digestOf(fields, plusDays(dateAt(fields.zone, now), mostDays));
}
