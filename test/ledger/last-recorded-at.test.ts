import { afterAll, beforeAll, expect, it } from 'vitest';
import { lastRecordedAt } from '../../src/ledger/last-recorded-at.ts';
import { read } from '../../src/ledger/transact.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { readQuota } from '../../src/services/read-quota.ts';
import { callOf, person } from '../services/call.ts';
import { createTestLedger, type TestLedger } from './database.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

const last = (workspaceId = 'T1') =>
  read(database.ledger, { deadlineMs: 10_000 }, (db) => lastRecordedAt(db, workspaceId));
const at = (time: string) => callOf({ now: Date.parse(`2026-11-24T${time}Z`) });

it('tells the last record or refusal of a workspace, and not of a look', async () => {
  expect(await last()).toBeUndefined();
  await logInvites(database.ledger, at('09:00'), { people: [person('jane-doe')] });
  expect(await last()).toBe(Date.parse('2026-11-24T09:00Z'));
  await logInvites(database.ledger, at('10:00'), { people: [person('jane-doe')] });
  expect(await last()).toBe(Date.parse('2026-11-24T10:00Z'));
  await readQuota(database.ledger, at('11:00'));
  expect(await last()).toBe(Date.parse('2026-11-24T10:00Z'));
  expect(await last('T2')).toBeUndefined();
});
