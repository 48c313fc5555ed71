import { Temporal } from 'temporal-polyfill';
import type { CalendarUnit } from './policy.ts';

/** Half-open: holds the instants from `start` up to, not including, `end`. Both dates belong to it. */
export type CalendarWindow = {
  readonly start: number;
  readonly end: number;
  readonly firstDate: string;
  readonly lastDate: string;
};

const keptZones = 600;
const keptWindows = 8;

/**
 * The windows last asked for, newest first, by unit and zone. Temporal needs some 50 µs for one and nearly every
 * question is about today, so this is what makes a decision cheap. A window never changes: remembering stays pure.
 */
const memory: Record<CalendarUnit, Map<string, CalendarWindow[]>> = {
  day: new Map(),
  week: new Map(),
  month: new Map(),
};

/** The calendar window of `zone` that holds `at`. A day lasts 23 or 25 hours where the clock changes; weeks begin on Monday. */
export function calendarWindow(zone: string, unit: CalendarUnit, at: number): CalendarWindow {
  const zones = memory[unit];
  const recent = zones.get(zone) ?? [];
  for (const window of recent) if (window.start <= at && at < window.end) return window;

  const window = findWindow(zone, unit, at);
  recent.unshift(window);
  if (recent.length > keptWindows) recent.pop();
  if (recent.length === 1) keep(zones, zone, recent);
  return window;
}

/** The local date of an instant: the latest day of the zone that has begun. */
export function localDate(zone: string, at: number): string {
  return calendarWindow(zone, 'day', at).firstDate;
}

/** How long a rolling window is. It ends at the instant asked about and has let go of what is exactly this old. */
export function hoursToMs(hours: number): number {
  return hours * 3_600_000;
}

/** Rules that count in days mean 24 hours each; only calendar windows follow the clock on the wall. */
export function daysToMs(days: number): number {
  return hoursToMs(24 * days);
}

function findWindow(zone: string, unit: CalendarUnit, at: number): CalendarWindow {
  const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  const window = windowAround(zone, unit, date);
  if (at < window.end) return window;
  // The clock fell back across midnight (St John's did until 2011). A day that has begun goes on: dates never run backwards.
  return windowAround(zone, unit, Temporal.PlainDate.from(window.lastDate).add({ days: 1 }));
}

function windowAround(zone: string, unit: CalendarUnit, date: Temporal.PlainDate): CalendarWindow {
  const first = firstDay(unit, date);
  const next = first.add(unit === 'day' ? { days: 1 } : unit === 'week' ? { weeks: 1 } : { months: 1 });
  return {
    start: first.toZonedDateTime(zone).epochMilliseconds,
    end: next.toZonedDateTime(zone).epochMilliseconds,
    firstDate: first.toString(),
    lastDate: next.subtract({ days: 1 }).toString(),
  };
}

function firstDay(unit: CalendarUnit, date: Temporal.PlainDate): Temporal.PlainDate {
  if (unit === 'day') return date;
  return unit === 'month' ? date.with({ day: 1 }) : date.subtract({ days: date.dayOfWeek - 1 });
}

/** The zone that came first makes room: names come from outside, and there are fewer real ones than this. */
function keep(zones: Map<string, CalendarWindow[]>, zone: string, windows: CalendarWindow[]): void {
  zones.set(zone, windows);
  for (const oldest of zones.keys()) {
    if (zones.size <= keptZones) return;
    zones.delete(oldest);
  }
}
