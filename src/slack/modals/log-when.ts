import { Temporal } from 'temporal-polyfill';
import type { WorkCalendar } from '../../services/read-log-form.ts';
import { type Frame, parseWhen } from '../commands/when.ts';
import type { Choice } from './inputs.ts';

export const whens = ['today', 'yesterday', 'spread', 'date'] as const;
export type WhenChosen = {
  readonly when: (typeof whens)[number];
  /** `YYYY-MM-DD`, where `when` is `date`. */
  readonly date: string | null;
};

/** The local date on which the form was opened, and the days to spread over as of then. */
export type Opened = { readonly day: string; readonly days: readonly string[] };

const maxDays = 365;

export type SentWhen = { readonly sentAt?: number; readonly spread?: readonly number[] };

/** The date of an instant, `YYYY-MM-DD`. */
export function dayOf({ now, zone }: Frame): string {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/**
 * The working days of a team in this week up to a day, and those before where there are fewer than two: what cannot be told
 * apart by days would not be spread.
 */
export function workingDays(day: string, { workingDays: worked, holidays }: WorkCalendar): string[] {
  const last = Temporal.PlainDate.from(day);
  const days: string[] = [];
  for (let back = 0; back < mostDaysBack; back += 1) {
    const date = last.subtract({ days: back });
    if (days.length >= 2 && back >= last.dayOfWeek) break;
    if (worked.includes(date.dayOfWeek) && !holidays.includes(String(date))) days.unshift(String(date));
  }
  return days.length >= 2 ? days : [String(last.subtract({ days: 1 })), day];
}
/** A team may have more holidays than that: it works all the same then. */
const mostDaysBack = 60;

/** When to choose from, with the days to spread over as they were when the form was opened. */
export function whenChoices(days: readonly string[]): Choice[] {
  const [first = '', last = first] = [days[0], days.at(-1)];
  return [
    { value: 'today', text: 'Today' },
    { value: 'yesterday', text: 'Yesterday' },
    {
      value: 'spread',
      text: `Spread over ${dayWords(first)} ${days.length === 2 ? 'and' : 'to'} ${dayWords(last)}`,
      description: `Shared out evenly over ${days.length} working days, marked as estimated`,
    },
    { value: 'date', text: 'Another day' },
  ];
}

/** The instants that were chosen; or what is wrong with the date. Without any: now. */
export function readWhen({ when, date }: WhenChosen, { day, days }: Opened, frame: Frame): SentWhen | string {
  const today = dayOf(frame);
  const at = (chosen: string) => parseWhen(chosen, frame).at;
  switch (when) {
    case 'today':
      return day === today ? {} : { sentAt: at(day) };
    case 'yesterday':
      return { sentAt: at(String(Temporal.PlainDate.from(day).subtract({ days: 1 }))) };
    case 'spread':
      return { spread: days.map(at) };
    case 'date': {
      if (date === null) return 'Choose the day, or one of the choices above.';
      if (date > today) return 'That day is still ahead. Choose today or an earlier one.';
      const oldest = String(Temporal.PlainDate.from(today).subtract({ days: maxDays }));
      if (date < oldest) return `That is more than ${maxDays} days back. Choose a later day.`;
      return date === today ? {} : { sentAt: at(date) };
    }
  }
}

/** `Mon 23 Nov` */
function dayWords(day: string): string {
  return Temporal.PlainDate.from(day)
    .toLocaleString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })
    .replace(',', '');
}
