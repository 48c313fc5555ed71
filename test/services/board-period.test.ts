import { describe, expect, it } from 'vitest';
import { type BoardPeriod, boardWindow } from '../../src/services/board-period.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const iso = (at: number) => new Date(at).toISOString();

describe('the period of a board', () => {
  it.each<[string, BoardPeriod, 0 | 1, string, string, string]>([
    // Kiritimati is a day ahead of Pago Pago at every instant.
    [
      'Pacific/Kiritimati',
      'today',
      0,
      '2026-11-24T09:00:00Z',
      '2026-11-23T10:00:00.000Z',
      '2026-11-24T10:00:00.000Z',
    ],
    [
      'Pacific/Pago_Pago',
      'today',
      0,
      '2026-11-24T09:00:00Z',
      '2026-11-23T11:00:00.000Z',
      '2026-11-24T11:00:00.000Z',
    ],
    [
      'Europe/Berlin',
      'today',
      1,
      '2026-11-24T09:00:00Z',
      '2026-11-22T23:00:00.000Z',
      '2026-11-23T23:00:00.000Z',
    ],
    [
      'Europe/Berlin',
      'week',
      0,
      '2026-11-29T22:59:59Z',
      '2026-11-22T23:00:00.000Z',
      '2026-11-29T23:00:00.000Z',
    ],
    [
      'Europe/Berlin',
      'week',
      0,
      '2026-11-29T23:00:00Z',
      '2026-11-29T23:00:00.000Z',
      '2026-12-06T23:00:00.000Z',
    ],
    [
      'Europe/Berlin',
      'month',
      1,
      '2026-01-01T00:00:00Z',
      '2025-11-30T23:00:00.000Z',
      '2025-12-31T23:00:00.000Z',
    ],
    [
      'Europe/Berlin',
      'quarter',
      0,
      '2026-11-24T09:00:00Z',
      '2026-09-30T22:00:00.000Z',
      '2026-12-31T23:00:00.000Z',
    ],
    [
      'Europe/Berlin',
      'quarter',
      1,
      '2026-11-24T09:00:00Z',
      '2026-06-30T22:00:00.000Z',
      '2026-09-30T22:00:00.000Z',
    ],
    [
      'America/New_York',
      'quarter',
      1,
      '2026-02-10T00:00:00Z',
      '2025-10-01T04:00:00.000Z',
      '2026-01-01T05:00:00.000Z',
    ],
  ])('of %s, %s, %i back, at %s is %s to %s', (zone, period, back, now, start, end) => {
    const window = boardWindow(zone, period, back, Date.parse(now));
    expect([iso(window.start), iso(window.end)]).toEqual([start, end]);
  });

  it.each([
    ['2026-03-29T12:00:00Z', 23],
    ['2026-10-25T12:00:00Z', 25],
  ])('lasts as long as the day when the clock changes: %s has %i hours', (now, hours) => {
    const { start, end } = boardWindow('Europe/Berlin', 'today', 0, Date.parse(now));
    expect((end - start) / hour).toBe(hours);
  });

  it('is followed by the next without a gap, at every instant of two years and in odd zones', () => {
    for (const zone of [
      'Pacific/Chatham',
      'Australia/Lord_Howe',
      'America/St_Johns',
      'Africa/Cairo',
      'UTC',
    ]) {
      for (const period of ['today', 'week', 'month', 'quarter'] as const) {
        for (
          let now = Date.parse('2025-01-01T00:30:00Z');
          now < Date.parse('2026-12-31');
          now += 23.3 * day
        ) {
          const current = boardWindow(zone, period, 0, now);
          const former = boardWindow(zone, period, 1, now);
          expect(current.start <= now && now < current.end, `${zone} ${period} ${iso(now)}`).toBe(true);
          expect(former.end, `${zone} ${period} ${iso(now)}`).toBe(current.start);
          expect([current.until, former.until]).toEqual([now, former.end]);
        }
      }
    }
  });

  it('compares with the 28 local days before it, across the change of clocks', () => {
    const { start, comparedFrom } = boardWindow(
      'Europe/Berlin',
      'week',
      0,
      Date.parse('2026-11-10T09:00:00Z'),
    );
    expect((start - comparedFrom) / hour).toBe(28 * 24 + 1);
  });

  it('rates the invites that became 14 days old in it', () => {
    const now = Date.parse('2026-11-24T09:00:00Z');
    const current = boardWindow('UTC', 'week', 0, now);
    expect([iso(current.maturedFrom), iso(current.maturedTo)]).toEqual([
      '2026-11-09T00:00:00.000Z',
      '2026-11-10T09:00:00.000Z',
    ]);
    const former = boardWindow('UTC', 'week', 1, now);
    expect(iso(former.maturedTo)).toBe('2026-11-09T00:00:00.000Z');
  });
});
