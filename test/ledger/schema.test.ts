import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as schema from '../../src/ledger/schema.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { callOf, person } from '../services/call.ts';
import { createTestLedger, type TestLedger } from './database.ts';

const tables = Object.values(schema)
  .filter((value) => value instanceof PgTable)
  .map(getTableConfig);

describe.each(tables.map((table) => [table.name, table] as const))('%s', (_, table) => {
  it('is keyed by workspace first', () => {
    const [key] = table.primaryKeys;
    expect(key?.columns[0]?.name).toBe('workspace_id');
    for (const unique of table.uniqueConstraints) expect(unique.columns[0]?.name).toBe('workspace_id');
  });

  it('points to nothing outside its workspace', () => {
    for (const foreignKey of table.foreignKeys) {
      const { columns, foreignColumns } = foreignKey.reference();
      expect([columns[0]?.name, foreignColumns[0]?.name]).toEqual(['workspace_id', 'workspace_id']);
    }
  });
});

describe('entries', () => {
  let database: TestLedger;
  beforeAll(async () => {
    database = await createTestLedger({ verified: false }); // the entries are erased and the rest is left
    await logInvites(database.ledger, callOf({}), { people: [person('jane-doe')] });
  });
  afterAll(() => database.drop());

  it.each([
    ['UPDATE', 'update entries set actor = $1', ['U2']],
    ['DELETE', 'delete from entries where actor <> $1', ['U2']],
    ['TRUNCATE', 'truncate entries', []],
  ])('refuses %s', async (_, statement, parameters) => {
    await expect(database.ledger.sql.unsafe(statement, parameters)).rejects.toMatchObject({ code: '23001' });
  });

  it('can be erased with the whole workspace, and only by a transaction that names it', async () => {
    const { sql } = database.ledger;
    const erase = (workspace: string) =>
      sql.begin(async (tx) => {
        await tx`select set_config('headroom.erase_workspace', ${workspace}, true)`;
        await tx`delete from entries where workspace_id = 'T1'`;
      });
    await expect(erase('T2')).rejects.toMatchObject({ code: '23001' });
    await erase('T1');
    const [row] = await sql`select count(*)::int as n from entries`;
    expect(row?.n).toBe(0);
  });
});
