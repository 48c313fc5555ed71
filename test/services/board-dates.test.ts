import { afterAll, beforeAll, expect, it } from 'vitest';
import { addSettings } from '../../src/ledger/read-settings.ts';
import { teammates } from '../../src/ledger/schema.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { readBoard } from '../../src/services/read-board.ts';
import { readQuota } from '../../src/services/read-quota.ts';
import { recordOutcome } from '../../src/services/record-outcome.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';

const hour = 60 * 60 * 1000;
/** The month ends here in UTC; each teammate works around the same instants. */
const turn = Date.parse('2026-11-01T00:00:00Z');
const zones = { UEAST: 'Pacific/Kiritimati', UMID: 'Europe/Berlin', UWEST: 'Pacific/Pago_Pago' } as const;
const owners = Object.entries(zones);

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
  const { ledger } = database;
  await ledger.transact({ deadlineMs: 10_000 }, async (tx) => {
    const documents = {
      workspace: { managers: ['UBOSS'] },
      'team:1': { name: 'Sales', zone: 'Europe/Berlin' },
      'team:2': { name: 'Pacific', zone: 'Pacific/Kiritimati' },
    };
    for (const [subject, document] of Object.entries(documents))
      await addSettings(tx, {
        workspaceId: 'T1',
        subject,
        version: 1,
        document,
        changedAt: turn,
        changedBy: 'UBOSS',
      });
    await tx
      .insert(teammates)
      .values(owners.map(([userId]) => ({ workspaceId: 'T1', userId, team: userId === 'UEAST' ? 2 : 1 })));
  });
  // One an hour, sent and accepted, over two days around the end of October.
  for (const [userId, zone] of owners) {
    for (let nth = -24; nth < 24; nth += 1) {
      const now = turn + nth * hour + hour / 2;
      const people = [person(`${userId.toLowerCase()}-${nth + 24}`)];
      await logInvites(ledger, callOf({ userId, zone, now }), { people });
      await recordOutcome(ledger, callOf({ userId, zone, now }), { outcome: 'accepted', people });
    }
  }
});
afterAll(() => database.drop());

const later = Date.parse('2026-11-03T12:00:00Z');
const expected = { UEAST: 38, UMID: 25, UWEST: 13 };

async function accepted(zone: string, team: number | null, back: 0 | 1 = 0) {
  const call = callOf({ userId: 'UBOSS', zone, now: later });
  const board = await readBoard(database.ledger, call, { period: 'month', back, rankBy: 'accepted', team });
  if (board.kind !== 'board') throw new Error('the board is off');
  for (const { sent, accepted, earned } of board.rows) expect([sent, earned]).toEqual([accepted, accepted]);
  return Object.fromEntries(
    board.rows.filter((row) => row.sent > 0).map((row) => [row.userId, row.accepted]),
  );
}

it('is one number a person and month, whoever asks in whatever zone', async () => {
  const { UEAST, UMID, UWEST } = expected;
  for (const zone of ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
    expect(await accepted(zone, null), zone).toEqual(expected);
    expect(await accepted(zone, 1), zone).toEqual({ UMID, UWEST });
    expect(await accepted(zone, 2), zone).toEqual({ UEAST });
  }
  const october = { UEAST: 48 - UEAST, UMID: 48 - UMID, UWEST: 48 - UWEST };
  expect(await accepted('UTC', null, 1)).toEqual(october);
});

it('is the number of the month’s meter', async () => {
  for (const [userId, zone] of owners) {
    const [quota] = await readQuota(database.ledger, callOf({ userId, zone, now: later }));
    const month = quota.meters.find(
      ({ limit: { basis, window } }) =>
        basis === 'accepted' && window.kind === 'calendar' && window.unit === 'month',
    );
    expect([userId, month?.used, quota.sentThisMonth]).toEqual([
      userId,
      expected[userId as keyof typeof expected],
      expected[userId as keyof typeof expected],
    ]);
  }
});
