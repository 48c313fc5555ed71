import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from '../src/bot.ts';
import { queueDeliveries } from '../src/ledger/queue-deliveries.ts';
import { createMetrics } from '../src/metrics.ts';
import { startMetrics } from '../src/metrics-server.ts';
import type { Served } from '../src/serve.ts';
import { readOutbox } from '../src/services/read-outbox.ts';
import type { Simulator } from '../src/simulator/simulator.ts';
import { createHandlers } from '../src/slack/handlers.ts';
import { formAsked, pressAsked, shortcutAsked } from '../src/slack/names.ts';
import { createTestLedger, type TestLedger } from './ledger/database.ts';
import { type FaultyProxy, startProxy } from './ledger/proxy.ts';
import { ada, appToken, type LogLines, recordLog, slackConfig, startWorkspace } from './slack/workspace.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

const now = Date.parse('2026-11-24T09:00:00Z');

async function scrape(url: string): Promise<readonly string[]> {
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  return (await answer.text()).split('\n');
}
const ours = (lines: readonly string[], name: string) => lines.filter((line) => line.startsWith(name));

describe('the bot with METRICS_PORT', () => {
  let proxy: FaultyProxy;
  let slack: Simulator;
  let recorded: LogLines;
  let bot: Bot;
  let url: string;

  beforeEach(async () => {
    proxy = await startProxy(database.url);
    slack = await startWorkspace({ clock: { now: () => now } });
    recorded = recordLog();
    bot = await startBot({
      config: {
        slack: slackConfig(slack, { kind: 'socket', appToken }),
        databaseUrl: proxy.url,
        hashKey: 'a key of tests',
        dataDir: undefined,
        port: 0,
        host: '127.0.0.1',
        metricsPort: 0,
        logLevel: 'info',
      },
      ticksByHand: true,
      clock: { now: () => now },
      log: recorded.log,
      createHandlers,
    });
    await slack.connected();
    url = String((await recorded.line('metrics')).url);
  });
  afterEach(async () => {
    await bot.stop();
    await slack.close();
    await proxy.close();
  });

  it('counts what was asked by our own names and how it ended, and logs it; never what was typed', async () => {
    const typed = [
      '',
      'quota',
      'STATUS',
      'log',
      'log @secret-jane',
      'log secret words',
      'secretsecret @x',
      'allow-contact @secret-jane',
    ];
    for (const line of typed) await slack.as(ada).command(`/invites ${line}`);
    const counts = ours(await scrape(url), 'headroom_commands_total').sort();
    expect(counts).toEqual([
      'headroom_commands_total{kind="command",name="allow-contact",outcome="not_allowed"} 1',
      'headroom_commands_total{kind="command",name="log",outcome="done"} 2',
      'headroom_commands_total{kind="command",name="log",outcome="input"} 1',
      'headroom_commands_total{kind="command",name="quota",outcome="done"} 2',
      'headroom_commands_total{kind="command",name="start",outcome="done"} 1',
      'headroom_commands_total{kind="command",name="unknown",outcome="input"} 1',
    ]);
    expect(ours(await scrape(url), 'headroom_answer_seconds_count')).toEqual([
      'headroom_answer_seconds_count{kind="command"} 8',
    ]);
    const answered = recorded.lines.filter(({ msg }) => msg === 'answered');
    expect(answered).toHaveLength(typed.length);
    expect(answered[1]).toMatchObject({
      kind: 'command',
      name: 'quota',
      workspaceId: 'T0ACME',
      outcome: 'done',
      ms: expect.any(Number),
    });
    const metrics = (await scrape(url)).join('\n');
    expect(metrics).not.toMatch(/secret|T0ACME|U0ADA/);
    expect(JSON.stringify(recorded.lines)).not.toContain('secret');
  });

  it('is there on loopback only, and only at /metrics', async () => {
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect((await fetch(new URL('/', url))).status).toBe(404);
    expect((await fetch(url, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${bot.url}/metrics`)).status).toBe(404);
    const lines = await scrape(url);
    expect(ours(lines, 'process_cpu_seconds_total ')).toHaveLength(1);
    expect(ours(lines, 'nodejs_eventloop_lag_seconds ')).toHaveLength(1);
  });

  it('answers within its deadline while the database hangs or is away, without the outbox', async () => {
    expect(ours(await scrape(url), 'headroom_outbox')).toHaveLength(2);
    for (const fault of [() => proxy.freezeOpen(), () => proxy.refuse(true)]) {
      fault();
      const startedAt = performance.now();
      const lines = await scrape(url);
      expect(performance.now() - startedAt).toBeLessThan(2_500);
      if (ours(lines, 'headroom_database_up')[0] === 'headroom_database_up 1') continue;
      expect(ours(lines, 'headroom_outbox')).toEqual([]);
    }
    proxy.cut();
    const lines = await scrape(url);
    expect(ours(lines, 'headroom_database_up')).toEqual(['headroom_database_up 0']);
    expect(ours(lines, 'headroom_outbox')).toEqual([]);
    proxy.refuse(false);
    await expect
      .poll(async () => ours(await scrape(url), 'headroom_database_up'), { timeout: 10_000 })
      .toEqual(['headroom_database_up 1']);
  });

  it('is refused by name when its port is taken', async () => {
    const second = startMetrics({
      port: Number(new URL(url).port),
      metrics: createMetrics(),
      readOutbox: () => undefined,
      log: recorded.log,
    });
    await expect(second).rejects.toThrow('Set METRICS_PORT to another one.');
  });
});

it('knows what is pressed, submitted and used by our own ids alone', () => {
  expect([pressAsked('undo'), pressAsked('secret-jane')].map(({ name }) => name)).toEqual([
    'undo',
    'unknown',
  ]);
  expect([formAsked('log'), formAsked('secret-jane')].map(({ name }) => name)).toEqual(['log', 'unknown']);
  const shortcuts = [shortcutAsked('log_invites'), shortcutAsked('secret-jane')];
  expect(shortcuts.map(({ name }) => name)).toEqual(['log_invites', 'unknown']);
});

describe('the metrics', () => {
  let served: Served | undefined;
  afterEach(async () => {
    await served?.close();
    served = undefined;
  });

  it('tell what became of messages and digests', async () => {
    const metrics = createMetrics();
    metrics.delivered('board', 'sent');
    metrics.delivered('digest', 'retried');
    metrics.delivered('digest', 'sent');
    metrics.digestClaimed('queued', 30);
    metrics.digestClaimed('missed', 20_000);
    metrics.delivered('digest', 'skipped');
    const lines = (await metrics.text(undefined)).split('\n');
    expect(ours(lines, 'headroom_deliveries_total').sort()).toEqual([
      'headroom_deliveries_total{kind="board",result="sent"} 1',
      'headroom_deliveries_total{kind="digest",result="retried"} 1',
      'headroom_deliveries_total{kind="digest",result="sent"} 1',
      'headroom_deliveries_total{kind="digest",result="skipped"} 1',
    ]);
    expect(ours(lines, 'headroom_digests_total').sort()).toEqual([
      'headroom_digests_total{result="dead"} 0',
      'headroom_digests_total{result="missed"} 1',
      'headroom_digests_total{result="posted"} 1',
      'headroom_digests_total{result="queued"} 1',
      'headroom_digests_total{result="skipped"} 1',
    ]);
    expect(ours(lines, 'headroom_digests_late_seconds_bucket{le="15"')).toEqual([
      'headroom_digests_late_seconds_bucket{le="15"} 0',
    ]);
    expect(ours(lines, 'headroom_digests_late_seconds_count')).toEqual([
      'headroom_digests_late_seconds_count 1',
    ]);
  });

  it('tell how many messages of all workspaces wait, and how long the oldest has', async () => {
    const { ledger } = database;
    const { log } = recordLog();
    served = await startMetrics({
      port: 0,
      metrics: createMetrics(),
      readOutbox: () => readOutbox(ledger, { now, withinMs: 5_000 }),
      log,
    });
    const outbox = async () => ours(await scrape(`${served?.url}/metrics`), 'headroom_outbox').sort();
    expect(await outbox()).toEqual(['headroom_outbox_depth 0', 'headroom_outbox_oldest_seconds 0']);
    for (const [workspaceId, at] of [
      ['T1', now - 90_000],
      ['T2', now - 5_000],
    ] as const)
      await ledger.transact({ deadlineMs: 5_000 }, (tx) =>
        queueDeliveries(tx, { workspaceId, now: at }, [{ channel: 'C1', message: { kind: 'test_digest' } }]),
      );
    expect(await outbox()).toEqual(['headroom_outbox_depth 2', 'headroom_outbox_oldest_seconds 90']);
    await ledger.sql`delete from deliveries`;
    await ledger.sql`delete from graphile_worker._private_jobs`;
  });
});
