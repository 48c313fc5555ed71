import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { connectLedger } from '../../src/ledger/connect.ts';
import { migrateLedger, waitForLedger } from '../../src/ledger/migrate.ts';
import { databaseUrl } from '../postgres.ts';
import { createTestLedger, type TestLedger } from './database.ts';
import { startProxy } from './proxy.ts';

let test: TestLedger;
let folder: string;

beforeEach(async () => {
  test = await createTestLedger({ empty: true });
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'headroom-migrations-'));
});
afterEach(async () => {
  await test.drop();
  fs.rmSync(folder, { recursive: true });
});

/** Writes a migrations folder as drizzle-kit does: one statement a migration, dated by its number. */
function writeMigrations(statements: Readonly<Record<number, string>>): void {
  fs.mkdirSync(path.join(folder, 'meta'), { recursive: true });
  const entries = Object.entries(statements).map(([when, statement], idx) => {
    fs.writeFileSync(path.join(folder, `m${when}.sql`), statement);
    return { idx, version: '7', when: Number(when), tag: `m${when}`, breakpoints: true };
  });
  fs.writeFileSync(
    path.join(folder, 'meta', '_journal.json'),
    JSON.stringify({ dialect: 'postgresql', entries }),
  );
}

const one = 'create table one (id int); insert into one values (1)';
const two = 'create table two (id int)';

describe('migrating', () => {
  it('applies what is missing, in order, and nothing twice', async () => {
    writeMigrations({ 100: one });
    await migrateLedger(test.ledger, { folder });
    writeMigrations({ 100: one, 200: two });
    await migrateLedger(test.ledger, { folder });
    await migrateLedger(test.ledger, { folder });
    expect(await test.ledger.sql`select id from one`).toEqual([{ id: 1 }]);
    expect(await test.ledger.sql`select id from two`).toEqual([]);
  });

  it('lets five replicas start at once', async () => {
    writeMigrations({ 100: `select pg_sleep(0.2); ${one}`, 200: two });
    const replicas = Array.from({ length: 5 }, () => connectLedger({ hashKey: 'of tests', url: test.url }));
    await Promise.all(replicas.map((ledger) => migrateLedger(ledger, { folder })));
    await Promise.all(replicas.map((ledger) => ledger.close()));
    expect(await test.ledger.sql`select id from one`).toEqual([{ id: 1 }]);
  });

  it('leaves nothing behind when a migration fails', async () => {
    writeMigrations({ 100: one, 200: 'create table two (id nonsense)' });
    await expect(migrateLedger(test.ledger, { folder })).rejects.toThrow();
    const [row] = await test.ledger.sql`select to_regclass('one') as one`;
    expect(row).toEqual({ one: null });
  });

  it('is not ended by the time limit of statements', async () => {
    writeMigrations({ 100: `create table kept as select current_setting('statement_timeout') as limit_` });
    await migrateLedger(test.ledger, { folder });
    expect(await test.ledger.sql`select limit_ from kept`).toEqual([{ limit_: '0' }]);
  });

  it('refuses a database that is newer than the code', async () => {
    writeMigrations({ 100: one, 200: two });
    await migrateLedger(test.ledger, { folder });
    writeMigrations({ 100: one });
    await expect(migrateLedger(test.ledger, { folder })).rejects.toMatchObject({
      name: 'AppError',
      code: 'database_newer',
    });
  });

  it('refuses a migration that would be skipped because it is dated before one that was applied', async () => {
    writeMigrations({ 200: two });
    await migrateLedger(test.ledger, { folder });
    writeMigrations({ 100: one, 200: two });
    await expect(migrateLedger(test.ledger, { folder })).rejects.toMatchObject({ code: 'migration_skipped' });
  });

  it('refuses a database that is not encoded in UTF8', async () => {
    const admin = postgres(inject('postgresUrl'), { max: 1 });
    await admin`create database latin encoding 'LATIN1' template template0`;
    const latin = connectLedger({ hashKey: 'of tests', url: databaseUrl(test.url, 'latin') });
    writeMigrations({ 100: one });
    await expect(migrateLedger(latin, { folder })).rejects.toMatchObject({ code: 'database_encoding' });
    await latin.close();
    await admin`drop database latin with (force)`;
    await admin.end();
  });
});

describe('waiting for the database', () => {
  const listenTo = () => {
    const lines: string[] = [];
    const log = {
      warn: (fields: object, message: string) => lines.push(`${message} ${JSON.stringify(fields)}`),
    };
    return { lines, log };
  };

  it('tries again until it answers, and says so without the password', async () => {
    const proxy = await startProxy(test.url);
    proxy.refuse(true);
    const ledger = connectLedger({ hashKey: 'of tests', url: proxy.url });
    const lines: string[] = [];
    const log = {
      warn: (fields: object, message: string) => {
        lines.push(`${message} ${JSON.stringify(fields)}`);
        if (lines.length === 2) proxy.refuse(false);
      },
    };
    await waitForLedger(ledger, { log, signal: new AbortController().signal });
    expect(lines.length).toBeGreaterThanOrEqual(2);
    expect(lines[0]).toMatch(/does not answer yet.*127\.0\.0\.1/);
    expect(lines.join()).not.toContain(new URL(test.url).password);
    await ledger.close();
    await proxy.close();
  });

  it('stops when it is told to', async () => {
    const { log } = listenTo();
    const nowhere = connectLedger({ hashKey: 'of tests', url: 'postgres://someone@127.0.0.1:1/nowhere' });
    const stopped = new AbortController();
    const waiting = waitForLedger(nowhere, { log, signal: stopped.signal });
    stopped.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    await nowhere.close();
  });

  it.each([
    { what: 'a wrong password', change: (url: URL) => Object.assign(url, { password: 'wrong' }) },
    {
      what: 'a database that does not exist',
      change: (url: URL) => Object.assign(url, { pathname: '/none' }),
    },
  ])('gives up at once on $what', async ({ change }) => {
    const { log, lines } = listenTo();
    const ledger = connectLedger({ hashKey: 'of tests', url: change(new URL(test.url)).href });
    await expect(waitForLedger(ledger, { log, signal: new AbortController().signal })).rejects.toMatchObject({
      code: 'database_refused',
    });
    expect(lines).toEqual([]);
    await ledger.close();
  });
});
