import { casual, type ParsedComponents } from 'chrono-node';
import { Temporal } from 'temporal-polyfill';
import { InputError } from '../../errors.ts';
import { echo } from './echo.ts';

/** What the words say: a span from now, or days to choose from (the likeliest first) with a time of day or without. */
export type Reading =
  | { readonly elapsedMs: number }
  | { readonly days: readonly Temporal.PlainDate[]; readonly time: Temporal.PlainTime | undefined };

export type Direction = 'past' | 'future';

export const EXAMPLES = 'Write it like `yesterday 2pm`, `3 days ago` or `2026-11-03 14:05`.';
export const DAY_EXAMPLES = 'Write it like `friday`, `in 10 days` or `2026-11-03`.';

const MAX_CHARACTERS = 80;

/**
 * Reads the English words of a date or time as seen from `here`. The words are chrono's, the zone and its daylight
 * saving are left to the caller. Throws InputError for what is ambiguous or only partly understood.
 */
export function readDateWords(text: string, here: Temporal.ZonedDateTime, direction: Direction): Reading {
  const examples = direction === 'past' ? EXAMPLES : DAY_EXAMPLES;
  const words = text.trim().replace(/\s+/g, ' ').replace(/[.,]$/, '');
  const unread = new InputError(`I cannot read ${echo(text)} as one date or time. ${examples}`);
  if (words.length > MAX_CHARACTERS) throw unread;
  refuseNumericDates(words, text);
  if (/\b(?:last|past|this|next) (?:week|month|quarter|year)\b|\bweek(?:end|day)s?\b/i.test(words)) {
    throw new InputError(`${echo(text)} does not say which day. ${examples}`);
  }
  // chrono takes "last night" for the midnight before it.
  const typed = words.replace(/\blast night\b/i, 'yesterday night');
  const [result, ...others] = casual.parse(typed, reference(here));
  const isWhole = result?.index === 0 && result.text.length === typed.length && others.length === 0;
  if (result === undefined || !isWhole || result.end) throw unread;
  const { start } = result;
  const tags = start.tags();
  if (tags.has('result/relativeDateAndTime') || tags.has('casualReference/now')) {
    return { elapsedMs: elapsedMs(start, here) };
  }
  if (start.isCertain('timezoneOffset')) {
    throw new InputError(
      `Leave the time zone out of ${echo(text)}: times are read in ${here.timeZoneId}. ${examples}`,
    );
  }
  const days = daysOf(start, typed, here.toPlainDate(), direction);
  if (days.length === 0) throw new InputError(`${echo(text)} does not say which day. ${examples}`);
  const weekday = start.isCertain('weekday') ? start.get('weekday') || 7 : undefined;
  const fitting = days.filter((day) => weekday === undefined || day.dayOfWeek === weekday);
  if (fitting.length === 0) {
    throw new InputError(`The weekday in ${echo(text)} is not that of the date. ${examples}`);
  }
  return { days: fitting, time: timeOf(start) };
}

/** Of dates in digits only YYYY-MM-DD is read: 03/11 is a day in March to some and in November to others. */
function refuseNumericDates(words: string, text: string): void {
  const rest = words.replace(/(?<!\S)(\d{4}-\d{2}-\d{2})(?![\d-])/g, (date) => {
    try {
      Temporal.PlainDate.from(date, { overflow: 'reject' });
    } catch (cause) {
      throw new InputError(`There is no ${date}. ${EXAMPLES}`, { cause });
    }
    return '';
  });
  if (/\d ?[./-] ?\d(?!\d? ?[ap]m)|\d+ \d+ \d+/i.test(rest)) {
    throw new InputError(`Is it day or month first in ${echo(text)}? Write the date like \`2026-11-03\`.`);
  }
}

/**
 * chrono computes with the zone of the process. Seen 400 years ago (one Gregorian cycle: the same weekdays and leap
 * years) no zone had daylight saving, so its fields come out the same everywhere.
 */
const CYCLE_YEARS = 400;

function reference(here: Temporal.ZonedDateTime): Date {
  const { year, month, day, hour, minute, second, millisecond } = here;
  return new Date(year - CYCLE_YEARS, month - 1, day, hour, minute, second, millisecond);
}

/** Spans of hours are real time, not wall-clock time: chrono's fields minus its reference, both free of daylight saving. */
function elapsedMs(start: ParsedComponents, here: Temporal.ZonedDateTime): number {
  const field = (name: Parameters<ParsedComponents['get']>[0]): number => start.get(name) ?? 0;
  const said = Temporal.PlainDateTime.from({
    year: field('year') + CYCLE_YEARS,
    month: field('month'),
    day: field('day'),
    hour: field('hour'),
    minute: field('minute'),
    second: field('second'),
    millisecond: field('millisecond'),
  });
  const wall = here.toPlainDateTime().round({ smallestUnit: 'millisecond', roundingMode: 'trunc' });
  return wall.until(said).total('milliseconds');
}

/** The days the words can mean, the likeliest first; none when they name only a month or a year. */
function daysOf(
  start: ParsedComponents,
  typed: string,
  today: Temporal.PlainDate,
  direction: Direction,
): readonly Temporal.PlainDate[] {
  const step = direction === 'past' ? -1 : 1;
  const isCertain = (name: 'year' | 'month' | 'day' | 'weekday'): boolean => start.isCertain(name);
  const isDated = isCertain('year') || isCertain('month') || isCertain('day');
  const isTurned = /\b(?:last|past|this|next)\b/i.test(typed);
  if (!isDated && !isCertain('weekday')) {
    if (direction === 'future') return [];
    return isTurned ? [today] : [today, today.add({ days: step })];
  }
  if (!isDated && !isTurned) {
    const ahead = ((start.get('weekday') ?? 0) - today.dayOfWeek + 7) % 7;
    const nearest = today.add({ days: direction === 'past' ? ahead - (ahead === 0 ? 0 : 7) : ahead });
    return [nearest, nearest.add({ days: 7 * step })];
  }
  if (isDated && !isCertain('day') && !start.tags().has('result/relativeDate')) return [];
  const month = start.get('month') ?? today.month;
  const day = start.get('day') ?? today.day;
  if (isCertain('month') && !isCertain('year')) {
    return [0, step].flatMap((years) => existing(today.year + years, month, day));
  }
  const year = start.get('year') ?? today.year;
  const dates = existing(typed.includes(String(year)) || year > 1900 ? year : year + CYCLE_YEARS, month, day);
  // A month before 31 March is the end of February; chrono runs over into March.
  const isOverrun = isDated && !isCertain('day') && day !== today.day;
  return isOverrun ? dates.map((date) => date.subtract({ days: date.day })) : dates;
}

/** 29 February exists in some years only. */
function existing(year: number, month: number, day: number): readonly Temporal.PlainDate[] {
  const date = Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' });
  return date.month === month && date.day === day ? [date] : [];
}

/** The time of day, also the one chrono gives to "morning" or "tonight"; undefined when only a day was named. */
function timeOf(start: ParsedComponents): Temporal.PlainTime | undefined {
  const tags = start.tags();
  const isNamed = tags.has('parser/ENCasualTimeParser') || tags.has('casualReference/tonight');
  if (!start.isCertain('hour') && !isNamed) return undefined;
  return Temporal.PlainTime.from({
    hour: start.get('hour') ?? 0,
    minute: start.get('minute') ?? 0,
    second: start.get('second') ?? 0,
  });
}
