import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CalendarUnit } from '../../src/limits/policy.ts';
import { calendarWindow, localDate } from '../../src/limits/windows.ts';
import { anyInstant, anyZone, dateByIntl, hourMs, utc } from './history.ts';

type Row = [
  why: string,
  zone: string,
  unit: CalendarUnit,
  at: string,
  start: string,
  end: string,
  dates: string,
];

// Every boundary is written by hand, in UTC.
// biome-ignore format: a table
const rows: Row[] = [
  ['an ordinary day', 'Europe/Berlin', 'day', '2026-11-24T12:00', '2026-11-23T23:00', '2026-11-24T23:00', '2026-11-24..2026-11-24'],
  ['a day of 23 hours', 'America/New_York', 'day', '2026-03-08T12:00', '2026-03-08T05:00', '2026-03-09T04:00', '2026-03-08..2026-03-08'],
  ['a day of 25 hours', 'America/New_York', 'day', '2026-11-01T12:00', '2026-11-01T04:00', '2026-11-02T05:00', '2026-11-01..2026-11-01'],
  ['a day of 24½ hours', 'Australia/Lord_Howe', 'day', '2026-04-04T15:10', '2026-04-04T13:00', '2026-04-05T13:30', '2026-04-05..2026-04-05'],
  ['a day without a midnight', 'America/Havana', 'day', '2024-03-10T12:00', '2024-03-10T05:00', '2024-03-11T04:00', '2024-03-10..2024-03-10'],
  ['the first of two midnights', 'America/Havana', 'day', '2024-11-03T05:30', '2024-11-03T04:00', '2024-11-04T05:00', '2024-11-03..2024-11-03'],
  ['a quarter-hour offset', 'Asia/Kathmandu', 'day', '2026-11-24T18:14', '2026-11-23T18:15', '2026-11-24T18:15', '2026-11-24..2026-11-24'],
  ['both offsets of Chatham in one month', 'Pacific/Chatham', 'month', '2026-04-15T00:00', '2026-03-31T10:15', '2026-04-30T11:15', '2026-04-01..2026-04-30'],
  ['the day before one that never was', 'Pacific/Apia', 'day', '2011-12-30T09:59', '2011-12-29T10:00', '2011-12-30T10:00', '2011-12-29..2011-12-29'],
  ['the day after one that never was', 'Pacific/Apia', 'day', '2011-12-30T10:00', '2011-12-30T10:00', '2011-12-31T10:00', '2011-12-31..2011-12-31'],
  ['a week of six days', 'Pacific/Apia', 'week', '2011-12-31T00:00', '2011-12-26T10:00', '2012-01-01T10:00', '2011-12-26..2012-01-01'],
  ['29 February', 'UTC', 'day', '2028-02-29T23:59', '2028-02-29T00:00', '2028-03-01T00:00', '2028-02-29..2028-02-29'],
  ['February of a leap year', 'UTC', 'month', '2028-02-01T00:00', '2028-02-01T00:00', '2028-03-01T00:00', '2028-02-01..2028-02-29'],
  ["a month's last millisecond", 'UTC', 'month', '2026-11-30T23:59:59.999', '2026-11-01T00:00', '2026-12-01T00:00', '2026-11-01..2026-11-30'],
  ['the millisecond after it', 'UTC', 'month', '2026-12-01T00:00', '2026-12-01T00:00', '2027-01-01T00:00', '2026-12-01..2026-12-31'],
  ['a week seen from its Sunday', 'UTC', 'week', '2026-11-29T23:59', '2026-11-23T00:00', '2026-11-30T00:00', '2026-11-23..2026-11-29'],
  ['a week from Monday', 'UTC', 'week', '2026-11-30T00:00', '2026-11-30T00:00', '2026-12-07T00:00', '2026-11-30..2026-12-06'],
  ['a week across the year', 'UTC', 'week', '2027-01-01T00:00', '2026-12-28T00:00', '2027-01-04T00:00', '2026-12-28..2027-01-03'],
];

describe('a calendar window', () => {
  it.each(rows)('%s', (_why, zone, unit, at, start, end, dates) => {
    const window = calendarWindow(zone, unit, utc(at));
    expect(window.start, 'start').toBe(utc(start));
    expect(window.end, 'end').toBe(utc(end));
    expect(`${window.firstDate}..${window.lastDate}`).toBe(dates);
  });

  const anyUnit = fc.constantFrom<CalendarUnit>('day', 'week', 'month');

  it('holds its first instant and not its end, which belongs to the later one', () => {
    fc.assert(
      fc.property(anyZone, anyUnit, anyInstant, (zone, unit, at) => {
        const window = calendarWindow(zone, unit, at);
        expect(window.start).toBeLessThanOrEqual(at);
        expect(window.end).toBeGreaterThan(at);
        expect(calendarWindow(zone, unit, window.start)).toEqual(window);
        expect(calendarWindow(zone, unit, window.end - 1)).toEqual(window);
        expect(calendarWindow(zone, unit, window.end).start).toBe(window.end);
        expect(calendarWindow(zone, unit, window.start - 1).end).toBe(window.start);
      }),
    );
  });

  it('holds the instants of its local dates and no others', () => {
    fc.assert(
      fc.property(anyZone, anyUnit, anyInstant, fc.integer({ min: -40, max: 40 }), (zone, unit, at, days) => {
        const window = calendarWindow(zone, unit, at);
        const other = at + days * 24 * hourMs;
        const date = localDate(zone, other);
        expect(window.firstDate <= date && date <= window.lastDate).toBe(
          window.start <= other && other < window.end,
        );
      }),
    );
  });
});

describe('the local date of an instant', () => {
  it('is that of the zone, whatever was asked before', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyZone, anyInstant), { minLength: 1, maxLength: 30 }), (questions) => {
        for (const [zone, at] of questions) expect(localDate(zone, at)).toBe(dateByIntl(zone, at));
      }),
    );
  });

  it('never runs backwards when the clock falls back across midnight', () => {
    // St John's, 1 November 2009: at 00:01 the clock went back to 23:01 of 31 October.
    const midnight = utc('2009-11-01T02:30');
    const minutes = [-1, 0, 1, 30, 59, 60, 61].map((minute) => midnight + minute * 60_000);
    expect(minutes.map((at) => localDate('America/St_Johns', at))).toEqual([
      '2009-10-31',
      ...Array(6).fill('2009-11-01'),
    ]);
    expect(calendarWindow('America/St_Johns', 'month', midnight + 30 * 60_000).firstDate).toBe('2009-11-01');
  });

  it('stays right for more zones than are remembered', () => {
    const spelling = 'america/argentina/buenos_aires';
    const zones = Array.from({ length: 1_000 }, (_, number) =>
      [...spelling].map((letter, place) => ((number >> place) & 1 ? letter.toUpperCase() : letter)).join(''),
    );
    const dates = [...zones, ...zones].map((zone) => localDate(zone, utc('2026-11-25T02:59')));
    expect(new Set(dates)).toEqual(new Set(['2026-11-24']));
  });
});
