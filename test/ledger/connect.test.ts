import { sql } from 'drizzle-orm';
import { pgTable, text } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseUnavailableError } from '../../src/errors.ts';
import { connectLedger } from '../../src/ledger/connect.ts';
import { LedgerError } from '../../src/ledger/database-error.ts';
import { createTestLedger, type TestLedger } from './database.ts';
import { startProxy } from './proxy.ts';

const secrets = pgTable('secrets', { word: text('word').primaryKey() });
let test: TestLedger;

beforeAll(async () => {
  test = await createTestLedger({ empty: true });
  await test.ledger.sql`create table secrets (word text primary key check (word <> 'forbidden-word'))`;
});
afterAll(() => test.drop());

describe('an error of the database', () => {
  const thrownBy = async (word: string) => {
    await test.ledger.db.delete(secrets);
    const insert = () =>
      test.ledger.transact({ deadlineMs: 5_000 }, async (tx) => {
        await tx.insert(secrets).values({ word });
      });
    if (word !== 'forbidden-word') await insert();
    return insert().then(
      () => undefined,
      (error: unknown) => error,
    );
  };

  it('carries the code, the constraint and the name of the query', async () => {
    const error = await thrownBy('jane doe');
    expect(error).toBeInstanceOf(LedgerError);
    expect(error).toMatchObject({ code: '23505', constraint: 'secrets_pkey', query: 'insert-secrets' });
  });

  it.each(['jane doe', 'forbidden-word', 'two\nlines\n    at fake (jane.ts:1:1)'])(
    'keeps no parameter in its message, stack, cause or properties: %j',
    async (word) => {
      const error = await thrownBy(word);
      if (!(error instanceof LedgerError)) throw new Error('expected a refusal');
      expect(error.cause).toBeUndefined();
      const told = [error.message, error.stack ?? '', JSON.stringify(Object.values(error))].join('\n');
      expect(told).not.toMatch(/jane|forbidden-word|two/);
      expect(error.stack).toMatch(/connect\.test\.ts/);
    },
  );

  it('is wrapped in reads too', async () => {
    const read = test.ledger.read({ deadlineMs: 5_000 }, (db) => db.execute(sql`select ${'jane'}::int`));
    await expect(read).rejects.toMatchObject({ name: 'LedgerError', code: '22P02' });
  });
});

describe('a ledger', () => {
  it('answers a ping', async () => {
    await expect(test.ledger.ping(2_000)).resolves.toBeUndefined();
  });

  it('rejects a ping when nobody listens, naming the code', async () => {
    const gone = connectLedger({ hashKey: 'of tests', url: 'postgres://someone:secret@127.0.0.1:1/nowhere' });
    const error = await gone.ping(2_000).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DatabaseUnavailableError);
    expect(error).toMatchObject({ nothingRecorded: true, cause: { code: 'ECONNREFUSED' } });
    await gone.close();
  });

  it('names its address without the password', () => {
    const ledger = connectLedger({
      hashKey: 'of tests',
      url: 'postgres://someone:secret@db.example:6432/headroom',
    });
    expect(ledger.address).toBe('db.example:6432/headroom');
  });

  it('works in UTC', async () => {
    const [row] = await test.ledger.sql`select current_setting('TimeZone') as zone`;
    expect(row).toEqual({ zone: 'UTC' });
  });

  it('finds new connections when the network swallows those it has', async () => {
    const proxy = await startProxy(test.url);
    const ledger = connectLedger({ hashKey: 'of tests', url: proxy.url, maxConnections: 2 });
    await ledger.ping(2_000);
    proxy.freezeOpen();
    await expect(ledger.ping(200)).rejects.toBeInstanceOf(DatabaseUnavailableError);
    await expect(ledger.ping(2_000)).resolves.toBeUndefined();
    await proxy.close();
    await ledger.close();
  });

  it('keeps its connections when a statement is slow and others are answered', async () => {
    const ledger = connectLedger({ hashKey: 'of tests', url: test.url, maxConnections: 2 });
    const pid = async () => (await ledger.sql`select pg_backend_pid() as pid`)[0]?.pid;
    const slow = ledger.read({ deadlineMs: 300 }, (db) => db.execute(sql`select pg_sleep(0.6)`));
    const before = new Set(await Promise.all([pid(), pid(), ledger.ping(2_000)]));
    await expect(slow).rejects.toBeInstanceOf(DatabaseUnavailableError);
    expect(before).toContain(await pid());
    await ledger.close();
  });

  it('answers the reads that wait behind one that gives up', async () => {
    const ledger = connectLedger({ hashKey: 'of tests', url: test.url, maxConnections: 1 });
    const slow = ledger.read({ deadlineMs: 200 }, (db) => db.execute(sql`select pg_sleep(${0.6}::float)`));
    const waiting = [1, 2].map((n) =>
      ledger.read({ deadlineMs: 10_000 }, (db) => db.execute(sql`select ${n}::int as n`)),
    );
    await expect(slow).rejects.toBeInstanceOf(DatabaseUnavailableError);
    expect(await Promise.all(waiting)).toEqual([[{ n: 1 }], [{ n: 2 }]]);
    await ledger.close();
  });

  it('takes an array as one parameter', async () => {
    const words = ['a,b', '{"c"}', 'back\\slash', ''];
    const [row] = await test.ledger.db.execute(sql`
      select ${sql.param(words)}::text[] = array['a,b', '{"c"}', E'back\\\\slash', ''] as texts,
             3 = any(${sql.param([1, 2, 3])}::bigint[]) as numbers`);
    expect(row).toEqual({ texts: true, numbers: true });
  });

  it('runs a prepared statement again and again', async () => {
    const all = test.ledger.db.select().from(secrets).prepare('all_secrets');
    await test.ledger.db.delete(secrets);
    expect(await all.execute()).toEqual([]);
    await test.ledger.db.insert(secrets).values({ word: 'one' });
    expect(await all.execute()).toEqual([{ word: 'one' }]);
  });
});
