import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dismissRefusals } from '../../src/services/dismiss-refusals.ts';
import { logAnyway } from '../../src/services/log-anyway.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { welcome } from '../../src/services/welcome.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

let people = 0;
async function refused(userId = 'U1') {
  people += 1;
  const input = { people: [person(`p-${people}`)] };
  await logInvites(database.ledger, callOf({ userId }), input);
  return logInvites(database.ledger, callOf({ userId }), input);
}
const dismiss = (requestId: number, given: Parameters<typeof callOf>[0] = {}) =>
  dismissRefusals(database.ledger, callOf(given), { requestId });
const count = async (table: string) => {
  const [row] = await database.ledger.sql`select count(*)::int as n from ${database.ledger.sql(table)}`;
  return row?.n;
};

describe('dismissRefusals', () => {
  it('settles once, of many clicks and a Log Anyway at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { requestId } = await refused();
      const before = await count('invites');
      const answers = await Promise.all([
        dismiss(requestId),
        logAnyway(database.ledger, callOf({}), { requestId }),
        dismiss(requestId),
        dismiss(requestId),
      ]);
      const kinds = answers.map(({ kind }) => kind).sort();
      const isLogged = kinds.includes('log_anyway');
      expect(kinds).toEqual([
        ...Array.from({ length: 3 }, () => 'already_settled'),
        isLogged ? 'log_anyway' : 'dismissed',
      ]);
      const settled = answers.filter((answer) => answer.kind === 'already_settled');
      expect(settled.map(({ notSent }) => notSent)).toEqual(
        Array.from({ length: 3 }, () => (isLogged ? undefined : true)),
      );
      expect(await count('invites')).toBe(isLogged ? (before ?? 0) + 1 : before);
    }
  });

  it('gives a repeated delivery the first answer', async () => {
    const { requestId } = await refused();
    const first = await dismiss(requestId, { requestKey: 'the same press' });
    expect(await dismiss(requestId, { requestKey: 'the same press' })).toEqual(first);
  });

  it('writes nothing for anybody but who logged it, nor for another workspace or a request without refusals', async () => {
    const { requestId } = await refused();
    const fine = await logInvites(database.ledger, callOf({}), { people: [person('fine')] });
    const before = await count('requests');
    await expect(dismiss(requestId, { userId: 'U2' })).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(dismiss(requestId, { userId: 'U2', isAdmin: true })).rejects.toMatchObject({
      code: 'not_allowed',
    });
    await expect(dismiss(requestId, { workspaceId: 'T2' })).rejects.toMatchObject({ code: 'bad_input' });
    await expect(dismiss(fine.requestId)).rejects.toMatchObject({ code: 'bad_input' });
    expect(await count('requests')).toBe(before);
    expect(await dismiss(requestId)).toMatchObject({ kind: 'dismissed' });
  });
});

describe('welcome', () => {
  const start = (userId: string, type: 'free' | 'business_plus' | 'sales_navigator') =>
    welcome(database.ledger, callOf({ userId }), { type });
  const typeOf = async (owner: string) => {
    const [row] = await database.ledger.sql`select type from accounts where owner = ${owner}`;
    return row?.type;
  };

  it('is answered once, of two clicks at the same moment', async () => {
    const answers = await Promise.all([start('UW1', 'business_plus'), start('UW1', 'sales_navigator')]);
    const [first] = answers.filter(({ isNew }) => isNew);
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await typeOf('UW1')).toBe(first?.accountType);
    const [other] = answers.filter(({ isNew }) => !isNew);
    expect(other?.accountType).toBe(first?.accountType);
  });

  it('changes the type of who had logged before, and keeps what they chose for themselves', async () => {
    await logInvites(database.ledger, callOf({ userId: 'UW2' }), { people: [person('w2')] });
    await database.ledger.sql`
      insert into teammates (workspace_id, user_id, team, notices) values ('T1', 'UW2', 3, false)`;
    expect(await start('UW2', 'sales_navigator')).toMatchObject({ isNew: true, from: 'free' });
    expect(await typeOf('UW2')).toBe('sales_navigator');
    const [row] = await database.ledger.sql`
      select team, notices, welcomed_at is not null as welcomed from teammates where user_id = 'UW2'`;
    expect(row).toEqual({ team: 3, notices: false, welcomed: true });
  });
});
