import { describe, expect, it } from 'vitest';
import { plainCalendar } from '../../../src/services/read-log-form.ts';
import { readWhen, whenChoices, workingDays } from '../../../src/slack/modals/log-when.ts';

const at = (iso: string) => Date.parse(iso);
const berlin = (now: string) => ({ zone: 'Europe/Berlin', now: at(now) });
const tuesday = '2026-11-24';
const dayBefore = (days: number) => new Date(at(tuesday) - days * 86_400_000).toISOString().slice(0, 10);

describe('the working days to spread over', () => {
  it.each([
    ['2026-11-23', ['2026-11-20', '2026-11-23']],
    ['2026-11-24', ['2026-11-23', '2026-11-24']],
    ['2026-11-27', ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']],
    ['2026-11-28', ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']],
    ['2026-11-29', ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']],
    ['2027-01-01', ['2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01']],
  ])('of %s are those of its week, and never one alone', (day, days) => {
    expect(workingDays(day, plainCalendar)).toEqual(days);
  });

  it('are those of the team, without its holidays', () => {
    const team = { workingDays: [7, 1, 2, 3, 4], holidays: ['2026-11-25'] };
    expect(workingDays('2026-11-26', team)).toEqual(['2026-11-23', '2026-11-24', '2026-11-26']);
    expect(workingDays('2026-11-23', team)).toEqual(['2026-11-22', '2026-11-23']);
    const never = { workingDays: [2], holidays: Array.from({ length: 12 }, (_, n) => dayBefore(7 * n)) };
    expect(workingDays(tuesday, never)).toEqual(['2026-11-23', '2026-11-24']);
  });

  it('are named where they are chosen', () => {
    const text = (day: string) =>
      whenChoices(workingDays(day, plainCalendar)).find(({ value }) => value === 'spread')?.text;
    expect(text(tuesday)).toBe('Spread over Mon 23 Nov and Tue 24 Nov');
    expect(text('2026-11-29')).toBe('Spread over Mon 23 Nov to Fri 27 Nov');
  });
});

describe('when they were sent', () => {
  const read = (
    when: 'today' | 'yesterday' | 'spread' | 'date',
    date: string | null,
    now: string,
    day = tuesday,
  ) => readWhen({ when, date }, { day, days: workingDays(day, plainCalendar) }, berlin(now));

  it('is now for today, and noon for any other day', () => {
    expect(read('today', null, '2026-11-24T15:00:00Z')).toEqual({});
    expect(read('date', tuesday, '2026-11-24T15:00:00Z')).toEqual({});
    expect(read('yesterday', null, '2026-11-24T15:00:00Z')).toEqual({ sentAt: at('2026-11-23T11:00:00Z') });
    expect(read('date', '2026-06-01', '2026-11-24T15:00:00Z')).toEqual({
      sentAt: at('2026-06-01T10:00:00Z'),
    });
  });

  it('is noon of each day of a spread, and now where that is still ahead', () => {
    expect(read('spread', null, '2026-11-24T08:00:00Z')).toEqual({
      spread: [at('2026-11-23T11:00:00Z'), at('2026-11-24T08:00:00Z')],
    });
  });

  it('means the day on which the form was opened, also after midnight', () => {
    const afterMidnight = '2026-11-24T23:30:00Z';
    expect(read('today', null, afterMidnight)).toEqual({ sentAt: at('2026-11-24T11:00:00Z') });
    expect(read('yesterday', null, afterMidnight)).toEqual({ sentAt: at('2026-11-23T11:00:00Z') });
  });

  it.each([
    [null, 'Choose the day, or one of the choices above.'],
    ['2026-11-25', 'That day is still ahead. Choose today or an earlier one.'],
    ['2025-11-23', 'That is more than 365 days back. Choose a later day.'],
  ])('is not %s', (date, sentence) => {
    expect(read('date', date, '2026-11-24T15:00:00Z')).toBe(sentence);
  });

  it('may be 365 days back', () => {
    expect(read('date', '2025-11-24', '2026-11-24T15:00:00Z')).toEqual({
      sentAt: at('2025-11-24T11:00:00Z'),
    });
  });
});
