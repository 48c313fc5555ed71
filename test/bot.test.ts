import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, type BotOptions, startBot } from '../src/bot.ts';
import { systemClock } from '../src/clock.ts';
import type { Config, Transport } from '../src/config.ts';
import type { Simulator } from '../src/simulator/simulator.ts';
import { plainReply } from '../src/slack/failure.ts';
import { createTestLedger, type TestLedger } from './ledger/database.ts';
import { type FaultyProxy, startProxy } from './ledger/proxy.ts';
import {
  ada,
  appToken,
  deferred,
  handlers,
  type LogLines,
  recordLog,
  signingSecret,
  slackConfig,
  startWorkspace,
  transports,
} from './slack/workspace.ts';

let database: TestLedger;
let proxy: FaultyProxy;
let simulator: Simulator;
let recorded: LogLines;
let bot: Bot | undefined;

beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

beforeEach(async () => {
  proxy = await startProxy(database.url);
  simulator = await startWorkspace();
  recorded = recordLog();
});
afterEach(async () => {
  await bot?.stop();
  bot = undefined;
  await simulator.close();
  await proxy.close();
});

const socket: Transport = { kind: 'socket', appToken };

/** The bot on this file's database, behind the proxy, with one command that reads from it. */
function options(changes: Partial<Config> = {}, transport: Transport = socket): BotOptions {
  return {
    config: {
      slack: slackConfig(simulator, transport),
      databaseUrl: proxy.url,
      hashKey: 'a key of tests',
      dataDir: undefined,
      port: 0,
      host: '127.0.0.1',
      logLevel: 'info',
      ...changes,
    },
    clock: systemClock,
    log: recorded.log,
    createHandlers: ({ ledger }) =>
      handlers({
        command: async () => {
          await ledger.ping(1_000);
          return plainReply('The database answers.');
        },
      }),
  };
}

/** Where the bot listens, known before it is ready. */
async function listening(): Promise<string> {
  return String((await recorded.line('listening')).url);
}

async function readiness(url: string): Promise<[number, unknown]> {
  const answer = await fetch(`${url}/readyz`);
  return [answer.status, await answer.json()];
}

describe('startBot', () => {
  it.each(transports)('answers commands over $kind, and is ready', async (transport) => {
    bot = await startBot(options({}, transport));
    if (transport.kind === 'http') simulator.pushTo(`${bot.url}/slack/events`);
    else await simulator.connected();
    expect((await simulator.as(ada).command('/invites quota')).message?.text).toBe('The database answers.');
    expect(await readiness(bot.url)).toEqual([200, { ready: true }]);
  });

  it('listens before the database is there, says what it waits for, and goes on when it is', async () => {
    proxy.refuse(true);
    const starting = startBot(options({}, { kind: 'http', signingSecret }));
    const url = await listening();
    await recorded.line('the database does not answer yet');
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await readiness(url)).toEqual([503, { ready: false, reason: 'The database is starting.' }]);
    expect((await fetch(`${url}/slack/events`, { method: 'POST' })).status).toBe(503);

    proxy.refuse(false);
    bot = await starting;
    expect(await readiness(url)).toEqual([200, { ready: true }]);
  });

  it('waits for Slack, and says so', async () => {
    simulator.faults.api('auth.test', { status: 503 });
    const starting = startBot(options());
    const url = await listening();
    await recorded.line('Slack is not reachable: trying again');
    expect(await readiness(url)).toEqual([503, { ready: false, reason: 'Slack is not connected yet.' }]);
    bot = await starting;
    expect(await readiness(url)).toEqual([200, { ready: true }]);
  });

  it('turns /readyz to 503 while the database is away, and back', async () => {
    bot = await startBot(options());
    await simulator.connected();
    proxy.refuse(true);
    proxy.cut();
    expect(await readiness(bot.url)).toEqual([
      503,
      { ready: false, reason: 'The database does not answer.' },
    ]);
    expect((await simulator.as(ada).command('/invites quota')).message?.text).toContain(
      'The database did not',
    );
    proxy.refuse(false);
    expect((await simulator.as(ada).command('/invites quota')).message?.text).toBe('The database answers.');
    expect(await readiness(bot.url)).toEqual([200, { ready: true }]);
  });

  it('finishes what is in flight before it closes the database', async () => {
    const begun = deferred<void>();
    const go = deferred<void>();
    bot = await startBot({
      ...options(),
      createHandlers: ({ ledger }) =>
        handlers({
          command: async () => {
            begun.resolve();
            await go.promise;
            await ledger.ping(2_000);
            return plainReply('done');
          },
        }),
    });
    await simulator.connected();
    const command = simulator.as(ada).command('/invites quota');
    await begun.promise;
    const stopped = bot.stop();
    expect(await readiness(bot.url)).toEqual([503, { ready: false, reason: 'Stopping.' }]);
    go.resolve();
    expect((await command).message?.text).toBe('done');
    await stopped;
    await expect(fetch(`${bot.url}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('closes everything again when Slack refuses the token', async () => {
    simulator.faults.api('auth.test', { error: 'invalid_auth' });
    await expect(startBot(options())).rejects.toThrow('Slack refused SLACK_BOT_TOKEN (invalid_auth).');
    await expect(fetch(`${await listening()}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('gives up starting when it is asked to stop', async () => {
    proxy.refuse(true);
    const stopping = new AbortController();
    const starting = startBot({ ...options(), signal: stopping.signal });
    const url = await listening();
    await recorded.line('the database does not answer yet');
    stopping.abort();
    await expect(starting).rejects.toThrow();
    await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('gives up waiting for Slack when it is asked to stop', async () => {
    simulator.faults.api('apps.connections.open', { status: 500 }, 99);
    const stopping = new AbortController();
    const starting = startBot({ ...options(), signal: stopping.signal });
    await recorded.line('the socket to Slack did not open: trying again');
    stopping.abort();
    await expect(starting).rejects.toMatchObject({ code: 'stopped' });
  });

  it('brings its own database when it is given none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'headroom-bot-'));
    await chmod(folder, 0o711);
    try {
      bot = await startBot(options({ databaseUrl: undefined, dataDir: join(folder, 'data') }));
      await simulator.connected();
      expect((await simulator.as(ada).command('/invites quota')).message?.text).toBe('The database answers.');
      await bot.stop();
      expect(JSON.stringify(recorded.lines)).not.toContain('postgres://');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }, 60_000);

  it('writes no token and no password into its log', async () => {
    bot = await startBot(options());
    simulator.faults.dropSockets();
    await recorded.line('Slack is connected');
    const secrets = [appToken, 'xoxb-1-acme', new URL(proxy.url).password, 'ticket='];
    const text = JSON.stringify(recorded.lines);
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  });
});
