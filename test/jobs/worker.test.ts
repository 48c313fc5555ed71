import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Bot, startBot } from '../../src/bot.ts';
import { systemClock } from '../../src/clock.ts';
import { startWorker, type Worker, type WorkerOptions } from '../../src/jobs/worker.ts';
import { connectLedger, type Ledger } from '../../src/ledger/connect.ts';
import { createMetrics } from '../../src/metrics.ts';
import { drainLater } from '../../src/services/outbox.ts';
import { takeUpJobs } from '../../src/services/take-up-jobs.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createDeliver } from '../../src/slack/deliver.ts';
import { createHandlers } from '../../src/slack/handlers.ts';
import { createUsers } from '../../src/slack/users.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { type FaultyProxy, startProxy } from '../ledger/proxy.ts';
import {
  ada,
  appToken,
  boss,
  botToken,
  general,
  type LogLines,
  recordLog,
  slackConfig,
  startWorkspace,
} from '../slack/workspace.ts';
import { addTeams, outbox, queue, said, settled, workspaceId } from './saying.ts';

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

async function start(paceMs = 20): Promise<Bot> {
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
    ticksByHand: true,
    clock: systemClock,
    log: recorded.log,
    createHandlers,
    paceMs,
  });
  bots.push(bot);
  return bot;
}
const now = () => systemClock.now();
/** How the statement begins that writes down what became of a message. */
const settling = 'update "deliveries" set "state"';
const directTo = (user: string) =>
  slack
    .as(user)
    .channels()
    .filter(({ isIm }) => isIm)
    .flatMap(({ id }) => said(slack, id));

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
    proxy.at(settling, 'hold');
    await queue(database.ledger, general, [1, 2], { now: now() });
    await slack.waitFor(() => said(slack, general).length === 1);
    void bot.stop().then(() => {
      stopped = true;
    });
    await slack.waitFor(() => slack.connections() === 0);
    expect(stopped).toBe(false);
    proxy.thaw();
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

  it('starts again at once when it cannot write down that a job is done, also while a channel has much to say', async () => {
    await start(100);
    const teams = Array.from({ length: 30 }, (_, n) => n + 1);
    await queue(database.ledger, general, teams, { now: now() });
    await slack.waitFor(() => said(slack, general).length > 0);
    proxy.at('complete_job/', 'cut-before');
    await queue(database.ledger, ada, [31], { now: now() });
    await recorded.line('the jobs came to a halt: they are started again');
    await queue(database.ledger, boss, [32], { now: now() });
    await slack.waitFor(() => directTo(boss).includes(32), 15_000);
    expect(said(slack, general).length).toBeLessThan(30);
    await settled(database.ledger);
    expect(said(slack, general)).toEqual(teams);
    expect(directTo(ada)).toEqual([31]);
  }, 40_000);

  it('takes up what the run before it had locked', async () => {
    await start();
    const { sql } = database.ledger;
    proxy.at(settling, 'hold');
    await queue(database.ledger, general, [1], { now: now() });
    await slack.waitFor(() => said(slack, general).length === 1);
    await sql`select graphile_worker.add_job('refresh_homes', '{"workspaceId":"T0ACME"}', run_at := now() + interval '1 hour')`;
    const locked = await sql`
      update graphile_worker._private_jobs set locked_at = now(), run_at = now(), attempts = 1,
        locked_by = (select locked_by from graphile_worker._private_jobs where locked_by is not null limit 1)
      where locked_by is null`;
    expect(locked.count).toBe(1);
    await sql`select pg_notify('worker:migrate', '{"migrationNumber":19,"breaking":true}')`;
    proxy.thaw();
    await recorded.line('the jobs came to a halt: they are started again');
    process.exitCode = 0; // the queue has set it
    await vi.waitFor(async () => expect(await sql`select id from graphile_worker.jobs`).toEqual([]), 10_000);
    expect(said(slack, general)).toEqual([1]);
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

describe('the worker by itself', () => {
  const workers: Worker[] = [];
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  });

  function startAlone(ledger: Ledger, some: Partial<WorkerOptions> = {}): Worker {
    const { log } = recorded;
    const deliver = createDeliver({
      client: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
      tokenOf: async () => botToken,
      users: createUsers({ log }),
    });
    const worker = startWorker({
      ledger,
      deliver,
      clock: systemClock,
      log,
      metrics: createMetrics(),
      paceMs: 20,
      ...some,
    });
    workers.push(worker);
    return worker;
  }

  it('looks again and again for what nobody is at', async () => {
    startAlone(database.ledger, { lookEveryMs: 50 });
    const { sql } = database.ledger;
    await queue(database.ledger, general, [1], { now: now() });
    await settled(database.ledger);
    // As two killed bots leave it, of which one had not even begun.
    await sql`insert into deliveries (workspace_id, channel, kind, payload, queued_at)
      values ('T0ACME', ${general}, 'test_digest', '{"team":2,"by":"U0BOSS"}', now())`;
    await sql`insert into homes (workspace_id, user_id, opened_at) values ('T0ACME', ${ada}, now())`;
    await settled(database.ledger);
    expect(said(slack, general)).toEqual([1, 2]);
    await slack.waitFor(() => slack.as(ada).home() !== undefined);
  });

  it('does not bring forward what waits for its time', async () => {
    const { sql } = database.ledger;
    await sql`insert into deliveries (workspace_id, channel, kind, payload, queued_at)
      values ('T0ACME', ${general}, 'test_digest', '{"team":1,"by":"U0BOSS"}', now())`;
    await drainLater(database.ledger, { workspaceId, channel: general }, 60_000);
    await takeUpJobs(database.ledger);
    expect(
      await sql`select run_at > now() + interval '50 seconds' as later from graphile_worker.jobs`,
    ).toEqual([{ later: true }]);
  });

  it('tells when it has not run for a while, until it does', async () => {
    proxy.refuse(true);
    const ledger = connectLedger({ url: proxy.url, hashKey: 'a key of tests' });
    const worker = startAlone(ledger, { haltedAfterMs: 20 });
    const told = 'No messages go out and no Home is published: the job queue does not run.';
    await vi.waitFor(() => expect(worker.problem()).toBe(told));
    proxy.refuse(false);
    await vi.waitFor(() => expect(worker.problem()).toBeUndefined(), 10_000);
    await worker.stop();
    await ledger.close();
  });
});
