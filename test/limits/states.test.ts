import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { canBecome, expiresAt, type InviteState, inviteStates, stateAt } from '../../src/limits/states.ts';
import { now } from './asking.ts';
import { dayMs, invite } from './history.ts';

describe('the states of an invite', () => {
  const outcomes = ['accepted', 'declined', 'ignored', 'expired', 'withdrawn'] as const;
  const drawn = [
    'pending → accepted',
    'pending → declined',
    'pending → ignored',
    'pending → expired',
    'pending → withdrawn',
    'ignored → accepted',
    'expired → accepted',
  ];

  it.each(inviteStates.flatMap((from) => outcomes.map((outcome) => [from, outcome] as const)))(
    '%s → %s is allowed if it is drawn; any other transition is refused',
    (from, outcome) => {
      expect(canBecome(from, outcome)).toBe(drawn.includes(`${from} → ${outcome}`));
    },
  );
});

describe('a pending invite expires at sent + expireDays: reads apply it', () => {
  const sentAt = now - 180 * dayMs;

  it.each([
    [sentAt - 1, { state: 'expired', since: now - 1 }],
    [sentAt, { state: 'expired', since: now }],
    [sentAt + 1, { state: 'pending', since: sentAt + 1 }],
  ])('sent at %d', (sent, state) => {
    expect(stateAt(invite(sent), articlePolicy, now)).toEqual(state);
    expect(expiresAt({ sentAt: sent }, articlePolicy)).toBe(sent + 180 * dayMs);
  });

  it.each<InviteState>(['accepted', 'declined', 'ignored', 'expired', 'withdrawn'])(
    '%s never does',
    (state) => {
      const old = now - 400 * dayMs;
      expect(stateAt(invite(old - dayMs, state, old), articlePolicy, now)).toEqual({ state, since: old });
    },
  );

  it('by the days of the policy', () => {
    const policy = { ...articlePolicy, expireDays: { value: 2, source: 'workspace' } } as const;
    expect(stateAt(invite(now - 2 * dayMs), policy, now).state).toBe('expired');
    expect(stateAt(invite(now - 2 * dayMs + 1), policy, now).state).toBe('pending');
  });
});
