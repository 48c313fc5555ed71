import { expect, it } from 'vitest';
import { formatDateToken } from '../../src/simulator/page/date-token.ts';

const seconds = (iso: string) => Date.parse(iso) / 1000;
const now = Date.parse('2026-11-24T08:00:00Z');
const show = (format: string, iso: string, zone = 'UTC') => formatDateToken(seconds(iso), format, zone, now);

it.each([
  ['{date_num}', '2026-02-18'],
  ['{date}', 'February 18th, 2026'],
  ['{date_short}', 'Feb 18, 2026'],
  ['{date_long}', 'Wednesday, February 18th, 2026'],
  ['{date_slash}', '02/18/2026'],
  ['{time}', '6:39 AM'],
  ['{time_secs}', '6:39:42 AM'],
  ['{date_short_pretty} at {time}', 'Feb 18, 2026 at 6:39 AM'],
  ['{unknown} {date_num}', '{unknown} 2026-02-18'],
])('%s is written %s', (format, written) => {
  expect(show(format, '2026-02-18T06:39:42Z')).toBe(written);
});

it.each([
  ['2026-01-01', '1st'],
  ['2026-01-02', '2nd'],
  ['2026-01-03', '3rd'],
  ['2026-01-11', '11th'],
  ['2026-01-22', '22nd'],
])('%s is the %s', (date, ordinal) => {
  expect(show('{date}', `${date}T12:00:00Z`)).toBe(`January ${ordinal}, 2026`);
});

it.each([
  ['2026-11-23T00:00:00Z', 'yesterday'],
  ['2026-11-24T23:59:59Z', 'today'],
  ['2026-11-25T00:00:00Z', 'tomorrow'],
  ['2026-11-26T00:00:00Z', 'November 26th, 2026'],
])('%s is pretty as %s', (iso, pretty) => {
  expect(show('{date_pretty}', iso)).toBe(pretty);
});

it('is told in the zone of the reader', () => {
  const iso = '2026-11-24T23:30:00Z';
  expect(show('{date_short_pretty} at {time}', iso, 'Europe/Berlin')).toBe('tomorrow at 12:30 AM');
  expect(show('{date_short_pretty} at {time}', iso, 'America/Los_Angeles')).toBe('today at 3:30 PM');
});

it('counts whole days across a change of the clocks', () => {
  const beforeChange = Date.parse('2026-10-24T22:30:00Z');
  expect(
    formatDateToken(seconds('2026-10-25T22:30:00Z'), '{date_pretty}', 'Europe/Berlin', beforeChange),
  ).toBe('today');
});

it.each([
  ['2026-11-24T07:45:00Z', '15 minutes ago'],
  ['2026-11-24T10:00:00Z', 'in 2 hours'],
  ['2026-11-21T08:00:00Z', '3 days ago'],
])('%s was or is %s', (iso, ago) => {
  expect(show('{ago}', iso)).toBe(ago);
});
