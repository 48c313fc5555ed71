import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { decideBatch } from '../../src/limits/batch.ts';
import type { Request } from '../../src/limits/decide.ts';
import type { Policy } from '../../src/limits/policy.ts';
import { emptyDay, type Snapshot } from '../../src/limits/snapshot.ts';
import { accepted, now, sent } from './asking.ts';
import {
  dayMs,
  invite,
  inviteAt,
  inviteTo,
  onlyLimit,
  pageAt,
  sameCap,
  snapshotOf,
  strictPolicy,
} from './history.ts';

const free = snapshotOf('UTC', []);
const to = (id: number, change: Partial<Request> = {}): Request => ({ ...inviteTo(now, { id }), ...change });

function batch(
  requests: readonly Request[],
  {
    policy = articlePolicy,
    snapshot = free,
    override = false,
  }: Partial<{ policy: Policy; snapshot: Snapshot; override: boolean }> = {},
) {
  const { items, snapshot: after } = decideBatch(policy, snapshot, requests, now, { override });
  return {
    items,
    after,
    recorded: items.map((item) => item.recorded),
    codes: items.map(({ decision }) => decision.reasons.map(({ code }) => code)),
  };
}

describe('a batch is decided in the order typed, each after the former', () => {
  const policy = onlyLimit(strictPolicy, 'day');

  it('and what is refused leaves its room to the next', () => {
    const { recorded, after } = batch(
      [1, 3, 1, 1].map((quantity) => inviteAt(now, quantity)),
      {
        policy,
        snapshot: snapshotOf('UTC', sent(2, now)),
      },
    );
    expect(recorded).toEqual([true, false, true, false]);
    expect(after.days.connection).toEqual([{ ...emptyDay('2026-11-24'), sent: 4 }]);
    expect(after.sends.connection).toHaveLength(4);
  });

  it('is recorded in spite of blocks if it was sent, and counts like any other', () => {
    const { recorded, after } = batch([inviteAt(now, 3), inviteAt(now, 3)], { policy, override: true });
    expect(recorded).toEqual([true, true]);
    expect(after).toMatchObject({ overCapSends: 3, pending: { total: 6, recent: 6 } });
    expect(after.days.connection[0]).toMatchObject({ sent: 6 });
  });

  it('keeps what nobody may record', () => {
    const asked = inviteTo(now, { id: 2, doNotContactSince: now - dayMs });
    expect(batch([to(1), asked, to(3)], { override: true }).recorded).toEqual([true, false, true]);
  });
});

describe('a person repeated in a batch is refused', () => {
  it.each([false, true])('with override %s', (override) => {
    const { recorded, codes } = batch([to(1), to(2), to(1)], { override });
    expect(recorded).toEqual([true, true, false]);
    expect(codes).toEqual([[], [], ['same_person', 'already_pending']]);
  });

  it('also after a refusal', () => {
    const snapshot = snapshotOf('UTC', accepted(300));
    const { recorded, codes } = batch([to(1), to(1)], { snapshot });
    expect(recorded).toEqual([false, false]);
    expect(codes[1]).toEqual(['same_person', 'cap_reached', 'already_pending']);
  });

  it('and is told from one who is refused for another reason, whatever became of the first', () => {
    const invitedLately = { id: 2, invites: [invite(now - 1)], teammates: [], doNotContactSince: null };
    const { items, recorded } = batch(
      [
        to(1),
        to(1),
        inviteTo(now, invitedLately),
        inviteTo(now, invitedLately),
        inviteAt(now),
        inviteAt(now),
      ],
      { override: true },
    );
    expect(items.map(({ repeated }) => repeated)).toEqual([false, true, false, true, false, false]);
    expect(recorded).toEqual([true, false, true, false, true, true]);
  });

  it('whom an unnamed one is not', () => {
    expect(batch([inviteAt(now), inviteAt(now), pageAt(now)]).recorded).toEqual([true, true, true]);
  });
});

describe('the account after a batch', () => {
  it('has said exposure once', () => {
    const policy = onlyLimit(articlePolicy, 'connection-month', { cap: sameCap(3) });
    const { codes, after } = batch([to(1), to(2), to(3), to(4)], { policy });
    expect(codes).toEqual([[], [], ['exposure'], []]);
    expect(after.exposureSaid).toBe(true);
    expect(batch([to(1)], { policy }).after.exposureSaid).toBe(false);
    expect(batch([to(1)], { policy, snapshot: { ...free, exposureSaid: true } }).after.exposureSaid).toBe(
      true,
    );
  });

  it('has not said exposure when it warned of something else', () => {
    const { codes, after } = batch([to(1)], { snapshot: snapshotOf('UTC', sent(99, now)) });
    expect(codes).toEqual([['cap_reached']]);
    expect(after.exposureSaid).toBe(false);
  });

  it('counts over a cap only what a cap blocked', () => {
    const again = inviteTo(now, {
      id: 1,
      invites: [{ sentAt: now - dayMs, state: 'declined', stateAt: now }],
    });
    expect(batch([again], { override: true })).toMatchObject({
      recorded: [true],
      after: { overCapSends: 0 },
    });
    const guide = snapshotOf('UTC', sent(100, now));
    expect(batch([to(1)], { snapshot: guide })).toMatchObject({
      codes: [['cap_reached']],
      after: { overCapSends: 0 },
    });
    const full = { ...snapshotOf('UTC', accepted(300)), overCapSends: 4 };
    expect(batch([to(1)], { snapshot: full, override: true }).after.overCapSends).toBe(5);
    expect(batch([to(1)], { snapshot: full }).after.overCapSends).toBe(4);
  });

  it('counts notes, exceptions and what is pending', () => {
    const marked = to(2, { exempt: true, note: { length: 9 } });
    const old = { ...inviteTo(now - 40 * dayMs, { id: 3 }), exempt: true };
    const expired = inviteTo(now - 200 * dayMs, { id: 4 });
    const { after } = batch([to(1), marked, old, expired, pageAt(now, 3)]);
    expect(after.pending).toEqual({ total: 3, recent: 2, recentExempt: 1 });
    expect(after.days.connection.at(-1)).toEqual({
      ...emptyDay('2026-11-24'),
      sent: 2,
      sentExempt: 1,
      notes: 1,
    });
    expect(after.days.page).toEqual([{ ...emptyDay('2026-11-24'), sent: 3 }]);
    expect(after.exemptSends).toEqual({ connection: [now - 40 * dayMs, now], page: [] });
  });
});
