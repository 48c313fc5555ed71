import { afterAll, beforeAll, expect, it } from 'vitest';
import { DatabaseUnavailableError } from '../../src/errors.ts';
import { connectLedger, type Ledger } from '../../src/ledger/connect.ts';
import { lockChannel } from '../../src/ledger/lock-channel.ts';
import { createTestLedger, type TestLedger } from './database.ts';
import { type FaultyProxy, startProxy } from './proxy.ts';

let database: TestLedger;
let proxy: FaultyProxy;
let ledger: Ledger;
const channel = { workspaceId: 'T0ACME', channel: 'C0GENERAL' };

beforeAll(async () => {
  database = await createTestLedger();
  proxy = await startProxy(database.url);
  ledger = connectLedger({ url: proxy.url, hashKey: 'a key of tests' });
});
afterAll(async () => {
  await ledger.close();
  await proxy.close();
  await database.drop();
});

it('the lock of a channel is had by one at a time', async () => {
  const lock = await lockChannel(ledger, channel, { withinMs: 5_000 });
  expect(await lockChannel(ledger, channel, { withinMs: 5_000 })).toBeUndefined();
  await lock?.release();
  const next = await lockChannel(ledger, channel, { withinMs: 5_000 });
  expect(next?.isLost()).toBe(false);
  await next?.release();
});

it('a lock that the server does not grant in time is given up', async () => {
  proxy.at('pg_try_advisory_lock', 'mute');
  await expect(lockChannel(ledger, channel, { withinMs: 100 })).rejects.toThrow(DatabaseUnavailableError);
  const lock = await lockChannel(database.ledger, channel, { withinMs: 5_000 });
  expect(lock).toBeDefined();
  await lock?.release();
});
