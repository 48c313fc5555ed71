import { afterAll, beforeAll, expect, it } from 'vitest';
import { logInvites } from '../../src/services/log-invites.ts';
import { readQuota } from '../../src/services/read-quota.ts';
import { readZone } from '../../src/services/read-zone.ts';
import { recordOutcome } from '../../src/services/record-outcome.ts';
import { settleRequest } from '../../src/services/settle-request.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

/** The same member, person and request key, in two workspaces that know nothing of each other. */
const here = callOf({ workspaceId: 'T1', requestKey: 'the same' });
const there = callOf({ workspaceId: 'T2', requestKey: 'the same', zone: 'Asia/Tokyo' });
const jane = { key: 'in:jane-doe', name: 'Jane Doe' } as const;

it('keeps two workspaces apart: people, counts, answers, zones', async () => {
  const { ledger } = database;
  const first = await logInvites(ledger, here, { people: [jane] });
  expect(first.items[0]?.refused).toBe(false);
  const second = await logInvites(ledger, there, { people: [person('jane-doe'), person('other')] });
  expect(second.items.map((item) => [item.refused, item.person?.name])).toEqual([
    [false, undefined],
    [false, undefined],
  ]);
  expect(second.standing.pending).toBe(2);

  expect((await readQuota(ledger, here))[0].sentToday).toBe(1);
  expect((await readQuota(ledger, there))[0].sentToday).toBe(2);
  expect(await settleRequest(ledger, here)).toEqual(first);
  expect(await settleRequest(ledger, there)).toEqual(second);
  expect(await readZone(ledger, here)).toBe('Europe/Berlin');
  expect(await readZone(ledger, there)).toBe('Asia/Tokyo');

  await recordOutcome(ledger, { ...here, requestKey: 'an outcome' }, { outcome: 'accepted', people: [jane] });
  expect((await readQuota(ledger, here))[0].pending).toBe(0);
  expect((await readQuota(ledger, there))[0].pending).toBe(2);
});
