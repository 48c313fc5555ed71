import { afterAll, beforeAll, expect, it } from 'vitest';
import { logInvites } from '../../src/services/log-invites.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

const stored = async (userId: string) => {
  const [row] = await database.ledger.sql`
    select (select sum(sent)::int from usage where account_id = a.id) as used,
      (select count(*)::int from invites where account_id = a.id) as invites,
      (select count(*)::int from entries where account_id = a.id and kind = 'sent') as entries
    from accounts a where owner = ${userId}`;
  return row;
};

it('counts every one of 50 logs of one account that arrive at once, each seeing those before it', async () => {
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      logInvites(database.ledger, callOf({ userId: 'U50' }), { people: [person(`p${n}`)] }),
    ),
  );
  expect(await stored('U50')).toEqual({ used: 50, invites: 50, entries: 50 });
  const pending = answers.map((answer) => answer.standing.pending).sort((a, b) => a - b);
  expect(pending).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
});

it('records one of 20 logs of one person that arrive at once, and refuses the others', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      logInvites(database.ledger, callOf({ userId: 'U20' }), { people: [person('same')] }),
    ),
  );
  const refused = answers.flatMap((answer) => answer.items.filter((item) => item.refused));
  expect(refused).toHaveLength(19);
  expect(await stored('U20')).toEqual({ used: 1, invites: 1, entries: 1 });
});

it('gives the first answer to 10 deliveries of one request that arrive at once', async () => {
  const call = callOf({ userId: 'U10' });
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => logInvites(database.ledger, call, { people: [person('again')] })),
  );
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(await stored('U10')).toEqual({ used: 1, invites: 1, entries: 1 });
});
