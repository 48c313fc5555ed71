import { Temporal } from 'temporal-polyfill';
import { type Frame, parseWhen } from '../commands/when.ts';
import type { Choice } from './inputs.ts';

export const whens = ['today', 'yesterday', 'spread', 'date'] as const;
export type WhenChosen = {
  readonly when: (typeof whens)[number];
  /** `YYYY-MM-DD`, where `when` is `date`. */
  readonly date: string | null;
};

const maxDays = 365;

export type SentWhen = { readonly sentAt?: number; readonly spread?: readonly number[] };

/** The date of an instant, `YYYY-MM-DD`. */
export function dayOf({ now, zone }: Frame): string {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/**
 * The working days of this week up to a day, or the last one before where the week has only begun. What cannot be told
 * apart by days would not be spread.
 */
export function workingDays(day: string): string[] {
  const date = Temporal.PlainDate.from(day);
  const monday = date.subtract({ days: date.dayOfWeek - 1 });
  if (date.dayOfWeek === 1) return [date.subtract({ days: 3 }), date].map(String);
  return Array.from({ length: Math.min(5, date.dayOfWeek) }, (_, days) => String(monday.add({ days })));
}

/** When to choose from, as of the day on which the form was opened. */
export function whenChoices(day: string): Choice[] {
  const days = workingDays(day);
  const [first = day] = days;
  const last = days.at(-1) ?? day;
  return [
    { value: 'today', text: 'Today' },
    { value: 'yesterday', text: 'Yesterday' },
    {
      value: 'spread',
      text: `Spread over ${dayWords(first)} ${days.length === 2 ? 'and' : 'to'} ${dayWords(last)}`,
      description: 'Shared out evenly; the dates are marked as estimated',
    },
    { value: 'date', text: 'Another day' },
  ];
}

/** The instants that were chosen; or what is wrong with the date. Without any: now. */
export function readWhen({ when, date }: WhenChosen, day: string, frame: Frame): SentWhen | string {
  const today = dayOf(frame);
  const at = (chosen: string) => parseWhen(chosen, frame).at;
  switch (when) {
    case 'today':
      return day === today ? {} : { sentAt: at(day) };
    case 'yesterday':
      return { sentAt: at(String(Temporal.PlainDate.from(day).subtract({ days: 1 }))) };
    case 'spread':
      return { spread: workingDays(day).map(at) };
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
