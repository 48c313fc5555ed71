import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { type Level, levelOf, readMeter, readMeters } from '../../src/limits/meters.ts';
import { accountTypes, type Resource } from '../../src/limits/policy.ts';
import { applySend } from '../../src/limits/snapshot.ts';
import {
  dayMs,
  type Event,
  events,
  hourMs,
  inviteAt,
  onlyLimit,
  snapshotOf,
  strictPolicy,
  utc,
} from './history.ts';

const now = utc('2026-11-24T12:00');

/** What each meter of the article policy has used. */
function used(past: readonly Event[], at = now, zone = 'UTC'): Record<string, number> {
  const meters = readMeters(articlePolicy, snapshotOf(zone, past), at);
  return Object.fromEntries(meters.map((meter) => [meter.limit.id, meter.used]));
}

describe('a level', () => {
  it.each<[used: number, cap: number, level: Level]>([
    [0, 1, 'ok'],
    [1, 1, 'reached'],
    [239, 300, 'ok'],
    [240, 300, 'nearing'],
    [284, 300, 'nearing'],
    [285, 300, 'critical'],
    [299, 300, 'critical'],
    [300, 300, 'reached'],
    [305, 300, 'reached'],
    [3, 4, 'ok'],
    [22, 28, 'ok'], // 78.6 per cent: 22.4 are needed
    [23, 28, 'nearing'],
    [26, 28, 'nearing'], // 92.9 per cent: 26.6 are needed
    [27, 28, 'critical'],
  ])('of %d of %d is %s', (usedNow, cap, level) => {
    expect(levelOf(usedNow, cap, articlePolicy.shares)).toBe(level);
  });

  it('compares whole per cents, where floats would be a hair off', () => {
    expect(100 * 0.29, 'what a float makes of 29 per cent of 100').not.toBe(29);
    for (let share = 1; share < 99; share += 1) {
      expect(levelOf(share, 100, { nearing: share, critical: 99 })).toBe('nearing');
      expect(levelOf(share - 1, 100, { nearing: share, critical: 99 })).toBe('ok');
    }
  });

  it('follows the shares of the policy', () => {
    expect(levelOf(50, 100, { nearing: 50, critical: 60 })).toBe('nearing');
    expect(levelOf(60, 100, { nearing: 50, critical: 60 })).toBe('critical');
  });
});

