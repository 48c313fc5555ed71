import type { TransactionSql } from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Difference, maxListed, type Verified, verifyLedger } from '../../src/ledger/verify.ts';
import { matters } from '../../src/ledger/verify-matters.ts';
import { createTestLedger, type TestLedger } from './database.ts';
import { writeMixedHistory } from './mixed-history.ts';

const tables = ['accounts', 'people', 'person_links', 'invites', 'notes', 'usage', 'entries'] as const;

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
  const { ledger } = database;
  await writeMixedHistory(ledger);
  await ledger.sql`create schema untouched`;
  for (const table of tables)
    await ledger.sql.unsafe(`create table untouched.${table} as select * from public.${table}`);
});
afterEach(async () => {
  await unchecked(async (tx) => {
    for (const table of tables)
      await tx.unsafe(`delete from ${table}; insert into ${table} select * from untouched.${table}`);
  });
});
afterAll(() => database.drop());

/** Changes tables as no statement of ours could: without foreign keys and triggers. */
async function unchecked(change: (tx: TransactionSql) => Promise<unknown>): Promise<void> {
  await database.ledger.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await change(tx);
  });
}

async function verified(): Promise<readonly Verified[]> {
  const session = database.ledger.session();
  try {
    return await verifyLedger(session);
  } finally {
    await session.end();
  }
}

const listed = async (): Promise<Difference[]> =>
  (await verified()).flatMap(({ differences }) => differences);

it('agrees with a history of every kind of fact', async () => {
  const all = await verified();
  expect(all.map(({ matter }) => matter)).toEqual(matters.map(({ name }) => name));
  expect(all.flatMap(({ differences }) => differences)).toEqual([]);
  for (const { compared, matter } of all)
    expect([matter, compared]).toEqual([matter, expect.toSatisfy(isMany)]);
});
const isMany = (count: number) => count >= 2;

it('takes a usage row of zeros for none', async () => {
  await unchecked(
    (tx) => tx`
    insert into usage (workspace_id, account_id, resource, local_date)
    select workspace_id, id, 'page', '2020-01-01' from accounts`,
  );
  expect(await listed()).toEqual([]);
});

/** The row that a tampering is about, in workspace T2. */
const anInvite = `workspace_id = 'T2' and id = (select min(id) from invites where workspace_id = 'T2' and state = 'pending' and person_id is not null)`;
const anAcceptance = `workspace_id = 'T2' and id = (select min(id) from entries where workspace_id = 'T2' and kind = 'accepted')`;
const aDay = `workspace_id = 'T2' and resource = 'connection' and local_date = '2026-11-20' and account_id = (select min(id) from accounts where workspace_id = 'T2')`;
const first = `workspace_id = 'T2' and name = '' and owner = 'U1'`;
const theOther = (table: string, not: string) =>
  `(select min(id) from ${table} where workspace_id = 'T2' and id <> ${not})`;

const tamperings: readonly (readonly [what: string, sql: string, found: readonly string[]])[] = [
  ...['sent', 'sent_exempt', 'accepted', 'accepted_exempt', 'notes', 'counter', 'exposure_said'].map(
    (count) =>
      [
        `${count} of a day`,
        `update usage set ${count} = ${count} + 1 where ${aDay}`,
        [`usage ${count}`],
      ] as const,
  ),
  [
    'a negative counter',
    `update usage set counter = 0 where workspace_id = 'T2' and counter < 0`,
    ['usage counter'],
  ],
  [
    'a lost day',
    `delete from usage where ${aDay}`,
    ['sent', 'sent_exempt', 'accepted', 'accepted_exempt', 'notes'].map((count) => `usage ${count}`),
  ],
  [
    'a day of nobody',
    `insert into usage (workspace_id, account_id, resource, local_date, sent) select workspace_id, id, 'page', '2020-01-01', 4 from accounts where ${first}`,
    ['usage sent'],
  ],
  ['a lost invite', `delete from invites where ${anInvite}`, ['invites row']],
  [
    'a lost invite with an outcome',
    `delete from invites where workspace_id = 'T2' and state = 'declined'`,
    ['invites row', 'invites row'],
  ],
  [
    'an invite that nobody sent',
    `insert into invites (workspace_id, account_id, sent_at, state, state_at) select workspace_id, id, now(), 'pending', now() from accounts where ${first}`,
    ['invites row'],
  ],
  ['the state of an invite', `update invites set state = 'ignored' where ${anInvite}`, ['invites state']],
  [
    'an outcome that was forgotten',
    `update invites set state = 'pending' where workspace_id = 'T2' and state = 'declined'`,
    ['invites state'],
  ],
  [
    'the instant of a state',
    `update invites set state_at = state_at + interval '1 ms' where ${anInvite}`,
    ['invites state_at'],
  ],
  [
    'the instant of a send',
    `update invites set sent_at = sent_at - interval '1 ms' where ${anInvite}`,
    ['invites sent_at'],
  ],
  ['the exempt flag', `update invites set exempt = not exempt where ${anInvite}`, ['invites exempt']],
  [
    'the account of an invite',
    `update invites set account_id = ${theOther('accounts', 'account_id')} where ${anInvite}`,
    ['invites account_id'],
  ],
  [
    'the person of an invite',
    `update invites set person_id = ${theOther('people', 'person_id')} where ${anInvite}`,
    ['invites person_id'],
  ],
  [
    'the person of an outcome',
    `update entries set person_id = ${theOther('people', 'person_id')} where ${anAcceptance}`,
    ['invites person_id'],
  ],
  [
    'an outcome of a send that was taken back',
    `update entries set invite_id = (select invite_id from entries where workspace_id = 'T2' and kind = 'undone' and invite_id is not null) where workspace_id = 'T2' and kind = 'declined'`,
    ['invites state', 'invites state_at', 'invites row'],
  ],
  ['the type of an account', `update accounts set type = 'free' where ${first}`, ['accounts type']],
  [
    'the type of an account whose only change was taken back',
    `update accounts set type = 'sales_navigator' where workspace_id = 'T2' and name = 'former'`,
    ['accounts type'],
  ],
  ['the zone of an account', `update accounts set zone = 'UTC' where ${first}`, ['accounts zone']],
  [
    'an account put away',
    `update accounts set removed_at = now() where workspace_id = 'T2' and name = 'founder'`,
    ['accounts removed'],
  ],
  ['a first account put away', `update accounts set removed_at = now() where ${first}`, ['accounts removed']],
  [
    'an account brought back',
    `update accounts set removed_at = null where workspace_id = 'T2' and name = 'former'`,
    ['accounts removed'],
  ],
  [
    'a lost link',
    `delete from person_links where workspace_id = 'T2' and person_id = (select min(person_id) from person_links where workspace_id = 'T2')`,
    ['person_links row'],
  ],
  [
    'a link that was taken back',
    `insert into person_links select workspace_id, least(person_id, (detail ->> 'other')::bigint), greatest(person_id, (detail ->> 'other')::bigint) from entries e where workspace_id = 'T2' and kind = 'joined' and not exists (select from person_links l where e.person_id in (l.person_id, l.other_id))`,
    ['person_links row'],
  ],
  [
    'the group of one of three',
    `update people set group_id = id where workspace_id = 'T2' and group_id < id and id = (select max(id) from people where workspace_id = 'T2' and group_id is not null)`,
    ['people group_id'],
  ],
  [
    'one of three without a group',
    `update people set group_id = null where workspace_id = 'T2' and id = group_id`,
    ['people row'],
  ],
  [
    'somebody with a group of nobody',
    `update people set group_id = id where workspace_id = 'T2' and id = (select max(id) from people where workspace_id = 'T2')`,
    ['people row'],
  ],
  [
    'a note without its invite',
    `insert into notes values ('T2', 999999, 'U1', 'A secret note')`,
    ['notes row'],
  ],
  [
    'what was taken back, but never was',
    `update entries set undone_request_id = 999999 where workspace_id = 'T2' and kind = 'undone' and id = (select max(id) from entries where workspace_id = 'T2' and kind = 'undone' and invite_id is null)`,
    ['person_links row', 'people row', 'people row', 'entries row'],
  ],
];

