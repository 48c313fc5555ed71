import { Temporal } from 'temporal-polyfill';

/** What a clock on the wall shows: `2026-11-24` and `18:30`. */
export type WallClock = { readonly date: string; readonly time: string };

/** The wall clock of a zone at an instant, in seconds since the epoch. */
export function wallClockOf(seconds: number, timeZone: string): WallClock {
  const local = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(timeZone);
  return {
    date: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
  };
}

/** The instant, in seconds. A time that the clocks skip is the one an hour on; of one that comes twice, the first. */
export function secondsAt({ date, time }: WallClock, timeZone: string): number {
  const local = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: time });
  return Math.floor(local.epochMilliseconds / 1000);
}
