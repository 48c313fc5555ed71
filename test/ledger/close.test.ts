import { setImmediate as turn } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectLedger, type Ledger } from '../../src/ledger/connect.ts';
import type { Tx } from '../../src/ledger/transact.ts';
import { createTestLedger, type TestLedger } from './database.ts';
import { type FaultyProxy, startProxy } from './proxy.ts';

let test: TestLedger;
let proxy: FaultyProxy;
let ledger: Ledger;

beforeAll(async () => {
  test = await createTestLedger({ empty: true });
});
afterAll(() => test.drop());
beforeEach(async () => {
  proxy = await startProxy(test.url);
  ledger = connectLedger({ hashKey: 'of tests', url: proxy.url });
});
afterEach(() => proxy.close());

/** More at once than a ledger has connections for single statements. The driver prepares each, so one waits for another. */
const statements = (db: Tx) =>
  Array.from({ length: 8 }, (_, i) => db.execute(sql`select pg_typeof(${i}::int), ${i}::int`).execute());
const connected = async () =>
  (
    await test.ledger.sql`
    select query from pg_stat_activity
    where datname = current_database() and application_name = 'headroom' and pid <> pg_backend_pid()`
  ).map((row) => row.query);

describe('a closed ledger', () => {
  it('runs nothing more of a transaction that lost its connection, and connects for nothing', async () => {
    await ledger.transact({ deadlineMs: 5_000 }, (tx) => tx.execute(sql`select`));
    proxy.at('pg_typeof', 'cut-before');
    const sent: Promise<unknown>[] = [];
    const lost = ledger.transact({ deadlineMs: 5_000 }, (tx) => {
      sent.push(...statements(tx));
      return Promise.all(sent);
    });
    await expect(lost).rejects.toMatchObject({ nothingRecorded: true });
    await ledger.close();
    const outcomes = (await Promise.allSettled(sent)).map((one) => one.status);
    expect(outcomes).toEqual(sent.map(() => 'rejected'));
    await expect.poll(connected, { timeout: 5_000 }).toEqual([]);
  });

  it('stays closed when reads were waiting as a connection broke', async () => {
    await ledger.ping(5_000);
    proxy.at('pg_typeof', 'cut-before');
    const sent: Promise<unknown>[] = [];
    const lost = ledger.read({ deadlineMs: 5_000 }, (db) => {
      sent.push(...statements(db));
      return Promise.all(sent);
    });
    await expect(lost).rejects.toMatchObject({ nothingRecorded: true });
    await ledger.close();
    await Promise.allSettled(sent);
    await expect.poll(connected, { timeout: 5_000 }).toEqual([]);
  });

  it('stays closed when a read gave up on the server meanwhile', async () => {
    await ledger.ping(5_000);
    proxy.freezeOpen();
    const silent = ledger.ping(200);
    await turn(); // it is on its way
    const closed = ledger.close();
    await expect(silent).rejects.toMatchObject({ nothingRecorded: true });
    await expect(ledger.ping(5_000)).rejects.toMatchObject({ cause: { code: 'CONNECTION_ENDED' } });
    await closed;
  });
});
