import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonRef } from '../../src/linkedin/person.ts';
import { changeAccountType } from '../../src/services/change-account-type.ts';
import { changePolicy } from '../../src/services/change-policy.ts';
import { checkPeople } from '../../src/services/check-people.ts';
import { joinPeople } from '../../src/services/join-people.ts';
import { logAnyway } from '../../src/services/log-anyway.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { daysOf, spreadOver } from '../../src/services/send-spread.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());
const ledger = () => database.ledger;

const now = Date.parse('2026-11-26T15:00:00Z');
/** Monday to Thursday, at noon in Berlin. */
const week = [23, 24, 25, 26].map((day) => Date.parse(`2026-11-${day}T11:00:00Z`));
const [monday = 0, tuesday = 0, , thursday = 0] = week;
const people = (count: number): PersonRef[] => Array.from({ length: count }, (_, n) => person(`p${n}`));
const calls = (userId: string) => () => callOf({ workspaceId: 'TSPREAD', userId, owner: userId, now });

const recorded = async (userId: string) => {
  const rows = await ledger().sql<{ key: string; date: string; estimated: string | null; sent: number }[]>`
    select k.key, e.local_date::text as date, e.detail ->> 'estimated' as estimated,
      (select sent from usage u where u.account_id = e.account_id and u.local_date = e.local_date) as sent
    from entries e join accounts a on a.id = e.account_id join person_keys k on k.person_id = e.person_id
    where e.kind = 'sent' and a.owner = ${userId} order by e.request_id, e.ordinal`;
  return [...rows];
};

describe('the days of a spread', () => {
  it('share people out evenly, in their order', () => {
    for (const count of [1, 2, 3, 4, 7, 100]) {
      const instants = spreadOver(week, count);
      expect(instants).toEqual(instants.toSorted((a, b) => a - b));
      const loads = week.map((at) => instants.filter((one) => one === at).length);
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
    }
  });

  it('keep who is written twice on one day', () => {
    const [one, two] = [person('one'), person('two')];
    expect(daysOf([one, two, one], [1, 2, 3], ({ key }) => key)).toEqual([
      { at: 1, places: [0, 2], people: [one, one] },
      { at: 2, places: [1], people: [two] },
    ]);
  });
});

it('records each on its day, in one request, and says the same to a repeated delivery', async () => {
  const call = calls('UA')();
  const answer = await logInvites(ledger(), call, { people: people(6), spread: week });
  expect(answer.items.map(({ sentAt }) => sentAt)).toEqual(spreadOver(week, 6));
  expect(await recorded('UA')).toEqual(
    ['23', '23', '24', '25', '25', '26'].map((day, n) => ({
      key: `in:p${n}`,
      date: `2026-11-${day}`,
      estimated: 'true',
      sent: day === '23' || day === '25' ? 2 : 1,
    })),
  );
  expect(answer.standing.pending).toBe(6);
  expect(await logInvites(ledger(), call, { people: people(6), spread: week })).toEqual(answer);
  expect(await recorded('UA')).toHaveLength(6);
});

it('judges each on its day as its own log would be, and as the check says before', async () => {
  const of = calls('UB');
  const boss = callOf({ workspaceId: 'TSPREAD', userId: 'UBOSS', owner: 'UBOSS', isAdmin: true, now });
  await changePolicy(ledger(), boss, { preset: 'observed' });
  // 25 a day are allowed: Tuesday has room for one more.
  await logInvites(ledger(), of(), { people: [], unnamed: 24, sentAt: tuesday });
  await logInvites(ledger(), of(), { people: [person('b7')], sentAt: monday - 1_000 });
  const typed = Array.from({ length: 8 }, (_, n) => person(`b${n}`));
  const input = { people: typed, spread: week, manner: { marks: [], note: 'Hello' } };
  const checked = await checkPeople(ledger(), of(), input);
  const logged = await logInvites(ledger(), of(), input);
  expect(checked.items.map(({ sameAs: _, namesakes: __, ...item }) => item)).toEqual(logged.items);
  expect(logged.items.map(({ refused }) => refused)).toEqual([
    false,
    false,
    false,
    true,
    false,
    false,
    false,
    true,
  ]);
  expect(logged.items[3]?.reasons[0]).toMatchObject({ code: 'cap_reached', verdict: 'block' });
  expect(logged.items[7]?.reasons[0]).toMatchObject({ code: 'same_person', verdict: 'block' });

  const anyway = await logAnyway(ledger(), of(), { requestId: logged.requestId });
  if (anyway.kind !== 'log_anyway') throw new Error('they were settled before');
  expect(anyway.items.map(({ sentAt, refused }) => [sentAt, refused])).toEqual([
    [tuesday, false],
    [thursday, false],
  ]);
  expect((await recorded('UB')).slice(-2)).toMatchObject([
    { key: 'in:b3', date: '2026-11-24', estimated: 'true', sent: 26 },
    { key: 'in:b7', date: '2026-11-26', estimated: 'true' },
  ]);
  await changePolicy(ledger(), { ...boss, requestKey: 'back' }, { preset: 'article' });
});

it('judges a past day under the account type of then, and the check does too', async () => {
  const of = calls('UC');
  const note = 'x'.repeat(250);
  await logInvites(ledger(), of(), { people: [person('c0')], sentAt: monday - 1_000 });
  await changeAccountType(
    ledger(),
    callOf({ workspaceId: 'TSPREAD', userId: 'UC', owner: 'UC', now: tuesday + 1_000 }),
    { type: 'business_plus' },
  );
  const input = {
    people: [1, 2, 3, 4].map((n) => person(`c${n}`)),
    spread: week,
    manner: { marks: [], note },
  };
  const checked = await checkPeople(ledger(), of(), input);
  const { items } = await logInvites(ledger(), of(), input);
  const codes = items.map(({ reasons }) => reasons.map(({ code }) => code));
  expect(codes.map((all) => all.includes('note_too_long'))).toEqual([true, true, false, false]);
  expect(checked.items.map(({ reasons }) => reasons.map(({ code }) => code))).toEqual(codes);
});

it('refuses who is written twice, under another key of theirs too', async () => {
  const of = calls('UD');
  await joinPeople(ledger(), of(), { people: [person('d1'), person('d2')] });
  const typed = [person('d1'), person('d3'), person('d4'), person('d2'), person('d3')];
  const { items } = await logInvites(ledger(), of(), { people: typed, spread: week });
  expect(items.map(({ refused, repeated }) => [refused, repeated])).toEqual([
    [false, undefined],
    [false, undefined],
    [false, undefined],
    [true, true],
    [true, true],
  ]);
  expect(await recorded('UD')).toHaveLength(3);
});

it('does not wait in a circle with another that names the same people the other way round', async () => {
  const typed = people(40).map(({ key }) => person(`e${key.slice(3)}`));
  const answers = await Promise.all(
    ['UE1', 'UE2', 'UE3', 'UE4'].map((userId, n) =>
      logInvites(ledger(), calls(userId)(), { people: n % 2 ? typed.toReversed() : typed, spread: week }),
    ),
  );
  for (const { items } of answers) expect(items.filter(({ refused }) => !refused)).toHaveLength(40);
});
