import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { decide, type Request } from '../../src/limits/decide.ts';
import type { AccountType } from '../../src/limits/policy.ts';
import { emptyDay, emptySnapshot, type Snapshot } from '../../src/limits/snapshot.ts';
import { now } from './asking.ts';
import { inviteAt, utc } from './history.ts';

const noted = (length: number, at = now, quantity = 1): Request => ({
  ...inviteAt(at, quantity),
  note: { length },
});

function withNotes(type: AccountType, ...days: [date: string, notes: number][]): Snapshot {
  const connection = days.map(([date, notes]) => ({ ...emptyDay(date), sent: notes, notes }));
  return { ...emptySnapshot({ type, zone: 'UTC' }), days: { connection, page: [] } };
}

describe('200 characters a note on a free account, 300 on premium', () => {
  it.each<[type: AccountType, length: number, max: number | null]>([
    ['free', 200, null],
    ['free', 201, 200],
    ['business_plus', 201, null],
    ['business_plus', 300, null],
    ['business_plus', 301, 300],
    ['sales_navigator', 301, 300],
    ['free', 0, null],
  ])('%s, %d', (type, length, max) => {
    const { reasons } = decide(articlePolicy, withNotes(type), noted(length), now);
    expect(reasons).toEqual(max === null ? [] : [{ code: 'note_too_long', verdict: 'warn', length, max }]);
  });
});

describe('5 notes a month on a free account, no monthly limit on premium', () => {
  const resetsAt = utc('2026-12-01T00:00');

  it.each<[what: string, before: [string, number][], request: Request, used: number | null]>([
    ['the fourth', [['2026-11-03', 3]], noted(9), null],
    [
      'the fifth uses them up',
      [
        ['2026-11-01', 1],
        ['2026-11-24', 3],
      ],
      noted(9),
      5,
    ],
    ['the sixth', [['2026-11-01', 5]], noted(9), 6],
    ['the last date of the month counts', [['2026-11-30', 4]], noted(9), 5],
    [
      'other months do not',
      [
        ['2026-10-31', 9],
        ['2026-12-01', 9],
      ],
      noted(9),
      null,
    ],
    ['without a note it does not matter', [['2026-11-01', 5]], inviteAt(now), null],
    ['five at once', [], noted(9, now, 5), 5],
    ['four at once', [], noted(9, now, 4), null],
    ['past-dated, in an open window', [['2026-11-20', 4]], noted(9, utc('2026-11-01T00:00')), 5],
    ['past-dated, in a closed one', [['2026-10-20', 4]], noted(9, utc('2026-10-31T23:59')), null],
  ])('%s', (_what, before, request, used) => {
    const { reasons } = decide(articlePolicy, withNotes('free', ...before), request, now);
    expect(reasons).toEqual(
      used === null ? [] : [{ code: 'notes_used_up', verdict: 'warn', used, cap: 5, resetsAt }],
    );
  });

  it('is closed off at the very end of its month', () => {
    const snapshot = withNotes('free', ['2026-11-20', 4]);
    const reasons = (instant: number) => decide(articlePolicy, snapshot, noted(9), instant).reasons.length;
    expect([reasons(resetsAt - 1), reasons(resetsAt)]).toEqual([1, 0]);
  });

  it.each<AccountType>(['business_plus', 'sales_navigator'])('%s has no end of them', (type) => {
    expect(decide(articlePolicy, withNotes(type, ['2026-11-20', 999]), noted(9), now).reasons).toEqual([]);
  });
});
