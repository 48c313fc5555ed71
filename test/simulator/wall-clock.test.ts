import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secondsAt, wallClockOf } from '../../src/simulator/page/elements/wall-clock.ts';

const seconds = (iso: string) => Date.parse(iso) / 1000;

describe('the wall clock of a zone', () => {
  it('reads an instant as the viewer would', () => {
    const instant = seconds('2026-11-24T23:30:00Z');
    expect(wallClockOf(instant, 'Europe/Berlin')).toEqual({ date: '2026-11-25', time: '00:30' });
    expect(wallClockOf(instant, 'America/Los_Angeles')).toEqual({ date: '2026-11-24', time: '15:30' });
    expect(wallClockOf(instant, 'Pacific/Chatham')).toEqual({ date: '2026-11-25', time: '13:15' });
  });

  it('takes a time that comes twice as the first, and one that is skipped as an hour on', () => {
    const twice = { date: '2026-10-25', time: '02:30' };
    expect(secondsAt(twice, 'Europe/Berlin')).toBe(seconds('2026-10-25T00:30:00Z'));
    const skipped = { date: '2026-03-29', time: '02:30' };
    expect(wallClockOf(secondsAt(skipped, 'Europe/Berlin'), 'Europe/Berlin').time).toBe('03:30');
  });

  it('gives back the instant of every wall clock that comes once', () => {
    const minutes = fc.integer({
      min: seconds('2026-04-10T00:00:00Z') / 60,
      max: seconds('2026-09-01T00:00:00Z') / 60,
    });
    const zones = fc.constantFrom('Europe/Berlin', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Chatham');
    fc.assert(
      fc.property(minutes, zones, (minute, zone) => {
        expect(secondsAt(wallClockOf(minute * 60, zone), zone)).toBe(minute * 60);
      }),
    );
  });
});
