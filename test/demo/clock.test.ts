import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openClock } from '../../src/demo/clock.ts';
import { AppError, InputError } from '../../src/errors.ts';

let folder: string;
let file: string;
let real: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-clock-'));
  file = join(folder, 'demo', 'clock.json');
  real = Date.parse('2026-11-24T09:30:00Z');
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (zone = 'Europe/Berlin') => openClock({ file, zone, clock: { now: () => real } });
const shown = (clock: { now: () => number }) => new Date(clock.now()).toISOString();

it('is the real clock until it is moved, and leaves no file', () => {
  const clock = open();
  expect(shown(clock)).toBe('2026-11-24T09:30:00.000Z');
  real += 60_000;
  expect(shown(clock)).toBe('2026-11-24T09:31:00.000Z');
  expect(readdirSync(folder)).toEqual([]);
});

it('goes on from where it was moved to, over a restart', () => {
  open().forward('day');
  real += 3_600_000;
  const again = open();
  expect(shown(again)).toBe('2026-11-25T10:30:00.000Z');
  again.forward('day');
  expect(shown(open())).toBe('2026-11-26T10:30:00.000Z');
  expect(readdirSync(join(folder, 'demo'))).toEqual(['clock.json']);
});

it.each([
  ['a day of 24 hours', 'Europe/Berlin', 'day', '2026-11-24T09:30:00Z', '2026-11-25T09:30:00.000Z'],
  ['a day of 23 hours', 'Europe/Berlin', 'day', '2026-03-28T12:00:00Z', '2026-03-29T11:00:00.000Z'],
  ['a day of 25 hours', 'America/New_York', 'day', '2026-10-31T16:00:00Z', '2026-11-01T17:00:00.000Z'],
  ['a month', 'Europe/Berlin', 'month', '2026-11-24T09:30:00Z', '2026-12-24T09:30:00.000Z'],
  ['a month that is shorter', 'UTC', 'month', '2026-01-31T09:30:00Z', '2026-02-28T09:30:00.000Z'],
  [
    'a month that begins elsewhere',
    'Pacific/Chatham',
    'month',
    '2026-01-30T12:00:00Z',
    '2026-02-27T12:00:00.000Z',
  ],
] as const)('moves by %s of its zone', (_name, zone, by, from, to) => {
  real = Date.parse(from);
  const clock = open(zone);
  clock.forward(by);
  expect(shown(clock)).toBe(to);
});

it('goes to an instant, and stays where it is when that is over', () => {
  const clock = open();
  expect(clock.forwardTo(real + 90_000)).toBe(90_000);
  expect(clock.forwardTo(real)).toBe(0);
  expect(shown(open())).toBe('2026-11-24T09:31:30.000Z');
});

it('goes back to now while nothing is recorded later, and stays there over a restart', () => {
  const clock = open();
  clock.forward('month');
  clock.backToNow(real);
  expect(clock.now()).toBe(real);
  clock.forward('day');
  clock.backToNow(undefined);
  expect(open().now()).toBe(real);
});

it('stays where it is when what was recorded would lie in the future, and says how to start over', () => {
  const clock = open();
  clock.forward('day');
  const moved = clock.now();
  const back = () => clock.backToNow(real + 1);
  expect(back).toThrow(InputError);
  expect(back).toThrow(/would then lie in the future.*--fresh/);
  expect(clock.now()).toBe(moved);
  expect(open().now()).toBe(moved);
});

it.each(['', 'tomorrow', '{"offsetMs":"1"}', '{"offsetMs":0.5}'])(
  'says that %j is no clock, and how to start over',
  (text) => {
    open().forward('day');
    writeFileSync(file, text);
    expect(() => open()).toThrow(AppError);
    expect(() => open()).toThrow(/clock\.json cannot be read.*--fresh/);
  },
);
