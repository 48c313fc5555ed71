import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type MovableClock, openClock } from '../../src/demo/clock.ts';
import { demoTokens, startSlack } from '../../src/demo/slack.ts';
import { demoWorkspaceId } from '../../src/demo/workspace.ts';
import { connectLedger, type Ledger } from '../../src/ledger/connect.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from '../services/call.ts';
import { askPage, type PageClient } from '../simulator/page-client.ts';
import { recordLog } from '../slack/workspace.ts';

const real = Date.parse('2026-11-24T09:30:00Z');

let database: TestLedger;
let silent: Ledger;
let ledger: Ledger | undefined;
let folder: string;
let clock: MovableClock;
let simulator: Simulator;
let page: PageClient;

beforeAll(async () => {
  database = await createTestLedger();
  silent = connectLedger({ hashKey: 'of tests', url: 'postgres://nobody:none@127.0.0.1:1/none' });
});
afterAll(async () => {
  await silent.close();
  await database.drop();
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-demo-slack-'));
  clock = openClock({ file: join(folder, 'clock.json'), zone: 'UTC', clock: { now: () => real } });
  ledger = database.ledger;
  simulator = await startSlack({
    host: '127.0.0.1',
    port: 0,
    tokens: demoTokens(),
    clock,
    zone: 'UTC',
    dataDir: folder,
    ledger: () => ledger,
    log: recordLog().log,
    say: () => undefined,
  });
  page = askPage(simulator.url, 'U0YOU', demoWorkspaceId);
});
afterEach(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true });
});

const jump = (to: string) => page.act('clock', { jump: to });
const record = (at: number, handle: string) =>
  logInvites(database.ledger, callOf({ workspaceId: demoWorkspaceId, now: at }), {
    people: [person(handle)],
  });

it('leaps by a day and by a month, one after another, however fast they are asked for', async () => {
  expect(await Promise.all([jump('day'), jump('month'), jump('day')])).toEqual([{}, {}, {}]);
  expect(new Date(clock.now()).toISOString()).toBe('2026-12-26T09:30:00.000Z');
  expect((await page.state()).now).toBe(clock.now());
});

it('goes back to now while nothing is recorded later, and not after', async () => {
  await record(real, 'jane-doe');
  await jump('month');
  expect(await jump('now')).toEqual({});
  expect(clock.now()).toBe(real);

  await jump('day');
  await record(clock.now(), 'sam-lee');
  expect((await jump('now')).error).toMatch(/^Something is recorded later than the present.*--fresh\.$/);
  expect(clock.now()).toBe(real + 86_400_000);
});

it('says that the database is still starting, and stays', async () => {
  ledger = undefined;
  await jump('day');
  expect(await jump('now')).toEqual({ error: 'The database is still starting. Try again in a moment.' });
  expect(clock.now()).toBe(real + 86_400_000);
});

it('says that the database does not answer, and stays', async () => {
  ledger = silent;
  await jump('day');
  expect(await jump('now')).toEqual({ error: 'The database does not answer. Try again in a moment.' });
  expect(clock.now()).toBe(real + 86_400_000);
});