describe('meters', () => {
  it('stand in the order of the policy, of all resources or of one', () => {
    const ids = (resource?: Resource) =>
      readMeters(articlePolicy, snapshotOf('UTC', []), now, resource).map(({ limit }) => limit.id);
    expect(ids()).toEqual(['connection-day', 'connection-month', 'page-month', 'guide']);
    expect(ids('connection')).toEqual(['connection-day', 'connection-month', 'guide']);
    expect(ids('page')).toEqual(['page-month']);
  });

  it('say what is used, what remains, the level and the end of a calendar window', () => {
    const past = events('connection', 'accepted', 240, now);
    const [day, , , guide] = readMeters(articlePolicy, snapshotOf('Asia/Kathmandu', past), now);
    const [dayLimit, , , guideLimit] = articlePolicy.limits;
    const resetsAt = utc('2026-11-24T18:15');
    expect(day).toEqual({
      limit: dayLimit,
      used: 240,
      cap: 300,
      remaining: 60,
      level: 'nearing',
      resetsAt,
      roomAgainAt: null,
    });
    expect(guide).toEqual({
      limit: guideLimit,
      used: 0,
      cap: 100,
      remaining: 100,
      level: 'ok',
      resetsAt: null,
      roomAgainAt: null,
    });
  });

  it('pass the cap, because outcomes are facts, while nothing remains', () => {
    const past = events('connection', 'accepted', 305, now);
    const [day] = readMeters(articlePolicy, snapshotOf('UTC', past), now);
    expect(day).toMatchObject({ used: 305, cap: 300, remaining: 0, level: 'reached' });
  });

  it.each(accountTypes)('use the caps of a %s account', (type) => {
    const meters = readMeters(articlePolicy, snapshotOf('UTC', [], type), now);
    expect(meters.map(({ cap }) => cap)).toEqual(articlePolicy.limits.map(({ cap }) => cap[type]));
  });

  it('keep what was counted when the account type changes', () => {
    const past = events('connection', 'accepted', 200, now);
    const free = readMeters(articlePolicy, snapshotOf('UTC', past, 'free'), now);
    const plus = readMeters(articlePolicy, snapshotOf('UTC', past, 'business_plus'), now);
    expect(plus.map((meter) => meter.used)).toEqual(free.map((meter) => meter.used));
    expect(plus[0]).toMatchObject({ used: 200, cap: 500, remaining: 300 });
  });

  it("count an acceptance when the person accepts: one sent in October and accepted in November is November's", () => {
    const past = [
      ...events('connection', 'sent', 1, utc('2026-10-31T12:00')),
      ...events('connection', 'accepted', 1, utc('2026-11-01T00:00')),
    ];
    expect(used(past, utc('2026-10-31T23:59'))).toMatchObject({ 'connection-month': 0 });
    expect(used(past, utc('2026-11-01T00:00'))).toMatchObject({ 'connection-day': 1, 'connection-month': 1 });
    expect(used(past, utc('2026-11-30T23:59'))).toMatchObject({ 'connection-day': 0, 'connection-month': 1 });
  });

  it('count a re-sent invite each time the person accepts one', () => {
    const past = events('connection', 'accepted', 1, utc('2026-11-02T09:00'), utc('2026-11-20T09:00'));
    expect(used(past)).toMatchObject({ 'connection-month': 2 });
  });

  it('count PageInvites and connection invites apart', () => {
    expect(used(events('page', 'sent', 3, now))).toEqual({
      'connection-day': 0,
      'connection-month': 0,
      'page-month': 3,
      guide: 0,
    });
    expect(used(events('connection', 'sent', 3, now))).toMatchObject({ 'page-month': 0, guide: 3 });
  });

  it('follow the calendar of the zone', () => {
    const past = events('connection', 'accepted', 1, utc('2026-11-24T18:14'), utc('2026-11-24T18:15'));
    expect(used(past, utc('2026-11-24T18:14'), 'Asia/Kathmandu')).toMatchObject({ 'connection-day': 1 });
    expect(used(past, utc('2026-11-24T18:15'), 'Asia/Kathmandu')).toMatchObject({ 'connection-day': 1 });
    expect(used(past, utc('2026-11-24T18:15'), 'UTC')).toMatchObject({ 'connection-day': 2 });
  });

  it('let an event that is exactly as old as a rolling window leave it, and hold one of this very instant', () => {
    const week = 7 * dayMs;
    const past = events('connection', 'sent', 1, now - week - 1, now - week, now - week + 1, now, now + 1);
    expect(used(past)).toMatchObject({ guide: 2 });
  });

  it('let a rolling window run by hours, not by days of the calendar', () => {
    const policy = onlyLimit(articlePolicy, 'guide');
    const sentAt = utc('2026-10-26T12:00'); // the clock of New York falls back six days later
    const snapshot = snapshotOf('America/New_York', events('connection', 'sent', 1, sentAt));
    expect(readMeters(policy, snapshot, sentAt + 168 * hourMs - 1)[0]?.used).toBe(1);
    expect(readMeters(policy, snapshot, sentAt + 168 * hourMs)[0]?.used).toBe(0);
  });

  it('do not move by a send where acceptances are counted', () => {
    const before = snapshotOf('UTC', events('connection', 'accepted', 2, now));
    const after = applySend(strictPolicy, before, inviteAt(now, 3), now);
    expect(readMeters(strictPolicy, before, now).map((meter) => meter.used)).toEqual([0, 0, 2, 2]);
    expect(readMeters(strictPolicy, after, now).map((meter) => meter.used)).toEqual([3, 3, 2, 2]);
  });
});

describe('room again', () => {
  const sentAgo = (...hours: number[]) =>
    events('connection', 'sent', 1, ...hours.map((hour) => now - hour * hourMs));
  const rolling = onlyLimit(strictPolicy, 'rolling');

  it.each<[what: string, past: Event[], inHours: number | null]>([
    ['nothing is reached', sentAgo(40, 30, 20, 10), null],
    ['when the oldest leaves', sentAgo(40, 30, 20, 10, 1), 8],
    ['when as many have left as are over', sentAgo(40, 30, 20, 10, 5, 1), 18],
  ])('in a rolling window: %s', (_what, past, inHours) => {
    const [meter] = readMeters(rolling, snapshotOf('UTC', past), now);
    const roomAgainAt = inHours === null ? null : now + inHours * hourMs;
    expect(meter).toMatchObject({ resetsAt: null, roomAgainAt });
    if (roomAgainAt === null) return;
    const used = (at: number) => readMeters(rolling, snapshotOf('UTC', past), at)[0]?.used;
    expect(used(roomAgainAt - 1)).toBeGreaterThanOrEqual(5);
    expect(used(roomAgainAt)).toBeLessThan(5);
  });

  it('in a calendar window is its end', () => {
    const full = events('connection', 'accepted', 300, now);
    const [day, month] = readMeters(articlePolicy, snapshotOf('UTC', full), now);
    expect(day).toMatchObject({ level: 'reached', roomAgainAt: utc('2026-11-25T00:00') });
    expect(month).toMatchObject({ level: 'ok', roomAgainAt: null });
  });

  it('counts the send that fills it', () => {
    const [limit] = rolling.limits;
    if (limit === undefined) throw new Error('the policy has a limit');
    const snapshot = snapshotOf('UTC', sentAgo(40, 30));
    expect(readMeter(rolling, limit, snapshot, now, inviteAt(now, 3))).toMatchObject({
      used: 5,
      roomAgainAt: now + 8 * hourMs,
    });
    expect(readMeter(rolling, limit, snapshot, now, inviteAt(now, 5))).toMatchObject({
      used: 7,
      roomAgainAt: now + 48 * hourMs,
    });
  });
});
