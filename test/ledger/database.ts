import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import { inject } from 'vitest';
import { connectLedger, type Ledger } from '../../src/ledger/connect.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { databaseUrl } from '../postgres.ts';

export type TestLedger = {
  readonly ledger: Ledger;
  readonly url: string;
  /** Closes the ledger and drops its database; fails when a test left a connection open, or other than its entries say. */
  drop(): Promise<void>;
};

type Options = {
  /** From PostgreSQL's own template, without tables. */
  readonly empty?: boolean;
  /** False for a file that writes derived tables by hand. */
  readonly verified?: boolean;
};

/** A database of this file's own, copied from the migrated template, and a ledger on it. */
export async function createTestLedger(options: Options = {}): Promise<TestLedger> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(
    (admin) =>
      admin`create database ${admin(name)} template ${admin(options.empty ? 'template1' : 'headroom_template')}`,
  );
  const url = databaseUrl(inject('postgresUrl'), name);
  const ledger = connectLedger({ hashKey: 'of tests', url });
  const drop = async () => {
    const complaint = options.empty || options.verified === false ? undefined : await complaintAbout(ledger);
    await ledger.close();
    await administer(async (admin) => {
      const leaked = await connectionsLeft(admin, name);
      await admin`drop database ${admin(name)} with (force)`;
      if (leaked.length > 0) throw new Error(`connections left open: ${leaked.join(', ')}`);
    });
    if (complaint !== undefined) throw new Error(complaint);
  };
  return { ledger, url, drop };
}

/** What the tests left that is not as the entries say (limits.md, law 7). */
async function complaintAbout(ledger: Ledger): Promise<string | undefined> {
  const session = ledger.session();
  try {
    const differences = (await verifyLedger(session)).flatMap((matter) => matter.differences);
    if (differences.length === 0) return undefined;
    return `the ledger is not as its entries say: ${JSON.stringify(differences, undefined, 2)}`;
  } finally {
    await session.end();
  }
}

async function administer<T>(work: (admin: Sql) => Promise<T>): Promise<T> {
  const admin = postgres(inject('postgresUrl'), { max: 1, onnotice: () => {} });
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** The names of those still connected when the server has had time to see the others go. */
async function connectionsLeft(admin: Sql, database: string): Promise<string[]> {
  for (const endsAt = performance.now() + 3_000; ; await wait(20)) {
    const rows = await admin<{ name: string }[]>`
      select application_name as name from pg_stat_activity
      where datname = ${database} and backend_type = 'client backend'`;
    if (rows.length === 0 || performance.now() >= endsAt) return rows.map((row) => row.name);
  }
}
