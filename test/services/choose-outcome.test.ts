import { afterAll, beforeAll, expect, it } from 'vitest';
import { chooseOutcome } from '../../src/services/choose-outcome.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { recordOutcome } from '../../src/services/record-outcome.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

const jane = { key: 'name:jane doe', name: 'Jane Doe' } as const;

async function offered(userId: string) {
  const people = [person('jane-doe-1'), person('jane-doe-2')];
  await logInvites(database.ledger, callOf({ userId }), { people });
  const { requestId } = await recordOutcome(database.ledger, callOf({ userId }), {
    outcome: 'accepted',
    people: [jane],
  });
  return { requestId, ordinal: 1 };
}
const outcomesOf = async (owner: string) => {
  const [row] = await database.ledger.sql`
    select count(*)::int as n from entries e join accounts a on a.id = e.account_id
    where a.owner = ${owner} and e.kind = 'accepted'`;
  return row?.n;
};

it('is refused to anybody but the one who typed it', async () => {
  const part = await offered('UTYPED');
  const forged = chooseOutcome(database.ledger, callOf({ userId: 'UOTHER' }), part);
  await expect(forged).rejects.toMatchObject({ code: 'not_allowed' });
  expect(await outcomesOf('UTYPED')).toBe(0);
});

it('is out of date in another workspace, for another kind of request, and for an ordinal that no button has', async () => {
  const part = await offered('UWRONG');
  const logged = await logInvites(database.ledger, callOf({ userId: 'UWRONG' }), { people: [person('x')] });
  const wrong = [
    [callOf({ userId: 'UWRONG', workspaceId: 'T2' }), part],
    [callOf({ userId: 'UWRONG' }), { requestId: logged.requestId, ordinal: 1 }],
    [callOf({ userId: 'UWRONG' }), { ...part, ordinal: 3 }],
    [callOf({ userId: 'UWRONG' }), { ...part, ordinal: 26 }],
    [callOf({ userId: 'UWRONG' }), { requestId: part.requestId + 1_000, ordinal: 1 }],
  ] as const;
  for (const [call, which] of wrong) {
    await expect(chooseOutcome(database.ledger, call, which)).rejects.toMatchObject({ code: 'bad_input' });
  }
  expect(await outcomesOf('UWRONG')).toBe(0);
});

it('records one of 20 presses at once, on either of two people', async () => {
  const part = await offered('UPRESSES');
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      chooseOutcome(database.ledger, callOf({ userId: 'UPRESSES' }), { ...part, ordinal: 1 + (n % 2) }),
    ),
  );
  expect(answers.filter(({ kind }) => kind === 'outcome')).toHaveLength(1);
  expect(answers.filter(({ kind }) => kind === 'already_chosen')).toHaveLength(19);
  expect(await outcomesOf('UPRESSES')).toBe(1);
});

it('gives a repeated delivery of the command what was chosen since', async () => {
  const userId = 'UREPEAT';
  await logInvites(database.ledger, callOf({ userId }), {
    people: [person('jane-doe-1'), person('jane-doe-2')],
  });
  const call = callOf({ userId });
  const told = { outcome: 'accepted', people: [jane] } as const;
  const { requestId } = await recordOutcome(database.ledger, call, told);
  const chosen = await chooseOutcome(database.ledger, callOf({ userId }), { requestId, ordinal: 2 });
  expect(await recordOutcome(database.ledger, call, told)).toEqual(chosen);
  expect(await outcomesOf(userId)).toBe(1);
});
