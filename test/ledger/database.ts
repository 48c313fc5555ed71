import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { inject } from 'vitest';
import { connectLedger, type Ledger, openSession } from '../../src/ledger/connect.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { databaseUrl } from '../postgres.ts';
import { lookAtBlank, spareDatabase, takeSpare } from './spare-databases.ts';

export type TestLedger = {
  readonly ledger: Ledger;
  readonly url: string;
  /** Closes the ledger and drops its database, or keeps it emptied for another test; fails when a test left a connection open, or other than its entries say. */
  drop(): Promise<void>;
};

type Options = {
  /** From PostgreSQL's own template, without tables. */
  readonly empty?: boolean;
  /** False for a file that writes derived tables by hand. */
  readonly verified?: boolean;
};

/** A database of this test's own, as the migrated template is, and a ledger on it. */
export async function createTestLedger(options: Options = {}): Promise<TestLedger> {
  const name = (options.empty ? undefined : takeSpare()) ?? (await createDatabase(options));
  const url = databaseUrl(inject('postgresUrl'), name);
  const ledger = connectLedger({ hashKey: 'of tests', url });
  const drop = async () => {
    await ledger.close();
    const end = await inSession(url, async (session) => {
      const complaint = options.empty || options.verified === false ? undefined : await complaintIn(session);
      const leaked = await connectionsLeft(session);
      const isSound = complaint === undefined && leaked.length === 0 && !options.empty;
      const isSpare = isSound && (await spareDatabase(name, session));
      return { complaint, leaked, isSpare };
    });
    if (!end.isSpare) await administer((admin) => admin`drop database ${admin(name)} with (force)`);
    if (end.leaked.length > 0) throw new Error(`connections left open: ${end.leaked.join(', ')}`);
    if (end.complaint !== undefined) throw new Error(end.complaint);
  };
  return { ledger, url, drop };
}

async function createDatabase({ empty = false }: Options): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const template = empty ? 'template1' : 'headroom_template';
  await administer((admin) => admin`create database ${admin(name)} template ${admin(template)}`);
  if (!empty) await inSession(databaseUrl(inject('postgresUrl'), name), lookAtBlank);
  return name;
}

/** What the tests left that is not as the entries say (limits.md, law 7). */
async function complaintIn(session: Sql): Promise<string | undefined> {
  const differences = (await verifyLedger(session)).flatMap((matter) => matter.differences);
  if (differences.length === 0) return undefined;
  return `the ledger is not as its entries say: ${JSON.stringify(differences, undefined, 2)}`;
}

async function inSession<T>(url: string, work: (session: Sql) => Promise<T>): Promise<T> {
  const session = openSession(url);
  try {
    return await work(session);
  } finally {
    await session.end();
  }
}

const administer = <T>(work: (admin: Sql) => Promise<T>) => inSession(inject('postgresUrl'), work);

/** Those still connected when the server has had time to see the others go, and what they are at. */
async function connectionsLeft(session: Sql): Promise<string[]> {
  for (const endsAt = performance.now() + 3_000; ; await wait(20)) {
    const rows = await session<{ text: string }[]>`
      select concat_ws(' ', application_name, state, wait_event_type, wait_event, 'for', age(clock_timestamp(), state_change),
        'opened', age(clock_timestamp(), backend_start), 'ago:', query) as text from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`;
    if (rows.length === 0 || performance.now() >= endsAt) return rows.map((row) => row.text);
  }
}
