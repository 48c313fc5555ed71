import { Temporal } from 'temporal-polyfill';
import type { BoardDates } from '../ledger/load-board.ts';
import { daysToMs, localDate } from '../limits/windows.ts';

export const boardPeriods = ['today', 'week', 'month', 'quarter'] as const;
export type BoardPeriod = (typeof boardPeriods)[number];

/** The dates a board counts between. */
export type BoardWindow = BoardDates & {
  /** How long the period has lasted, as a share of the four weeks that it is compared with. */
  readonly elapsed: number;
};

/** A younger invite says little: 94 of 100 acceptances come within these days (linkedin.md, "Acceptance"). */
export const maturityDays = 14;
const comparedDays = 28;

/**
 * The period that holds `now` (`back` 0) or the one before it (1); a zone only tells which day is today. Weeks begin on
 * Monday, quarters are the year's.
 */
export function boardWindow(zone: string, period: BoardPeriod, back: 0 | 1, now: number): BoardWindow {
  const today = Temporal.PlainDate.from(localDate(zone, now));
  const current = firstOf(period, today);
  const first = back === 0 ? current : firstOf(period, current.subtract({ days: 1 }));
  const last = first.add(lengths[period]).subtract({ days: 1 });
  const agedOn = Temporal.PlainDate.compare(today, last) < 0 ? today : last;
  const start = startOf(zone, first);
  const until = Math.min(now, startOf(zone, last.add({ days: 1 })));
  return {
    firstDate: first.toString(),
    lastDate: last.toString(),
    comparedFrom: first.subtract({ days: comparedDays }).toString(),
    maturedFrom: first.subtract({ days: maturityDays }).toString(),
    maturedTo: agedOn.subtract({ days: maturityDays }).toString(),
    elapsed: (until - start) / daysToMs(comparedDays),
  };
}

const lengths = {
  today: { days: 1 },
  week: { weeks: 1 },
  month: { months: 1 },
  quarter: { months: 3 },
} as const;

function firstOf(period: BoardPeriod, date: Temporal.PlainDate): Temporal.PlainDate {
  if (period === 'today') return date;
  if (period === 'week') return date.subtract({ days: date.dayOfWeek - 1 });
  const month = date.with({ day: 1 });
  return period === 'month' ? month : month.subtract({ months: (month.month - 1) % 3 });
}

function startOf(zone: string, date: Temporal.PlainDate): number {
  return date.toZonedDateTime(zone).epochMilliseconds;
}