describe('finds', () => {
  it.each(tamperings)('%s', async (_, statement, found) => {
    await unchecked((tx) => tx.unsafe(statement));
    const differences = await listed();
    expect(differences.map(({ table, column }) => `${table} ${column}`)).toEqual(found);
    expect(new Set(differences.map(({ workspaceId }) => workspaceId))).toEqual(new Set(['T2']));
    expect(differences.every(({ stored, expected }) => stored !== expected)).toBe(true);
    expect(JSON.stringify(differences)).not.toMatch(/secret/i);
  });

  it('says which row, what is stored and what the entries say', async () => {
    const [row] = await database.ledger
      .sql`select account_id, sent from usage where ${database.ledger.sql.unsafe(aDay)}`;
    await unchecked((tx) => tx.unsafe(`update usage set sent = sent + 2 where ${aDay}`));
    expect(await listed()).toEqual([
      {
        workspaceId: 'T2',
        table: 'usage',
        key: `${row?.account_id} connection 2026-11-20`,
        column: 'sent',
        stored: String(row?.sent + 2),
        expected: String(row?.sent),
      },
    ]);
  });

  it('counts every row that differs and lists the first', async () => {
    await unchecked((tx) => tx`update invites set state_at = state_at + interval '1 day'`);
    const [invites] = await verified();
    expect(invites?.differing).toBe(invites?.compared);
    expect(invites?.differing).toBeGreaterThan(maxListed);
    expect(invites?.differences).toHaveLength(maxListed);
  });
});

it('sees one snapshot, whatever is written while it runs', async () => {
  const { sql } = database.ledger;
  let running: Promise<readonly Verified[]> | undefined;
  await sql.begin(async (tx) => {
    await tx`lock table person_links in access exclusive mode`;
    running = verified();
    const waiting = () => tx<{ n: number }[]>`select count(*)::int as n from pg_locks where not granted`;
    await expect.poll(async () => (await waiting())[0]?.n, { timeout: 5_000 }).toBe(1);
    await unchecked((other) => other`insert into notes values ('T2', 999999, 'U1', 'A secret note')`);
  });
  expect((await running)?.every(({ differing }) => differing === 0)).toBe(true);
  expect(await listed()).toHaveLength(1);
});

it('does not take a database without tables for one that agrees', async () => {
  const empty = await createTestLedger({ empty: true });
  const session = empty.ledger.session();
  await expect(verifyLedger(session)).rejects.toMatchObject({ code: '42P01' });
  await session.end();
  await empty.drop();
});

it('fails a test file that leaves something else than its entries say', async () => {
  const careless = await createTestLedger();
  const { sql } = careless.ledger;
  await sql`insert into people (workspace_id, id, group_id) values ('T1', 1, 1)`;
  await expect(careless.drop()).rejects.toThrow('the ledger is not as its entries say');
  const [left] = await database.ledger
    .sql`select count(*)::int as n from pg_database where datname = ${nameOf(careless)}`;
  expect(left?.n).toBe(0);
});
const nameOf = ({ url }: TestLedger) => new URL(url).pathname.slice(1);
