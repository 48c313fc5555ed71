import { describe, expect, it } from 'vitest';
import { isFirstOfWeek, isWorkingDay, lastWorkingDays, mondayOf } from '../../src/services/working-days.ts';

const usual = { workingDays: [1, 2, 3, 4, 5], holidays: ['2026-11-23'] };
const sundays = { workingDays: [4, 7], holidays: [] };

describe('the working days of a team', () => {
  it('leave out other days and holidays', () => {
    expect(isWorkingDay(usual, '2026-11-23')).toBe(false);
    expect(isWorkingDay(usual, '2026-11-24')).toBe(true);
    expect(isWorkingDay(usual, '2026-11-28')).toBe(false);
    expect(lastWorkingDays(usual, '2026-11-24', 3)).toEqual(['2026-11-19', '2026-11-20', '2026-11-24']);
    expect(lastWorkingDays(usual, '2026-11-29', 1)).toEqual(['2026-11-27']);
  });

  it('are fewer where holidays last for ever', () => {
    const holidays = Array.from({ length: 400 }, (_, n) =>
      new Date(Date.parse('2026-11-24T00:00:00Z') - n * 86_400_000).toISOString().slice(0, 10),
    );
    expect(lastWorkingDays({ ...usual, holidays }, '2026-11-24', 3)).toEqual([]);
  });

  it('begin a week on the first of them, whichever it is', () => {
    expect(isFirstOfWeek(usual, '2026-11-24')).toBe(true);
    expect(isFirstOfWeek(usual, '2026-11-25')).toBe(false);
    expect(isFirstOfWeek(usual, '2026-11-16')).toBe(true);
    expect(isFirstOfWeek(sundays, '2026-11-26')).toBe(true);
    expect(isFirstOfWeek(sundays, '2026-11-29')).toBe(false);
    expect(mondayOf('2026-11-29')).toBe('2026-11-23');
  });
});
