import { afterEach, expect, it } from 'vitest';
import { connectLedger } from '../../src/ledger/connect.ts';
import { migrateLedger } from '../../src/ledger/migrate.ts';
import { createTestLedger, type TestLedger } from './database.ts';

let test: TestLedger;

afterEach(() => test.drop());

const applied = async () =>
  (await test.ledger.sql<{ id: number }[]>`select id from graphile_worker.migrations order by id`).map(
    ({ id }) => id,
  );
/** The migrations of the job queue as this version brings it. */
const known = Array.from({ length: 19 }, (_, n) => n + 1);

it('brings the tables of the job queue, of exactly the version that is known, also to replicas at once', async () => {
  test = await createTestLedger({ empty: true });
  const replicas = Array.from({ length: 3 }, () => connectLedger({ hashKey: 'of tests', url: test.url }));
  await Promise.all(replicas.map((ledger) => migrateLedger(ledger)));
  await Promise.all(replicas.map((ledger) => ledger.close()));
  expect(await applied()).toEqual(known);
});

it('finishes what an older version began', async () => {
  test = await createTestLedger();
  await test.ledger.sql`delete from graphile_worker.migrations where id = 19`; // it only marks a change
  await migrateLedger(test.ledger);
  expect(await applied()).toEqual(known);
});

it('refuses a job queue that a newer version has changed for good, and takes one that it can still use', async () => {
  test = await createTestLedger();
  await test.ledger.sql`insert into graphile_worker.migrations (id, breaking) values (20, false)`;
  await migrateLedger(test.ledger);
  await test.ledger.sql`insert into graphile_worker.migrations (id, breaking) values (21, true)`;
  await expect(migrateLedger(test.ledger)).rejects.toMatchObject({ code: 'database_newer' });
});
