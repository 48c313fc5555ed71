import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PersonRef } from '../../src/linkedin/person.ts';
import { addAccount } from '../../src/services/add-account.ts';
import type { Call } from '../../src/services/call.ts';
import { changePolicy } from '../../src/services/change-policy.ts';
import { checkPeople } from '../../src/services/check-people.ts';
import { joinPeople } from '../../src/services/join-people.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { objectToContact } from '../../src/services/object-to-contact.ts';
import { recordOutcome } from '../../src/services/record-outcome.ts';
import { restrictAccount } from '../../src/services/restrict-account.ts';
import { setCounter } from '../../src/services/set-counter.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

const dayMs = 24 * 60 * 60 * 1000;
const now = Date.parse('2026-11-24T09:00:00Z');
const jane: PersonRef = { key: 'in:jane-doe', name: 'Jane Doe' };

async function everything(): Promise<string> {
  const tables = ['requests', 'accounts', 'people', 'person_keys', 'invites', 'usage', 'entries', 'notes'];
  const rows = await Promise.all(
    tables.map((table) => database.ledger.sql`select * from ${database.ledger.sql(table)} order by 1, 2`),
  );
  return JSON.stringify(rows);
}

type Of = (given?: Partial<Call>) => Call;
type Situation = {
  readonly name: string;
  readonly codes: readonly string[];
  readonly people?: readonly PersonRef[];
  readonly as?: string;
  readonly arrange: (of: Of) => Promise<unknown>;
};
const ledger = () => database.ledger;
const log = (call: Call, people: readonly PersonRef[], daysAgo: number) =>
  logInvites(ledger(), call, { people, sentAt: now - daysAgo * dayMs });
const past = (of: Of, daysAgo: number, given: Partial<Call> = {}) =>
  of({ ...given, now: now - daysAgo * dayMs });

const situations: readonly Situation[] = [
  { name: 'nothing known', codes: [], arrange: async () => undefined },
  {
    name: 'the same person',
    codes: ['same_person', 'already_pending'],
    arrange: (of) => log(of(), [jane], 3),
  },
  {
    name: 'the same person under another key',
    codes: ['same_person', 'already_pending'],
    arrange: async (of) => {
      await log(of(), [person('jd')], 3);
      await joinPeople(ledger(), of(), { people: [jane, person('jd')] });
    },
  },
  { name: 'a pending invite', codes: ['already_pending'], arrange: (of) => log(of(), [jane], 8) },
  {
    name: 'somebody connected',
    codes: ['already_connected'],
    arrange: async (of) => {
      await log(past(of, 20), [jane], 20);
      await recordOutcome(ledger(), past(of, 10), { outcome: 'accepted', people: [jane] });
    },
  },
  {
    name: 'a reached cap',
    codes: ['cap_reached', 'exposure'],
    arrange: (of) => setCounter(ledger(), of(), { left: 0 }),
  },
  {
    name: 'a restricted account',
    codes: ['restricted'],
    arrange: (of) => restrictAccount(ledger(), of(), { until: now + dayMs }),
  },
  {
    name: 'an account restricted for the second time',
    codes: ['restricted'],
    arrange: async (of) => {
      await restrictAccount(ledger(), past(of, 9), { until: now - 8 * dayMs });
      await restrictAccount(ledger(), of(), { until: null });
    },
  },
  {
    name: 'a teammate’s invite',
    codes: ['teammate_overlap'],
    arrange: (of) => log(of({ userId: 'UTEAM', owner: 'UTEAM' }), [jane], 40),
  },
  {
    name: 'an objection under a joined key',
    codes: ['do_not_contact'],
    arrange: async (of) => {
      await objectToContact(ledger(), of({ userId: 'UTEAM', owner: 'UTEAM' }), { people: [person('jd')] });
      await joinPeople(ledger(), of(), { people: [jane, person('jd')] });
    },
  },
  {
    name: 'a policy of one’s own, with a wait after withdrawing',
    codes: ['after_withdrawal'],
    arrange: async (of) => {
      await changePolicy(ledger(), of({ userId: 'UBOSS', owner: 'UBOSS', isAdmin: true }), {
        preset: 'observed',
      });
      await log(past(of, 20), [jane], 20);
      await recordOutcome(ledger(), past(of, 2), { outcome: 'withdrawn', people: [jane] });
    },
  },
  {
    name: 'a batch that reaches the guide on its way',
    codes: [],
    people: Array.from({ length: 100 }, (_, n) => person(`p${n}`)),
    arrange: (of) => logInvites(ledger(), of(), { people: [], unnamed: 5 }),
  },
  {
    name: 'another account',
    codes: ['teammate_overlap'],
    as: 'founder',
    arrange: async (of) => {
      await addAccount(ledger(), of(), { name: 'founder' });
      await log(of(), [jane], 1);
    },
  },
];

it.each(situations)('judges as the log then does: $name', async ({ name, codes, people, as, arrange }) => {
  const of: Of = (given = {}) => callOf({ workspaceId: name, userId: 'UADA', owner: 'UADA', now, ...given });
  await arrange(of);
  const before = await everything();
  const call = of(as === undefined ? {} : { as });
  const checked = await checkPeople(ledger(), call, { people: people ?? [jane] });
  expect(await everything()).toBe(before);
  const logged = await logInvites(ledger(), call, { people: people ?? [jane] });
  expect(checked.items.map(({ sameAs: _, namesakes: __, ...item }) => item)).toEqual(logged.items);
  expect(checked.items[0]?.reasons.map(({ code }) => code)).toEqual(codes);
});

it('judges a person once, whatever keys they are written by, and says as whom', async () => {
  const call = () => callOf({ workspaceId: 'TTWICE', userId: 'UADA' });
  await joinPeople(ledger(), call(), { people: [jane, person('jd')] });
  const { items } = await checkPeople(ledger(), call(), { people: [jane, person('jd'), jane] });
  expect(items.map(({ person: ref, sameAs }) => [ref?.key, sameAs?.key])).toEqual([
    ['in:jane-doe', undefined],
    ['in:jd', 'in:jane-doe'],
  ]);
  expect(items.map(({ refused }) => refused)).toEqual([false, false]);
});

it('sees nothing of another workspace', async () => {
  await log(callOf({ workspaceId: 'TA', userId: 'UADA' }), [jane], 1);
  await objectToContact(ledger(), callOf({ workspaceId: 'TA', userId: 'UADA' }), { people: [person('sam')] });
  const { items, standing } = await checkPeople(ledger(), callOf({ workspaceId: 'TB', userId: 'UADA' }), {
    people: [person('jane-doe'), person('sam')],
  });
  expect(items.map(({ person: ref, reasons }) => [ref?.name, reasons])).toEqual([
    [undefined, []],
    [undefined, []],
  ]);
  expect(standing.pending).toBe(0);
});

it('refuses an account that is not there', async () => {
  const call = callOf({ workspaceId: 'TB', userId: 'UADA', as: 'founder' });
  await expect(checkPeople(ledger(), call, { people: [jane] })).rejects.toMatchObject({ code: 'bad_input' });
});
