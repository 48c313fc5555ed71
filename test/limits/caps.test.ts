import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { decide } from '../../src/limits/decide.ts';
import type { AccountType } from '../../src/limits/policy.ts';
import { accepted, article, inWords, now, sent, strict } from './asking.ts';
import {
  dayMs,
  type Event,
  events,
  hourMs,
  inviteAt,
  onlyLimit,
  pageAt,
  snapshotOf,
  strictPolicy,
  utc,
} from './history.ts';

const tomorrow = utc('2026-11-25T00:00');
const nextMonth = utc('2026-12-01T00:00');

describe('an accepted limit', () => {
  it.each([
    [299, 'warn'],
    [300, 'block'],
    [305, 'block'],
  ])('with %d of 300 accepted today: %s', (count, verdict) => {
    expect(article(accepted(count), inviteAt(now)).verdict).toBe(verdict);
  });

  it('blocks by what is used, whatever the quantity', () => {
    expect(article(accepted(299), inviteAt(now, 12)).verdict).toBe('warn');
    expect(article(accepted(300), inviteAt(now, 12)).verdict).toBe('block');
  });

  it('counts no send, pending, ignored or withdrawn', () => {
    const decision = decide(
      onlyLimit(articlePolicy, 'connection-day'),
      snapshotOf('UTC', sent(400, now)),
      inviteAt(now),
      now,
    );
    expect(decision).toMatchObject({ verdict: 'allow', meters: [{ used: 0 }] });
  });

  it('names the cap of the next type, and allows again at the end of the window', () => {
    const [reason] = article(accepted(300), inviteAt(now)).reasons;
    expect(reason).toMatchObject({
      code: 'cap_reached',
      verdict: 'block',
      meter: { used: 300, cap: 300, remaining: 0, level: 'reached', resetsAt: tomorrow },
      allowedAgainAt: tomorrow,
      next: { type: 'business_plus', cap: 500 },
    });
  });

  it('leaves the meters as they stand when it blocks', () => {
    const { meters } = article([...accepted(300), ...sent(7, now)], inviteAt(now, 5));
    expect(meters.map((meter) => meter.used)).toEqual([300, 300, 7]);
  });

  it('is full for the month while the day has room', () => {
    const decision = article(accepted(3_000, utc('2026-11-01T00:00')), inviteAt(now));
    expect(inWords(decision)).toEqual(['cap_reached block connection-month', 'exposure warn']);
    expect(decision.reasons[0]).toMatchObject({ allowedAgainAt: nextMonth });
  });
});

describe('the next type', () => {
  it.each<[type: AccountType, past: Event[], next: unknown]>([
    ['free', accepted(300), { type: 'business_plus', cap: 500 }],
    ['business_plus', accepted(500), null], // Sales Navigator has 500 a day as well
    ['business_plus', accepted(15_000, now - dayMs), { type: 'sales_navigator', cap: 30_000 }],
    ['sales_navigator', accepted(30_000, now - dayMs), null],
  ])('of a %s account is the next one that allows more', (type, past, next) => {
    expect(article(past, inviteAt(now), type).reasons[0]).toMatchObject({ code: 'cap_reached', next });
  });

  it('is not the one in between if only the last allows more', () => {
    const cap = { free: 2, business_plus: 1, sales_navigator: 3 };
    const decision = strict('day', sent(2, now), inviteAt(now), { cap });
    expect(decision.reasons[0]).toMatchObject({ next: { type: 'sales_navigator', cap: 3 } });
  });
});

it('the next type is never one below', () => {
  const policy = onlyLimit(strictPolicy, 'day', { cap: { free: 1, business_plus: 9, sales_navigator: 3 } });
  const [reason] = decide(
    policy,
    snapshotOf('UTC', sent(3, now), 'sales_navigator'),
    inviteAt(now),
    now,
  ).reasons;
  expect(reason).toMatchObject({ code: 'cap_reached', next: null });
});

