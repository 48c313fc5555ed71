import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { monthLimit, setCounter } from '../../src/limits/counter.ts';
import { readMeters } from '../../src/limits/meters.ts';
import { observedPolicy } from '../../src/limits/observed.ts';
import { parsePolicy } from '../../src/limits/parse-policy.ts';
import { emptyDay, type Snapshot } from '../../src/limits/snapshot.ts';
import { accepted, now } from './asking.ts';
import { dayMs, snapshotOf, utc } from './history.ts';

/** The snapshot with an adjustment made today. */
function adjusted(snapshot: Snapshot, adjustment: number): Snapshot {
  const today = snapshot.days.connection.find(({ date }) => date === '2026-11-24') ?? emptyDay('2026-11-24');
  const others = snapshot.days.connection.filter((day) => day !== today);
  const connection = [...others, { ...today, counter: today.counter + adjustment }];
  return { ...snapshot, days: { ...snapshot.days, connection } };
}

const used = (snapshot: Snapshot, at = now) =>
  Object.fromEntries(readMeters(articlePolicy, snapshot, at).map((meter) => [meter.limit.id, meter.used]));

describe('LinkedIn shows 2,750 left this month: an adjustment makes the month agree', () => {
  it.each([
    [0, 2_750, 250],
    [100, 2_750, 150],
    [250, 2_750, 0],
    [300, 2_750, -50],
    [0, 3_000, 0],
    [0, 0, 3_000],
    [40, 3_000, -40],
  ])('after %d counted, %d left', (counted, left, adjustment) => {
    const snapshot = snapshotOf('UTC', accepted(counted, now - dayMs));
    expect(setCounter(articlePolicy, snapshot, now, left)).toEqual({ kind: 'adjust', adjustment });
    const after = adjusted(snapshot, adjustment);
    expect(used(after)['connection-month']).toBe(3_000 - left);
    expect(setCounter(articlePolicy, after, now, left)).toEqual({ kind: 'adjust', adjustment: 0 });
  });

  it("touches the month's meter only, and only of its month", () => {
    const after = adjusted(snapshotOf('UTC', []), 250);
    expect(used(after)).toEqual({ 'connection-day': 0, 'connection-month': 250, 'page-month': 0, guide: 0 });
    expect(used(after, utc('2026-12-01T00:00'))['connection-month']).toBe(0);
  });

  it('never takes a meter below nothing, and is remembered where it stood', () => {
    const below = adjusted(snapshotOf('UTC', []), -40);
    const [, month] = readMeters(articlePolicy, below, now);
    expect(month).toMatchObject({ used: 0, remaining: 3_000 });
    expect(setCounter(articlePolicy, below, now, 2_990)).toEqual({ kind: 'adjust', adjustment: 50 });
  });

  it('cannot be more than the account may send', () => {
    expect(setCounter(articlePolicy, snapshotOf('UTC', []), now, 3_001)).toEqual({
      kind: 'above_cap',
      cap: 3_000,
    });
    const plus = snapshotOf('UTC', [], 'business_plus');
    expect(setCounter(articlePolicy, plus, now, 3_001)).toEqual({ kind: 'adjust', adjustment: 11_999 });
  });

  it('says nothing to a policy without such a limit', () => {
    expect(setCounter(observedPolicy, snapshotOf('UTC', []), now, 9)).toEqual({ kind: 'no_limit' });
  });
});

describe("the month's limit", () => {
  const limits = articlePolicy.limits.filter(({ id }) => id === 'connection-month');
  const advising = limits.map((limit) => ({ ...limit, id: 'advice', effect: 'warn' }));

  it('is the one that blocks, wherever it stands', () => {
    for (const list of [
      [...advising, ...limits],
      [...limits, ...advising],
    ]) {
      expect(monthLimit(parsePolicy({ ...articlePolicy, limits: list }))?.id).toBe('connection-month');
    }
  });

  it('is the one that advises, the first, if none blocks', () => {
    const second = advising.map((limit) => ({ ...limit, id: 'second' }));
    expect(monthLimit(parsePolicy({ ...articlePolicy, limits: [...advising, ...second] }))?.id).toBe(
      'advice',
    );
  });

  it.each([
    { resource: 'page' },
    { basis: 'sent' },
    { window: { kind: 'calendar', unit: 'day' } },
    { basis: 'sent', window: { kind: 'rolling', hours: 720 } },
  ])('is none with %j', (change) => {
    const changed = limits.map((limit) => ({ ...limit, ...change }));
    expect(monthLimit(parsePolicy({ ...articlePolicy, limits: changed }))).toBeUndefined();
  });
});
