import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { decide } from '../../src/limits/decide.ts';
import { parsePolicy } from '../../src/limits/parse-policy.ts';
import { applySend } from '../../src/limits/snapshot.ts';
import { accepted, article, inWords, now, sent, strict } from './asking.ts';
import {
  dayMs,
  events,
  hourMs,
  invite,
  inviteAt,
  inviteTo,
  onlyLimit,
  pageAt,
  sameCap,
  snapshotOf,
  strictPolicy,
  utc,
} from './history.ts';

describe('a request with room for it', () => {
  it('is allowed without reasons, and its meters include it', () => {
    const decision = article([...accepted(12), ...sent(64, now - dayMs)], inviteAt(now));
    expect(decision.verdict).toBe('allow');
    expect(decision.reasons).toEqual([]);
    expect(decision.meters.map((meter) => [meter.limit.id, meter.used])).toEqual([
      ['connection-day', 12],
      ['connection-month', 12],
      ['guide', 65],
    ]);
  });

  it('moves only the meters of its resource', () => {
    expect(article([], pageAt(now, 2)).meters.map((meter) => [meter.limit.id, meter.used])).toEqual([
      ['page-month', 2],
    ]);
  });
});

describe('the reasons', () => {
  it('are all returned, worst first', () => {
    const past = [...accepted(285), ...accepted(2_715, utc('2026-11-02T00:00')), ...sent(79, now)];
    const decision = article(past, inviteTo(now, { invites: [invite(now - dayMs, 'declined')] }));
    expect(decision.verdict).toBe('block');
    expect(inWords(decision)).toEqual([
      'same_person block',
      'cap_reached block connection-month',
      'critical warn connection-day',
      'nearing warn guide',
      'exposure warn',
    ]);
  });

  it('rank an advised cap above critical, and critical above nearing', () => {
    const past = [...accepted(240), ...accepted(2_450, utc('2026-11-02T00:00')), ...sent(99, now)];
    expect(inWords(article(past, inviteAt(now)))).toEqual([
      'cap_reached warn guide',
      'nearing warn connection-day',
      'nearing warn connection-month',
    ]);
    const closer = article([...past, ...accepted(160, utc('2026-11-03T00:00'))], inviteAt(now));
    expect(inWords(closer)).toEqual([
      'cap_reached warn guide',
      'critical warn connection-month',
      'nearing warn connection-day',
    ]);
  });

  it('put every block before what only advises, wherever the policy has them', () => {
    const policy = { ...articlePolicy, limits: articlePolicy.limits.toReversed() };
    const snapshot = snapshotOf('UTC', [...accepted(300), ...sent(99, now)]);
    expect(inWords(decide(policy, snapshot, inviteAt(now), now))).toEqual([
      'cap_reached block connection-day',
      'cap_reached warn guide',
    ]);
  });

  it('name one warning a meter, the worst', () => {
    expect(inWords(article(sent(98, now), inviteAt(now)))).toEqual(['critical warn guide']);
  });
});

describe('a batch', () => {
  it('is decided in the order typed, each after the former', () => {
    const policy = onlyLimit(strictPolicy, 'day');
    let snapshot = snapshotOf('UTC', sent(2, now));
    const verdicts = [1, 3, 1, 1].map((quantity) => {
      const request = inviteAt(now, quantity);
      const { verdict } = decide(policy, snapshot, request, now);
      if (verdict !== 'block') snapshot = applySend(policy, snapshot, request, now);
      return verdict;
    });
    expect(verdicts).toEqual(['allow', 'block', 'warn', 'block']);
  });
});

describe('a past-dated request', () => {
  it('is blocked by the whole calendar window around it, what came later included', () => {
    const past = events('page', 'sent', 4, utc('2026-10-30T12:00'));
    const decision = article(past, pageAt(utc('2026-10-02T12:00')));
    expect(inWords(decision)).toEqual(['cap_reached block page-month']);
    expect(decision.reasons[0]).toMatchObject({ allowedAgainAt: utc('2026-11-01T00:00') });
  });

  it('is not blocked by the window of now', () => {
    expect(article(events('page', 'sent', 4, now), pageAt(utc('2026-10-31T23:00'))).verdict).toBe('allow');
  });

  it('is blocked by the rolling window that ends there, not by what came after', () => {
    const at = now - 10 * dayMs;
    expect(strict('rolling', sent(5, at - hourMs), inviteAt(at)).verdict).toBe('block');
    expect(strict('rolling', sent(5, at + hourMs), inviteAt(at)).verdict).toBe('allow');
  });

  it('is allowed again when later sends leave room too', () => {
    const at = now - 10 * dayMs;
    const past = [...sent(5, at - hourMs), ...sent(5, at + 40 * hourMs), ...sent(1, at + 200 * hourMs)];
    expect(strict('rolling', past, inviteAt(at)).reasons[0]).toMatchObject({
      allowedAgainAt: at + 88 * hourMs,
    });
  });

  it('raises no warning for a window that is closed', () => {
    const page = events('page', 'sent', 3, utc('2026-10-30T12:00'));
    expect(article(page, pageAt(utc('2026-10-31T23:59'))).reasons).toEqual([]);
    expect(strict('day', sent(3, now - dayMs), inviteAt(now - dayMs)).reasons).toEqual([]);
    expect(article(sent(99, now), inviteAt(now - 7 * dayMs)).reasons).toEqual([]);
  });

  it('raises one while the calendar window is open', () => {
    const page = events('page', 'sent', 3, now);
    expect(inWords(article(page, pageAt(utc('2026-11-01T00:00'))))).toEqual(['critical warn page-month']);
  });

  it('is closed off at the very end of its window', () => {
    const page = snapshotOf('UTC', events('page', 'sent', 3, utc('2026-10-30T12:00')));
    const request = pageAt(utc('2026-10-31T12:00'));
    const reasonsAt = (instant: number) => decide(articlePolicy, page, request, instant).reasons.length;
    expect([reasonsAt(utc('2026-10-31T23:59:59.999')), reasonsAt(utc('2026-11-01T00:00'))]).toEqual([1, 0]);
  });

  it('raises one for a rolling window it still counts in, by what that holds now', () => {
    const at = now - 7 * dayMs + 1;
    const decision = article([...sent(50, at - hourMs), ...sent(79, now)], inviteAt(at));
    expect(inWords(decision)).toEqual(['nearing warn guide']);
    expect(decision.reasons[0]).toMatchObject({ meter: { used: 80 } });
    expect(decision.meters.at(-1)).toMatchObject({ limit: { id: 'guide' }, used: 51 });
  });

  it('waits for room in a guide from now on', () => {
    const at = now - 3 * dayMs;
    const past = [...sent(1, now - 8 * dayMs), ...sent(60, now - 5 * dayMs), ...sent(39, now)];
    expect(article(past, inviteAt(at)).reasons[0]).toMatchObject({
      code: 'cap_reached',
      meter: { used: 100 },
      allowedAgainAt: now + 2 * dayMs,
    });
  });
});