describe('a sent limit', () => {
  it.each([
    [3, 1, 'warn'],
    [4, 1, 'block'],
    [2, 2, 'warn'],
    [2, 3, 'block'],
    [0, 3, 'allow'],
  ])('with %d of 4 PageInvites sent: page %d, %s', (count, quantity, verdict) => {
    expect(article(events('page', 'sent', count, now), pageAt(now, quantity)).verdict).toBe(verdict);
  });

  it('is recorded whole or not at all', () => {
    const decision = article(events('page', 'sent', 2, now), pageAt(now, 3));
    expect(decision).toMatchObject({ verdict: 'block', meters: [{ used: 2, remaining: 2 }] });
    expect(decision.reasons[0]).toMatchObject({ meter: { used: 2, level: 'ok' }, allowedAgainAt: nextMonth });
  });

  it('never allows a quantity larger than its cap', () => {
    expect(article([], pageAt(now, 5)).reasons[0]).toMatchObject({ verdict: 'block', allowedAgainAt: null });
    expect(strict('rolling', [], inviteAt(now, 6)).reasons[0]).toMatchObject({ allowedAgainAt: null });
  });

  it('warns of a request that fills it exactly', () => {
    const decision = article(events('page', 'sent', 3, now), pageAt(now));
    expect(inWords(decision)).toEqual(['critical warn page-month']);
    expect(decision.reasons[0]).toMatchObject({ meter: { used: 4, remaining: 0, level: 'reached' } });
  });

  it('counts to its month by the boundary: the last millisecond is full, the next is free', () => {
    const past = events('page', 'sent', 4, utc('2026-10-31T23:59:59.999'));
    expect(article(past, pageAt(utc('2026-10-31T23:59:59.999'))).verdict).toBe('block');
    expect(article(past, pageAt(utc('2026-11-01T00:00'))).verdict).toBe('allow');
  });
});

describe('a rolling limit that blocks', () => {
  const hoursAgo = (...hours: number[]) => sent(1, ...hours.map((hour) => now - hour * hourMs));

  it.each<[what: string, past: Event[], quantity: number, allowedInHours: number]>([
    ['one more than the cap waits for the oldest', hoursAgo(40, 30, 20, 10, 1), 1, 8],
    ['two more wait for the second oldest', hoursAgo(40, 30, 20, 10, 1), 2, 18],
    ['the whole cap waits for the latest', hoursAgo(40, 30, 20, 10, 1), 5, 47],
    ['a window over its cap waits for as many more', hoursAgo(40, 30, 20, 10, 5, 2, 1), 1, 28],
    ['sends of one instant leave together', hoursAgo(40, 40, 40, 10, 1), 2, 8],
    ['what has left does not count', hoursAgo(100, 48, 40, 30, 20, 10, 1), 1, 8],
  ])('%s', (_what, past, quantity, allowedInHours) => {
    const decision = strict('rolling', past, inviteAt(now, quantity));
    const allowedAgainAt = now + allowedInHours * hourMs;
    expect(decision.reasons[0]).toMatchObject({ code: 'cap_reached', verdict: 'block', allowedAgainAt });
    const snapshot = snapshotOf('UTC', past);
    const policy = onlyLimit(strictPolicy, 'rolling');
    const again = (at: number) => decide(policy, snapshot, inviteAt(at, quantity), at).verdict;
    expect(again(allowedAgainAt - 1)).toBe('block');
    expect(again(allowedAgainAt)).toBe('warn');
  });
});

describe('the guide', () => {
  it.each([
    [78, 'allow', []],
    [79, 'warn', ['nearing warn guide']],
    [94, 'warn', ['critical warn guide']],
    [99, 'warn', ['cap_reached warn guide']],
    [150, 'warn', ['cap_reached warn guide']],
  ])('with %d of about 100 sent: %s', (count, verdict, words) => {
    const decision = article(sent(count, now - dayMs), inviteAt(now));
    expect(decision.verdict).toBe(verdict);
    expect(inWords(decision)).toEqual(words);
  });

  it('never blocks, whatever the quantity', () => {
    expect(article([], inviteAt(now, 101)).verdict).toBe('warn');
  });

  it('says from when one more stays below it, the request included', () => {
    const past = [...sent(60, now - 3 * dayMs), ...sent(39, now - dayMs)];
    expect(article(past, inviteAt(now)).reasons[0]).toMatchObject({
      meter: { used: 100, remaining: 0 },
      allowedAgainAt: now + 4 * dayMs,
    });
    expect(article([], inviteAt(now, 150)).reasons[0]).toMatchObject({ allowedAgainAt: now + 7 * dayMs });
  });

  it('advises at the cap where acceptances are counted as well', () => {
    const decision = strict('week', accepted(6), inviteAt(now), { effect: 'warn' });
    expect(inWords(decision)).toEqual(['cap_reached warn week']);
    expect(decision.reasons[0]).toMatchObject({ allowedAgainAt: utc('2026-11-30T00:00') });
  });
});
