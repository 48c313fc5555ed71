import { afterAll, beforeAll, expect, it } from 'vitest';
import { DatabaseUnavailableError } from '../../src/errors.ts';
import { createChannelLocks } from '../../src/ledger/channel-locks.ts';
import { connectLedger, type Ledger } from '../../src/ledger/connect.ts';
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

it('the lock of a channel is had by one at a time, within a bot and among bots', async () => {
  const ours = createChannelLocks(ledger);
  const theirs = createChannelLocks(database.ledger);
  const lock = await ours.take(channel, { withinMs: 5_000 });
  const other = await ours.take({ ...channel, channel: 'C0OTHER' }, { withinMs: 5_000 });
  for (const locks of [ours, theirs]) expect(await locks.take(channel, { withinMs: 5_000 })).toBeUndefined();
  await lock?.release();
  const next = await theirs.take(channel, { withinMs: 5_000 });
  expect(next?.isLost()).toBe(false);
  expect(await ours.take(channel, { withinMs: 5_000 })).toBeUndefined();
  expect(other?.isLost()).toBe(false);
  await Promise.all([ours.close(), theirs.close()]);
  expect([other, next].map((one) => one?.isLost())).toEqual([true, true]);
});

it('all locks of a bot are on one connection, and others have them when it breaks', async () => {
  const ours = createChannelLocks(ledger);
  const theirs = createChannelLocks(database.ledger);
  const taken = await Promise.all(
    Array.from({ length: 20 }, (_, n) => ours.take({ ...channel, channel: `C${n}` }, { withinMs: 5_000 })),
  );
  expect(taken.every((lock) => lock?.isLost() === false)).toBe(true);
  const ended = await database.ledger.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'headroom session' and pid <> pg_backend_pid()`;
  expect(ended).toHaveLength(1);
  await expect.poll(() => taken.every((lock) => lock?.isLost())).toBe(true);
  const next = await theirs.take({ ...channel, channel: 'C0' }, { withinMs: 5_000 });
  expect(next).toBeDefined();
  // What was lost is released without a word, and the bot takes others on a new connection.
  await Promise.all(taken.map((lock) => lock?.release()));
  expect(await ours.take({ ...channel, channel: 'C0' }, { withinMs: 5_000 })).toBeUndefined();
  expect(await ours.take({ ...channel, channel: 'C1' }, { withinMs: 5_000 })).toBeDefined();
  await Promise.all([ours.close(), theirs.close()]);
});

it('a lock that the server does not grant in time is given up, and the others with it', async () => {
  const ours = createChannelLocks(ledger);
  const theirs = createChannelLocks(database.ledger);
  const former = await ours.take({ ...channel, channel: 'C0OTHER' }, { withinMs: 5_000 });
  proxy.freezeOpen();
  await expect(ours.take(channel, { withinMs: 100 })).rejects.toThrow(DatabaseUnavailableError);
  expect(former?.isLost()).toBe(true);
  await expect.poll(() => theirs.take({ ...channel, channel: 'C0OTHER' }, { withinMs: 5_000 })).toBeDefined();
  await Promise.all([ours.close(), theirs.close()]);
});
