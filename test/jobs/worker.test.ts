import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from '../../src/bot.ts';
import { systemClock } from '../../src/clock.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createHandlers } from '../../src/slack/handlers.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { type FaultyProxy, startProxy } from '../ledger/proxy.ts';
import {
  appToken,
  general,
  type LogLines,
  recordLog,
  slackConfig,
  startWorkspace,
} from '../slack/workspace.ts';
import { addTeams, outbox, queue, said, settled } from './saying.ts';

let database: TestLedger;
let proxy: FaultyProxy;
let slack: Simulator;
let recorded: LogLines;
let bots: Bot[] = [];

beforeEach(async () => {
  database = await createTestLedger();
  proxy = await startProxy(database.url);
  slack = await startWorkspace();
  recorded = recordLog();
  await addTeams(database.ledger, 40);
});
afterEach(async () => {
  await Promise.all(bots.map((bot) => bot.stop()));
  bots = [];
  await slack.close();
  await proxy.close();
  await database.drop();
});

async function start(): Promise<Bot> {
  const bot = await startBot({
    config: {
      slack: slackConfig(slack, { kind: 'socket', appToken }),
      databaseUrl: proxy.url,
      hashKey: 'a key of tests',
      dataDir: undefined,
      port: 0,
      host: '127.0.0.1',
      logLevel: 'info',
    },
    clock: systemClock,
    log: recorded.log,
    createHandlers,
    paceMs: 20,
  });
  bots.push(bot);
  return bot;
}
const now = () => systemClock.now();

describe('the worker', () => {
  it('shares the work with that of another bot, and each message arrives once and in order', async () => {
    await Promise.all([start(), start()]);
    const teams = Array.from({ length: 40 }, (_, n) => n + 1);
    // One by one, so that both bots are asked again and again while the other speaks.
    for (const team of teams) await queue(database.ledger, general, [team], { now: now() });
    const rows = await settled(database.ledger);
    expect(said(slack, general)).toEqual(teams);
    expect(rows.every(({ state, attempts }) => state === 'sent' && attempts === 1)).toBe(true);
  }, 40_000);

  it('finishes what it is saying before the bot stops', async () => {
    const bot = await start();
    let stopped = false;
    await queue(database.ledger, general, [1, 2], { now: now() });
    await database.ledger.sql.begin(async (held) => {
      await held`select from deliveries for update`;
      await slack.waitFor(() => said(slack, general).length === 1);
      void bot.stop().then(() => {
        stopped = true;
      });
      await slack.waitFor(() => slack.connections() === 0);
      expect(stopped).toBe(false);
    });
    await bot.stop();
    expect(await outbox(database.ledger)).toMatchObject([{ state: 'sent' }, { state: 'queued' }]);

    await start();
    await settled(database.ledger);
    expect(said(slack, general)).toEqual([1, 2]);
  });

  it('goes on when its connections were cut', async () => {
    await start();
    await queue(database.ledger, general, [1], { now: now() });
    await settled(database.ledger);
    proxy.cut();
    await queue(database.ledger, general, [2], { now: now() });
    await settled(database.ledger);
    expect(said(slack, general)).toEqual([1, 2]);
  });

  it('is started again when it ends unasked', async () => {
    await start();
    await queue(database.ledger, general, [1], { now: now() });
    await settled(database.ledger);
    // What a newer version says to those that still run: the queue ends by itself.
    await database.ledger.sql`select pg_notify('worker:migrate', '{"migrationNumber":19,"breaking":true}')`;
    await recorded.line('the jobs came to a halt: they are started again');
    process.exitCode = 0; // the queue has set it
    await queue(database.ledger, general, [2], { now: now() });
    await settled(database.ledger);
    expect(said(slack, general)).toEqual([1, 2]);
  });

  it('writes neither payloads nor texts into the log', async () => {
    await start();
    slack.faults.api('chat.postMessage', { status: 500 }, 1);
    await queue(database.ledger, general, [1], { now: now() });
    await settled(database.ledger);
    const text = JSON.stringify(recorded.lines);
    expect(text).toContain('a message was not taken');
    expect(text).not.toMatch(/number 1|xoxb|postgres:\/\//);
  });
});
