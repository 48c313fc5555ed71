import { dayOfWeek, plusDays } from './local-dates.ts';
import type { TeamSettings } from './settings.ts';

export type TeamDays = Pick<TeamSettings, 'workingDays' | 'holidays'>;

/** A team may have more holidays in a row than that: then it has fewer working days. */
const mostDaysBack = 200;

/** Whether a team works on a local date. */
export function isWorkingDay({ workingDays, holidays }: TeamDays, date: string): boolean {
  return workingDays.includes(dayOfWeek(date)) && !holidays.includes(date);
}

/** The last working days of a team up to a local date, that one included if it is one; in order. */
export function lastWorkingDays(days: TeamDays, date: string, count: number): string[] {
  const found: string[] = [];
  for (let back = 0; back < mostDaysBack && found.length < count; back += 1) {
    const day = plusDays(date, -back);
    if (isWorkingDay(days, day)) found.unshift(day);
  }
  return found;
}

/** Whether no working day came before a local date in its week, which begins on Monday. */
export function isFirstOfWeek(days: TeamDays, date: string): boolean {
  for (let day = mondayOf(date); day < date; day = plusDays(day, 1))
    if (isWorkingDay(days, day)) return false;
  return true;
}

/** The Monday of a date's week. */
export function mondayOf(date: string): string {
  return plusDays(date, 1 - dayOfWeek(date));
}