it('a request far ahead is judged in the windows of its own instant', () => {
  const policy = onlyLimit(articlePolicy, 'guide', { cap: sameCap(1) });
  const decision = decide(policy, snapshotOf('UTC', sent(1, now)), inviteAt(now + 10 * dayMs), now);
  expect(decision.reasons[0]).toMatchObject({ meter: { used: 1 }, allowedAgainAt: now + 17 * dayMs });
});

describe('an account that has changed since', () => {
  const at = now - 3 * dayMs;
  const present = { type: 'business_plus', zone: 'UTC' } as const;

  it('is judged by its type as it was, and by none for what is to come', () => {
    const snapshot = { ...snapshotOf('UTC', accepted(300, at)), present };
    const [reason] = decide(articlePolicy, snapshot, inviteAt(at), now).reasons;
    expect(reason).toMatchObject({ code: 'cap_reached', meter: { cap: 300 }, next: null });
    const month = { ...snapshotOf('UTC', accepted(3_000, at - dayMs)), present };
    expect(decide(articlePolicy, month, inviteAt(at), now).reasons[0]).toMatchObject({
      meter: { cap: 3_000 },
      next: { type: 'sales_navigator', cap: 30_000 },
    });
  });

  it('is warned by the rolling window of now as it is now', () => {
    const cap = { free: 5, business_plus: 50, sales_navigator: 50 };
    const policy = onlyLimit(articlePolicy, 'guide', { cap });
    const before = snapshotOf('UTC', sent(9, at));
    expect(inWords(decide(policy, before, inviteAt(at), now))).toEqual(['cap_reached warn guide']);
    expect(inWords(decide(policy, { ...before, present }, inviteAt(at), now))).toEqual([]);
  });

  it('is exposed as it is now', () => {
    const policy = onlyLimit(articlePolicy, 'connection-month');
    const before = { ...snapshotOf('UTC', []), pending: { total: 300, recent: 3_000, recentExempt: 0 } };
    expect(inWords(decide(policy, before, inviteAt(at), now))).toEqual(['exposure warn']);
    expect(inWords(decide(policy, { ...before, present }, inviteAt(at), now))).toEqual([]);
  });
});

it('ranks every reason: a block before every warning, and the worst first', () => {
  const policy = parsePolicy({
    ...articlePolicy,
    afterWithdrawalDays: { value: 21, source: 'official' },
    pendingSoft: { value: 1, source: 'workspace' },
  });
  const snapshot = {
    ...snapshotOf('UTC', [...accepted(300), ...accepted(2_600, now - dayMs), ...sent(99, now)]),
    pending: { total: 9, recent: 99, recentExempt: 0 },
    restrictions: [{ startedAt: now, endsAt: null }],
  };
  const days = {
    ...snapshot.days,
    connection: snapshot.days.connection.map((day) => ({ ...day, notes: 9 })),
  };
  const request = {
    ...inviteTo(now, {
      invites: [invite(now - dayMs), invite(now - 30 * dayMs, 'withdrawn', now), invite(0, 'accepted')],
      teammates: [{ ...invite(now), teammate: 'U2' }],
      doNotContactSince: 0,
    }),
    note: { length: 201 },
  };
  const decision = decide(policy, { ...snapshot, days }, request, now);
  expect(inWords(decision)).toEqual([
    'do_not_contact block',
    'restricted block',
    'same_person block',
    'after_withdrawal block',
    'cap_reached block connection-day',
    'cap_reached warn guide',
    'critical warn connection-month',
    'already_pending warn',
    'already_connected warn',
    'teammate_overlap warn',
    'exposure warn',
    'note_too_long warn',
    'notes_used_up warn',
    'pending_soft warn',
  ]);
});
