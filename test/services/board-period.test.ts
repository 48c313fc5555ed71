import { describe, expect, it } from 'vitest';
import { type BoardPeriod, boardPeriods, boardWindow } from '../../src/services/board-period.ts';

const day = 24 * 60 * 60 * 1000;
const after = (date: string) => new Date(Date.parse(date) + day).toISOString().slice(0, 10);

describe('the period of a board', () => {
  it.each<[string, BoardPeriod, 0 | 1, string, string, string]>([
    // Kiritimati is a day ahead of Pago Pago at every instant.
    ['Pacific/Kiritimati', 'today', 0, '2026-11-24T09:59:59Z', '2026-11-24', '2026-11-24'],
    ['Pacific/Kiritimati', 'today', 0, '2026-11-24T10:00:00Z', '2026-11-25', '2026-11-25'],
    ['Pacific/Pago_Pago', 'today', 0, '2026-11-24T10:00:00Z', '2026-11-23', '2026-11-23'],
    ['Europe/Berlin', 'today', 1, '2026-11-24T09:00:00Z', '2026-11-23', '2026-11-23'],
    ['Europe/Berlin', 'week', 0, '2026-11-29T22:59:59Z', '2026-11-23', '2026-11-29'],
    ['Europe/Berlin', 'week', 0, '2026-11-29T23:00:00Z', '2026-11-30', '2026-12-06'],
    ['Europe/Berlin', 'month', 1, '2026-01-01T00:00:00Z', '2025-12-01', '2025-12-31'],
    ['Europe/Berlin', 'month', 0, '2028-02-10T00:00:00Z', '2028-02-01', '2028-02-29'],
    ['Europe/Berlin', 'quarter', 0, '2026-11-24T09:00:00Z', '2026-10-01', '2026-12-31'],
    ['Europe/Berlin', 'quarter', 1, '2026-11-24T09:00:00Z', '2026-07-01', '2026-09-30'],
    ['America/New_York', 'quarter', 1, '2026-02-10T00:00:00Z', '2025-10-01', '2025-12-31'],
  ])('of %s, %s, %i back, at %s is %s to %s', (zone, period, back, now, first, last) => {
    const { firstDate, lastDate } = boardWindow(zone, period, back, Date.parse(now));
    expect([firstDate, lastDate]).toEqual([first, last]);
  });

  it('is followed by the next without a gap, at every instant of two years and in odd zones', () => {
    for (const zone of [
      'Pacific/Chatham',
      'Australia/Lord_Howe',
      'America/St_Johns',
      'Africa/Cairo',
      'UTC',
    ]) {
      for (const period of boardPeriods) {
        const end = Date.parse('2026-12-31');
        for (let now = Date.parse('2025-01-01T00:30:00Z'); now < end; now += 23.3 * day) {
          const at = `${zone} ${period} ${new Date(now).toISOString()}`;
          const { firstDate: today } = boardWindow(zone, 'today', 0, now);
          const current = boardWindow(zone, period, 0, now);
          const former = boardWindow(zone, period, 1, now);
          expect(current.firstDate <= today && today <= current.lastDate, at).toBe(true);
          expect(after(former.lastDate), at).toBe(current.firstDate);
        }
      }
    }
  });

  it('compares with the 28 days before it, and as large a share of them as it has lasted', () => {
    const now = Date.parse('2026-11-24T11:00:00Z');
    const week = boardWindow('Europe/Berlin', 'week', 0, now);
    expect(week.comparedFrom).toBe('2026-10-26');
    expect(week.elapsed).toBe(1.5 / 28);
    expect(boardWindow('Europe/Berlin', 'week', 1, now).elapsed).toBe(7 / 28);
  });

  it('lasts as long as the day when the clock changes', () => {
    const hours = (now: string) =>
      boardWindow('Europe/Berlin', 'today', 1, Date.parse(now)).elapsed * 28 * 24;
    expect(hours('2026-03-30T12:00:00Z')).toBeCloseTo(23);
    expect(hours('2026-10-26T12:00:00Z')).toBeCloseTo(25);
  });

  it('rates the invites that became 14 days old in it, by dates', () => {
    const now = Date.parse('2026-11-24T09:00:00Z');
    expect(boardWindow('UTC', 'week', 0, now)).toMatchObject({
      maturedFrom: '2026-11-09',
      maturedTo: '2026-11-10',
    });
    expect(boardWindow('UTC', 'week', 1, now)).toMatchObject({
      maturedFrom: '2026-11-02',
      maturedTo: '2026-11-08',
    });
  });
});
