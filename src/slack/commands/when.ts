import { Temporal } from 'temporal-polyfill';
import { InputError } from '../../errors.ts';
import { DAY_EXAMPLES, EXAMPLES, type Reading, readDateWords } from './date-words.ts';
import { echo } from './echo.ts';

/** Whose words they are: the IANA zone of the account, and the present instant in epoch ms. */
export type Frame = { readonly zone: string; readonly now: number };

/** An instant in epoch ms; `dateOnly` when no time of day was given, so that `at` is noon of that day, or now. */
export type When = { readonly at: number; readonly dateOnly: boolean };

/** The last day that counts (YYYY-MM-DD, in the zone), and the instant in epoch ms at which it is over. */
export type Until = { readonly date: string; readonly endsAt: number };

const MAX_DAYS = 365;
const NOON = Temporal.PlainTime.from('12:00');

/**
 * Reads `<when>`: when something happened. A weekday, a time or a day of the month without more is the latest past one.
 * Throws InputError for the future, for more than 365 days back, and for what is ambiguous or only partly understood.
 */
export function parseWhen(text: string, frame: Frame): When {
  const here = localNow(frame);
  const reading = readDateWords(text, here, 'past');
  const whens = candidates(reading, frame);
  const when = whens.find(({ at }) => at <= frame.now);
  if (when === undefined) throw new InputError(`${echo(text)} is still ahead. ${EXAMPLES}`);
  const date = Temporal.Instant.fromEpochMilliseconds(when.at).toZonedDateTimeISO(frame.zone).toPlainDate();
  const oldest = here.toPlainDate().subtract({ days: MAX_DAYS });
  if (Temporal.PlainDate.compare(date, oldest) < 0) {
    throw new InputError(`${echo(text)} is more than ${MAX_DAYS} days back. ${EXAMPLES}`);
  }
  return when;
}

/**
 * Reads `<date>` after `until` and `by`: a day from today to 365 days ahead. The whole day is meant, whatever time of
 * day is given with it. Throws InputError like parseWhen.
 */
export function parseUntil(text: string, frame: Frame): Until {
  const here = localNow(frame);
  const today = here.toPlainDate();
  const reading = readDateWords(text, here, 'future');
  const days =
    'days' in reading ? reading.days : [here.add({ milliseconds: reading.elapsedMs }).toPlainDate()];
  const day = days.find((candidate) => Temporal.PlainDate.compare(candidate, today) >= 0);
  if (day === undefined) throw new InputError(`${echo(text)} is in the past. ${DAY_EXAMPLES}`);
  if (Temporal.PlainDate.compare(day, today.add({ days: MAX_DAYS })) > 0) {
    throw new InputError(`${echo(text)} is more than ${MAX_DAYS} days ahead. ${DAY_EXAMPLES}`);
  }
  const endsAt = day.add({ days: 1 }).toZonedDateTime(frame.zone).epochMilliseconds;
  return { date: day.toString(), endsAt };
}

function localNow({ zone, now }: Frame): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
}

function candidates(reading: Reading, { zone, now }: Frame): readonly When[] {
  if ('elapsedMs' in reading) return [{ at: now + reading.elapsedMs, dateOnly: false }];
  const { days, time } = reading;
  const today = localNow({ zone, now }).toPlainDate();
  return days.map((day) => {
    const at = day.toZonedDateTime({ timeZone: zone, plainTime: time ?? NOON }).epochMilliseconds;
    if (time !== undefined) return { at, dateOnly: false };
    return { at: day.equals(today) ? Math.min(at, now) : at, dateOnly: true };
  });
}
