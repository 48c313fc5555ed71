import { describe, expect, it } from 'vitest';
import { nextCheckIn } from '../../../src/services/check-in-days.ts';
import type { CheckIn } from '../../../src/services/read-check-in.ts';
import { decodeCheckIn, encodeCheckIn } from '../../../src/slack/ids.ts';
import { checkInView } from '../../../src/slack/views/check-in.ts';
import { faultsOf } from '../shown.ts';

const now = Date.parse('2026-11-24T16:00:00Z');
const hard = ['محمد '.repeat(40), '🦄👩🏽‍🚀'.repeat(60), '*_~`&<>|'.repeat(25), 'W'.repeat(200)];

const worst: CheckIn = {
  kind: 'check_in',
  userId: `U${'W'.repeat(20)}`,
  now,
  zone: 'Australia/Lord_Howe',
  rows: Array.from({ length: 40 }, (_, n) => ({
    inviteId: 2 ** 40 + n,
    person: { key: `in:${'م'.repeat(190)}${n}`, name: hard[n % hard.length] ?? '' },
    accountName: 'مw'.repeat(20),
    sentAt: now,
  })),
  found: 30_000,
  unnamed: 30_000,
  several: true,
};

describe('a check-in', () => {
  it('stays within the limits of a message with more data than fits', () => {
    const { text, blocks } = checkInView(worst, '2026-11-24');
    const shown = { how: '', text, view: undefined, blocks: blocks.map((block) => ({ ...block })) };
    expect(faultsOf(shown)).toEqual([]);
    expect(text).toContain('Waiting for an answer: 30,000');
  });

  const some = { ...worst, rows: worst.rows.slice(0, 2), found: 2, unnamed: 0 };
  it.each([
    [some, false],
    [{ ...some, found: 3 }, true],
    [{ ...some, unnamed: 1 }, true],
  ])(
    'says that who is not ticked counts as not accepted, and that it is also who is not shown: %#',
    (asked, also) => {
      const { text, blocks } = checkInView(asked, '2026-11-24');
      const said = `everybody you wait for and did not tick counts as not accepted so far${also ? ', also those not shown here' : ''}.`;
      expect(text.endsWith(said)).toBe(true);
      expect(JSON.stringify(blocks)).toContain(said);
    },
  );

  it.each([
    [1, 1],
    [4, 4],
    [12, 5],
  ])('of %i unnamed ones shows a number that can be recorded', (unnamed, typed) => {
    for (const rows of [[], some.rows])
      expect(checkInView({ ...some, rows, found: rows.length, unnamed }, '2026-11-24').text).toContain(
        `by number, like /invites accepted ${typed}.`,
      );
  });

  it('carries whom it asked and when in its buttons, and nothing else is taken', () => {
    const asked = { userId: 'U012ABC', date: '2026-11-24' };
    expect(decodeCheckIn(encodeCheckIn(asked))).toEqual(asked);
    for (const value of ['', 'U1', 'U1.2026', '../U1.2026-11-24', `U1.2026-11-24\n`])
      expect(() => decodeCheckIn(value)).toThrow('This button is out of date.');
  });
});

describe('the next check-in', () => {
  const local = (settings: Parameters<typeof nextCheckIn>[0], zone: string, at: string) => {
    const next = nextCheckIn(settings, zone, Date.parse(at));
    return next === null ? null : new Date(next).toISOString();
  };

  it.each([
    ['twice', null, 'Europe/London', '2026-11-24T15:59:59Z', '2026-11-24T16:00:00.000Z'],
    ['twice', null, 'Europe/London', '2026-11-24T16:00:00Z', '2026-11-27T16:00:00.000Z'],
    ['weekly', null, 'Europe/London', '2026-11-24T09:00:00Z', '2026-11-27T16:00:00.000Z'],
    ['weekly', '2026-11-27', 'Europe/London', '2026-11-24T09:00:00Z', '2026-12-04T16:00:00.000Z'],
    ['twice', null, 'Pacific/Chatham', '2026-11-24T09:00:00Z', '2026-11-27T02:15:00.000Z'],
    // London is an hour ahead from 29 March on.
    ['weekly', null, 'Europe/London', '2026-03-27T16:00:00Z', '2026-04-03T15:00:00.000Z'],
    ['off', null, 'Europe/London', '2026-11-24T09:00:00Z', null],
  ] as const)('of %s (away until %s) in %s after %s comes at %s', (checkIns, awayUntil, zone, at, next) => {
    expect(local({ checkIns, awayUntil }, zone, at)).toBe(next);
  });
});
