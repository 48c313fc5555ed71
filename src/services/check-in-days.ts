import { Temporal } from 'temporal-polyfill';
import type { OwnSettings } from '../ledger/own-settings.ts';
import { lookBack } from '../limits/horizon.ts';
import type { Policy } from '../limits/policy.ts';
import { daysToMs } from '../limits/windows.ts';
import type { CheckInAsked } from './save-check-in.ts';

/** Local time at which check-ins come. */
export const checkInAt = '16:00';
/** 1 for Monday: on which days they come to whom. Who wants one a week gets it when the week is over. */
export const checkInDays: Readonly<Record<OwnSettings['checkIns'], readonly number[]>> = {
  twice: [2, 5],
  weekly: [5],
  off: [],
};

/** Who wants a check-in on a local date: settings, by day of the week. */
export function wantedOn(localDate: string): readonly OwnSettings['checkIns'][] {
  const { dayOfWeek } = Temporal.PlainDate.from(localDate);
  const wishes = Object.keys(checkInDays) as OwnSettings['checkIns'][];
  return wishes.filter((wish) => checkInDays[wish].includes(dayOfWeek));
}

/** When the next one comes after an instant, if somebody is waited for then; null while they are off. */
export function nextCheckIn(
  { checkIns, awayUntil }: Pick<OwnSettings, 'checkIns' | 'awayUntil'>,
  zone: string,
  now: number,
): number | null {
  const days = checkInDays[checkIns];
  if (days.length === 0) return null;
  const time = Temporal.PlainTime.from(checkInAt);
  let date = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  for (;;) {
    const at = date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
    const isAway = awayUntil !== null && date.toString() <= awayUntil;
    if (at > now && !isAway && days.includes(date.dayOfWeek)) return at;
    date = date.add({ days: 1 });
  }
}

/** Once a person and local date, however many accounts and zones they have. */
export function checkInKey({ userId, date }: CheckInAsked): string {
  return `check_in:${userId}:${date}`;
}

/** A check-in asks about what was sent so many days ago: LinkedIn needs a day, and hardly anybody accepts after a month. */
const [youngestDays, oldestDays] = [1, 30];

/** Between which instants (the second included) what a check-in asks about was sent, of what has not expired. */
export function checkInAges(
  policy: Policy,
  now: number,
): { readonly sentAfter: number; readonly sentUntil: number } {
  const { pendingAfter } = lookBack(policy, now, now);
  return {
    sentAfter: Math.max(pendingAfter, now - daysToMs(oldestDays) - 1),
    sentUntil: now - daysToMs(youngestDays),
  };
}
