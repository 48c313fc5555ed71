import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { decide, type Request } from '../../src/limits/decide.ts';
import type { Policy } from '../../src/limits/policy.ts';
import { article, now, sent } from './asking.ts';
import { dayMs, hourMs, invite, inviteAt, inviteTo, snapshotOf } from './history.ts';

describe('the same person', () => {
  const toPerson = (at: number, ...sentAt: number[]): Request =>
    inviteTo(at, { invites: sentAt.map((sent) => invite(sent, 'declined')) });
  const week = 168 * hourMs;

  it.each([
    ['never invited', [], 'allow'],
    ['invited a moment ago', [now], 'block'],
    ['invited 168 hours ago less a millisecond', [now - week + 1], 'block'],
    ['invited exactly 168 hours ago', [now - week], 'allow'],
  ])('%s', (_what, sentAt, verdict) => {
    expect(article([], toPerson(now, ...sentAt)).verdict).toBe(verdict);
  });

  it('is named with the last send and the moment from which it is allowed', () => {
    const lastSentAt = now - 2 * dayMs;
    expect(article([], toPerson(now, lastSentAt, now - 20 * dayMs)).reasons).toEqual([
      { code: 'same_person', verdict: 'block', lastSentAt, allowedAgainAt: now + 5 * dayMs },
    ]);
  });

  it('is not protected by an unnamed send', () => {
    expect(article(sent(1, now), inviteAt(now)).verdict).toBe('allow');
  });

  it('follows the hours of the policy', () => {
    const policy: Policy = { ...articlePolicy, samePersonHours: { value: 2, source: 'workspace' } };
    const verdict = (hours: number) =>
      decide(policy, snapshotOf('UTC', []), toPerson(now, now - hours * hourMs), now).verdict;
    expect([verdict(1), verdict(2)]).toEqual(['block', 'allow']);
  });

  it('is judged before or after a past-dated instant', () => {
    const past = now - 30 * dayMs;
    expect(article([], toPerson(past, past + week - 1)).verdict).toBe('block');
    expect(article([], toPerson(past, past + week)).verdict).toBe('allow');
    expect(article([], toPerson(past, past - week + 1)).verdict).toBe('block');
  });

  it('is allowed again only when clear of a whole chain of sends', () => {
    const past = now - 60 * dayMs;
    const days = (...numbers: number[]) => numbers.map((day) => past + day * dayMs);
    const [reason] = article([], toPerson(past, ...days(12, -3, 40, 5, 26))).reasons;
    // -3 holds until 4, which is within 7 days of 5; that until 12, which is 12's own day; that until 19, which is 26 - 7.
    expect(reason).toEqual({
      code: 'same_person',
      verdict: 'block',
      lastSentAt: past + 12 * dayMs,
      allowedAgainAt: past + 19 * dayMs,
    });
  });
});
