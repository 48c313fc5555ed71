import { Temporal } from 'temporal-polyfill';
import { type CalendarWindow, calendarWindow, daysToMs } from '../limits/windows.ts';

export const boardPeriods = ['today', 'week', 'month', 'quarter'] as const;
export type BoardPeriod = (typeof boardPeriods)[number];

/** The instants a board counts between; all of them half-open. */
export type BoardWindow = CalendarWindow & {
  /** Now, or the end of a period that is over. */
  readonly until: number;
  /** The four weeks that one's own past is compared by end with `start`; local days, as the period's. */
  readonly comparedFrom: number;
  /** Invites sent between these became `maturityDays` old in the period. */
  readonly maturedFrom: number;
  readonly maturedTo: number;
};

/** A younger invite says little: 94 of 100 acceptances come within these days (linkedin.md, "Acceptance"). */
export const maturityDays = 14;
const comparedDays = 28;

/** The period of `zone` that holds `now` (`back` 0) or the one before it (1). Weeks begin on Monday, quarters are the year's. */
export function boardWindow(zone: string, period: BoardPeriod, back: 0 | 1, now: number): BoardWindow {
  const current = windowAt(zone, period, now);
  const window = back === 0 ? current : windowAt(zone, period, current.start - 1);
  const until = Math.min(now, window.end);
  return {
    ...window,
    until,
    comparedFrom: startOf(zone, Temporal.PlainDate.from(window.firstDate).subtract({ days: comparedDays })),
    maturedFrom: window.start - daysToMs(maturityDays),
    maturedTo: until - daysToMs(maturityDays),
  };
}

function windowAt(zone: string, period: BoardPeriod, at: number): CalendarWindow {
  if (period !== 'quarter') return calendarWindow(zone, period === 'today' ? 'day' : period, at);
  const month = Temporal.PlainDate.from(calendarWindow(zone, 'month', at).firstDate);
  const first = month.subtract({ months: (month.month - 1) % 3 });
  const next = first.add({ months: 3 });
  return {
    start: startOf(zone, first),
    end: startOf(zone, next),
    firstDate: first.toString(),
    lastDate: next.subtract({ days: 1 }).toString(),
  };
}

function startOf(zone: string, date: Temporal.PlainDate): number {
  return date.toZonedDateTime(zone).epochMilliseconds;
}
