import { afterAll, beforeAll, expect, it } from 'vitest';
import { logAnyway } from '../../src/services/log-anyway.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

async function refused(workspaceId = 'T1', userId = 'U1') {
  const { ledger } = database;
  await logInvites(ledger, callOf({ workspaceId, userId }), { people: [person('jane-doe')] });
  return logInvites(ledger, callOf({ workspaceId, userId }), { people: [person('jane-doe')] });
}

const counted = async () => {
  const [row] = await database.ledger.sql`select count(*)::int as n from invites`;
  return row?.n;
};

it('records nothing for anybody but the one who typed it', async () => {
  const { requestId } = await refused();
  const before = await counted();
  const forged = logAnyway(database.ledger, callOf({ userId: 'U2' }), { requestId });
  await expect(forged).rejects.toMatchObject({ code: 'not_allowed' });
  expect(await counted()).toBe(before);
});

it('records nothing for a request of another workspace', async () => {
  const { requestId } = await refused();
  const before = await counted();
  const foreign = logAnyway(database.ledger, callOf({ workspaceId: 'T2', userId: 'U1' }), { requestId });
  await expect(foreign).rejects.toMatchObject({ code: 'bad_input' });
  expect(await counted()).toBe(before);
});

it('records nothing for a request without refusals', async () => {
  const { requestId } = await logInvites(database.ledger, callOf({}), { people: [person('sam-lee')] });
  const pressed = logAnyway(database.ledger, callOf({}), { requestId });
  await expect(pressed).rejects.toMatchObject({ code: 'bad_input' });
});

it('records for a teammate in their zone, and only while the presser is a manager', async () => {
  const { ledger } = database;
  const owner = 'U0OWNER';
  await logInvites(ledger, callOf({ userId: owner, zone: 'Asia/Tokyo' }), { people: [person('jane')] });
  const manager = { userId: 'U0BOSS', owner, zone: 'Asia/Tokyo', isAdmin: true };
  const { requestId } = await logInvites(ledger, callOf(manager), { people: [person('jane')] });
  const presser = { userId: 'U0BOSS', owner: 'U0BOSS', zone: 'America/New_York' };
  await expect(logAnyway(ledger, callOf(presser), { requestId })).rejects.toMatchObject({
    code: 'not_allowed',
  });
  await logAnyway(ledger, callOf({ ...presser, isAdmin: true }), { requestId });
  const accounts = await ledger.sql`select zone from accounts where owner = ${owner}`;
  expect(accounts).toEqual([{ zone: 'Asia/Tokyo' }]);
});

it('leaves out who was typed twice in one command', async () => {
  const { ledger } = database;
  const call = () => callOf({ userId: 'U0TWICE' });
  await logInvites(ledger, call(), { people: [person('ann')] });
  const batch = await logInvites(ledger, call(), { people: [person('ann'), person('zoe'), person('zoe')] });
  expect(batch.items.map(({ refused, repeated }) => [refused, repeated])).toEqual([
    [true, undefined],
    [false, undefined],
    [true, true],
  ]);
  const anyway = await logAnyway(ledger, call(), { requestId: batch.requestId });
  expect(anyway.kind === 'log_anyway' && anyway.items.map((item) => item.person?.key)).toEqual(['in:ann']);
});
