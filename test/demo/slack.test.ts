import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type MovableClock, openClock } from '../../src/demo/clock.ts';
import { demoTokens, startSlack } from '../../src/demo/slack.ts';
import { demoWorkspaceId } from '../../src/demo/workspace.ts';
import { connectLedger, type Ledger } from '../../src/ledger/connect.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { planMissingDigests } from '../../src/services/plan-digests.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from '../services/call.ts';
import { claimAll, saveTeamSettings } from '../services/digests.ts';
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
/** The demo's time at each tick. */
let ticks: number[];

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
  await database.ledger.sql`truncate digest_schedules, digests, deliveries, settings`;
  ledger = database.ledger;
  ticks = [];
  simulator = await startSlack({
    host: '127.0.0.1',
    port: 0,
    tokens: demoTokens(),
    clock,
    zone: 'UTC',
    dataDir: folder,
    ledger: () => ledger,
    tick: async () => void ticks.push(clock.now()),
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

it('forgets what came later when it goes back, so that it comes again', async () => {
  const { ledger: its } = database;
  await saveTeamSettings(
    its,
    { workspaceId: demoWorkspaceId, team: 3 },
    { zone: 'UTC', digestAt: '09:00' },
    real,
  );
  await jump('digest');
  const there = clock.now();
  expect(await claimAll(its, there)).toMatchObject([{ team: 3, result: 'queued' }]);
  expect(await jump('now')).toEqual({});
  expect(await its.sql`select from digests`).toHaveLength(0);
  expect(await its.sql`select from deliveries`).toHaveLength(0);
  await planMissingDigests(its, { now: clock.now() });
  await jump('digest');
  expect(clock.now()).toBe(there);
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

it('lets the bot do what is due once the clock was moved, whichever way', async () => {
  await jump('day');
  await jump('month');
  expect(ticks.map((at) => new Date(at).toISOString())).toEqual([
    '2026-11-25T09:30:00.000Z',
    '2026-12-25T09:30:00.000Z',
  ]);
});

it('says what to do while no team has a channel, and stays', async () => {
  expect((await jump('digest')).error).toMatch(
    /^No team has a channel for a digest yet.*choose a channel\.$/,
  );
  expect(clock.now()).toBe(real);
  expect(ticks).toEqual([]);
});

it('leaps to the next digest of any team, and not back to one that is late', async () => {
  const team = (number: number) => ({ workspaceId: demoWorkspaceId, team: number });
  await saveTeamSettings(database.ledger, team(1), { zone: 'UTC', digestAt: '18:00' }, real);
  await saveTeamSettings(database.ledger, team(2), { zone: 'Asia/Tokyo', digestAt: '19:30' }, real);
  expect(await jump('digest')).toEqual({});
  expect(new Date(clock.now()).toISOString()).toBe('2026-11-24T10:30:00.000Z');
  expect(ticks).toEqual([clock.now()]);
  await jump('day');
  const { length } = ticks;
  await jump('digest');
  expect(new Date(clock.now()).toISOString()).toBe('2026-11-25T10:30:00.000Z');
  expect(ticks).toHaveLength(length + 1);
});

it.each(['digest', 'now'])('says that the database is still starting, and stays: %s', async (to) => {
  ledger = undefined;
  await jump('day');
  expect(await jump(to)).toEqual({ error: 'The database is still starting. Try again in a moment.' });
  expect(clock.now()).toBe(real + 86_400_000);
});

it.each(['digest', 'now'])('says that the database does not answer, and stays: %s', async (to) => {
  ledger = silent;
  await jump('day');
  expect(await jump(to)).toEqual({ error: 'The database does not answer. Try again in a moment.' });
  expect(clock.now()).toBe(real + 86_400_000);
});
