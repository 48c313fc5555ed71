import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { chooseInvite, chooseUnnamed, type Invite } from '../../src/limits/outcomes.ts';
import type { InviteState, Outcome } from '../../src/limits/states.ts';
import { now } from './asking.ts';
import { dayMs, hourMs, utc } from './history.ts';

const at = (instant: number) => ({ at: instant, dateOnly: false, zone: 'UTC' });
const onDate = (instant: number, zone = 'UTC') => ({ at: instant, dateOnly: true, zone });
const ago = (days: number) => now - days * dayMs;

function invite(id: number, sentAt: number, state: InviteState = 'pending', stateAt = sentAt): Invite {
  return { id, sentAt, state, stateAt };
}

function chosen(invites: readonly Invite[], outcome: Outcome, when = at(now)): number | null {
  const choice = chooseInvite(articlePolicy, invites, outcome, when, now);
  return choice.kind === 'chosen' ? choice.invite.id : null;
}

describe('an outcome goes to the newest invite that was sent at or before it, allows it, and has no later outcome', () => {
  const pending = invite(1, ago(20));

  // biome-ignore format: a table
  it.each<[what: string, invites: Invite[], outcome: Outcome, when: number, id: number | null]>([
    ['the only one', [pending], 'accepted', now, 1],
    ['none', [], 'accepted', now, null],
    ['the newest, in any order', [invite(1, ago(20)), invite(3, ago(5)), invite(2, ago(12))], 'accepted', now, 3],
    ['of one instant, the one recorded later', [invite(7, ago(5)), invite(8, ago(5)), invite(6, ago(5))], 'accepted', now, 8],
    ['sent at the very instant', [pending], 'accepted', ago(20), 1],
    ['not one sent a moment later', [pending], 'accepted', ago(20) - 1, null],
    ['an older one, if the newest came after it', [pending, invite(2, ago(5))], 'accepted', ago(6), 1],
    ['an older one, if the newest does not allow it', [pending, invite(2, ago(5), 'declined', ago(4))], 'accepted', now, 1],
    ['none, if none allows it', [invite(1, ago(20), 'accepted', ago(19))], 'accepted', now, null],
    ['an ignored one: people do accept late', [invite(1, ago(20), 'ignored', ago(10))], 'accepted', now, 1],
    ['but not before it was ignored', [invite(1, ago(20), 'ignored', ago(10))], 'accepted', ago(10) - 1, null],
    ['at the instant it was ignored', [invite(1, ago(20), 'ignored', ago(10))], 'accepted', ago(10), 1],
    ['an ignored one declines no more', [invite(1, ago(20), 'ignored', ago(10))], 'declined', now, null],
    ['an expired one: people do accept late', [invite(1, ago(200))], 'accepted', now, 1],
    ['an expired one is withdrawn no more', [invite(1, ago(200))], 'withdrawn', now, null],
    ['unless it happened before it expired', [invite(1, ago(200))], 'withdrawn', ago(20) - 1, 1],
    ['which it does at sent + 180 days', [invite(1, ago(200))], 'withdrawn', ago(20), null],
    ['all the same if a job wrote the expiry down', [invite(1, ago(200), 'expired', ago(20))], 'withdrawn', ago(20) - 1, 1],
    ['and so it did', [invite(1, ago(200), 'expired', ago(20))], 'withdrawn', ago(20), null],
    ['written down, it is accepted late as well', [invite(1, ago(200), 'expired', ago(20))], 'accepted', now, 1],
    ['and before', [invite(1, ago(200), 'expired', ago(20))], 'accepted', ago(30), 1],
  ])('%s', (_what, invites, outcome, when, id) => {
    expect(chosen(invites, outcome, at(when))).toBe(id);
  });

  it('happens when it is said to', () => {
    expect(chooseInvite(articlePolicy, [pending], 'declined', at(ago(3)), now)).toEqual({
      kind: 'chosen',
      invite: pending,
      at: ago(3),
    });
  });

  it('leaves the invites in their order', () => {
    const invites = [invite(1, ago(20)), invite(2, ago(5))];
    chosen(invites, 'accepted');
    expect(invites.map(({ id }) => id)).toEqual([1, 2]);
  });
});

describe('a refused outcome', () => {
  // biome-ignore format: a table
  it.each<[invites: Invite[], newest: object | null]>([
    [[], null],
    [[invite(1, ago(20), 'declined', ago(15))], { state: 'declined', since: ago(15) }],
    [[invite(2, ago(9), 'withdrawn', ago(8)), invite(1, ago(20), 'accepted', ago(19))], { state: 'withdrawn', since: ago(8) }],
    [[invite(1, ago(185), 'pending')], { state: 'expired', since: ago(5) }],
  ])('names the present state and its date: %j', (invites, newest) => {
    const choice = chooseInvite(articlePolicy, invites, 'declined', at(now), now);
    const expected = newest === null ? null : { invite: invites[0], ...newest };
    expect(choice).toEqual({ kind: 'refused', newest: expected });
  });
});

describe("an outcome on its send's local date", () => {
  const sentAt = utc('2026-11-24T20:00');
  const noon = utc('2026-11-24T12:00');
  const sent = [invite(1, sentAt)];
  const choose = (when: ReturnType<typeof at>) =>
    chooseInvite(articlePolicy, sent, 'accepted', when, sentAt + dayMs);

  it('is never before the send', () => {
    expect(choose(onDate(noon))).toMatchObject({ kind: 'chosen', at: sentAt });
    expect(choose(onDate(sentAt + hourMs))).toMatchObject({ kind: 'chosen', at: sentAt + hourMs });
  });

  it('is before the send if a time was given, or on another date', () => {
    expect(choose(at(noon)).kind).toBe('refused');
    expect(choose(onDate(noon - dayMs)).kind).toBe('refused');
    expect(choose(onDate(noon, 'Asia/Kathmandu')).kind, 'it is the 25th there').toBe('refused');
  });
});

describe('`accepted 5` takes the newest five unnamed pending ones; with fewer it is refused', () => {
  const unnamed = [
    invite(1, ago(30)),
    invite(2, ago(10)),
    invite(3, ago(10)),
    invite(4, ago(2), 'accepted', ago(1)),
    invite(5, ago(5), 'ignored', ago(4)),
    invite(6, ago(190)),
    invite(7, ago(1)),
  ];
  const choose = (count: number, when = at(now)) => chooseUnnamed(articlePolicy, unnamed, count, when);
  const ids = (choice: ReturnType<typeof choose>) =>
    choice.kind === 'chosen' ? choice.invites.map(({ invite: { id } }) => id) : choice;

  it.each([
    [1, at(now), [7]],
    [3, at(now), [7, 3, 2]],
    [4, at(now), [7, 3, 2, 1]],
    [5, at(now), { kind: 'too_few', pending: 4 }],
    [1, at(ago(3)), [3]],
    [1, at(ago(31)), [6]],
    [2, at(ago(31)), { kind: 'too_few', pending: 1 }],
    [1, at(ago(300)), { kind: 'too_few', pending: 0 }],
  ])('%d at %j', (count, when, expected) => {
    expect(ids(choose(count, when))).toEqual(expected);
  });

  it('each at its instant', () => {
    const later = utc('2026-11-23T18:00');
    const choice = chooseUnnamed(
      articlePolicy,
      [invite(1, later), invite(2, ago(9))],
      2,
      onDate(utc('2026-11-23T12:00')),
    );
    expect(choice).toMatchObject({
      kind: 'chosen',
      invites: [{ at: later }, { at: utc('2026-11-23T12:00') }],
    });
  });
});
