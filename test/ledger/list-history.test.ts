import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listHistory, listHistoryAbout } from '../../src/ledger/list-history.ts';
import { listPending } from '../../src/ledger/list-pending.ts';
import { listPeople } from '../../src/ledger/list-people.ts';
import type { Query, Value } from '../../src/ledger/statement.ts';
import type { Tx } from '../../src/ledger/transact.ts';
import { createTestLedger, type TestLedger } from './database.ts';

let database: TestLedger;
/** 40,000 invites of 200 accounts to 8,000 people; account 1 is the busiest of all. */
beforeAll(async () => {
  database = await createTestLedger({ verified: false });
  const { sql } = database.ledger;
  await sql`
    insert into accounts (workspace_id, owner, type, zone, created_at)
    select 'T1', 'U' || n, 'free', 'UTC', now() from generate_series(1, 200) n`;
  await sql`insert into people (workspace_id, name) select 'T1', 'Person ' || n from generate_series(1, 8000) n`;
  await sql`
    insert into person_keys (workspace_id, key, person_id) select 'T1', 'in:person-' || n, n from generate_series(1, 8000) n`;
  await sql`
    insert into invites (workspace_id, account_id, person_id, sent_at, state, state_at)
    select 'T1', case when n % 3 = 0 then 1 else n % 200 + 1 end, n % 8000 + 1, now() - n * interval '1 minute',
      case when n % 2 = 0 then 'pending' else 'accepted' end, now()
    from generate_series(1, 40000) n`;
  await sql`
    insert into entries (workspace_id, request_id, ordinal, kind, account_id, actor, on_behalf, person_id, invite_id,
      happened_at, local_date, recorded_at, source)
    select 'T1', id, 0, 'sent', account_id, 'U' || (id % 200 + 1), id % 50 = 0, person_id, id, sent_at, sent_at::date, sent_at,
      'command'
    from invites`;
  await sql`analyze`;
}, 120_000);
afterAll(() => database.drop());

type Plan = {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Plan[];
};

type Explained = { readonly 'QUERY PLAN': readonly { readonly Plan: Plan }[] };

/** How the server carries out what a query asks: for these values (with what it met), and for any. */
async function plansOf(ask: (tx: Tx) => Promise<unknown>) {
  const { db, sql } = database.ledger;
  const asked: Query[] = [];
  const run: Tx['run'] = async (query) => {
    asked.push(query);
    return db.run(query);
  };
  await ask(Object.assign(Object.create(db) as Tx, { run }));
  const [query] = asked;
  if (!query) throw new Error('nothing was asked');
  const explain = async (options: string, values: readonly Value[]) => {
    const text = `explain (${options}, format json) ${query.text}`;
    const [row] = await sql.unsafe<Explained[]>(text, [...values]);
    const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)];
    return (row?.['QUERY PLAN'] ?? []).flatMap(({ Plan: plan }) => flat(plan));
  };
  return { met: await explain('analyze', query.values), generic: await explain('generic_plan', []) };
}

const indexesOf = (plans: readonly Plan[]) => plans.flatMap((plan) => plan['Index Name'] ?? []);
const large = ['entries', 'invites', 'people', 'person_keys'];
const scannedIn = (plans: readonly Plan[]) =>
  plans.filter((plan) => plan['Node Type'] === 'Seq Scan' && large.includes(plan['Relation Name'] ?? ''));

const reader = { workspaceId: 'T1', reader: 'U1', everybody: false };

describe.each([
  {
    name: 'a member’s history',
    ask: (tx: Tx) => listHistory(tx, reader),
    indexes: ['entries_by_account', 'entries_on_behalf'],
    most: 2_000,
  },
  {
    name: 'the history of a person',
    ask: (tx: Tx) => listHistoryAbout(tx, reader, [4, 5, 6]),
    indexes: ['entries_by_person'],
    most: 2_000,
  },
  {
    name: 'people by their keys',
    ask: (tx: Tx) => listPeople(tx, 'T1', ['in:person-1', 'in:person-2']),
    indexes: ['person_keys_workspace_id_key_pk'],
    most: 100,
  },
])('$name', ({ ask, indexes, most }) => {
  it('is read by indexes, and no further than it reaches', async () => {
    const { met, generic } = await plansOf(ask);
    for (const plans of [met, generic]) {
      expect(indexesOf(plans)).toEqual(expect.arrayContaining(indexes));
      expect(scannedIn(plans)).toEqual([]);
    }
    const read = met.filter((plan) => plan['Relation Name'] !== undefined);
    expect(Math.max(...read.map((plan) => plan['Actual Rows'] * plan['Actual Loops']))).toBeLessThan(most);
  });
});

it('gives 20 lines of the busiest account, the newest first', async () => {
  const entries = await listHistory(database.ledger.db, reader);
  expect(entries).toHaveLength(20);
  expect(entries.every(({ owner, actor }) => owner === 'U1' || actor === 'U1')).toBe(true);
});

it('finds the oldest pending ones of the busiest account by their index', async () => {
  const ask = (tx: Tx) =>
    listPending(tx, { workspaceId: 'T1', owner: 'U1', accountName: null, sentAfter: 0 });
  const { met, generic } = await plansOf(ask);
  for (const plans of [met, generic]) {
    expect(indexesOf(plans)).toContain('invites_pending');
    expect(scannedIn(plans)).toEqual([]);
  }
  const [account] = (await ask(database.ledger.db)).accounts;
  expect(account?.oldest).toHaveLength(30);
  expect(account?.named).toBeGreaterThan(5_000);
});
