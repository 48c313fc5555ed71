import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import fs from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectLedger } from '../../src/ledger/connect.ts';
import { defaultDataDir, type Embedded, startEmbedded } from '../../src/ledger/embedded.ts';

vi.setConfig({ testTimeout: 60_000 }); // initdb takes a second on an idle machine only

const root = process.getuid?.() === 0;
const messages = new EventEmitter();
const log = {
  info: (_: object, message: string) => messages.emit(message),
  warn: (_: object, message: string) => messages.emit(message),
  error: (_: object, message: string) => messages.emit(message),
};

let parent: string;
let dataDir: string;
const running: Embedded[] = [];
const bots: ChildProcess[] = [];

beforeAll(() => {
  parent = fs.mkdtempSync(path.join(os.tmpdir(), 'headroom-embedded-'));
  fs.chmodSync(parent, 0o711);
});
afterAll(() => fs.rmSync(parent, { recursive: true }));
beforeEach(() => {
  dataDir = path.join(parent, 'data'); // shared by most, since making a cluster takes a second
});
afterEach(async () => {
  await Promise.all(bots.splice(0).map(killed));
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

async function start(folder = dataDir): Promise<Embedded> {
  const server = await startEmbedded({ dataDir: folder, log, disposable: true });
  running.push(server);
  return server;
}

async function startBot(folder = dataDir): Promise<{ url: string; adopted: boolean; bot: ChildProcess }> {
  const bot = spawnBot(folder);
  const [line] = await once(createInterface(bot.stdout), 'line');
  return { ...JSON.parse(String(line)), bot };
}

function spawnBot(folder: string) {
  const script = fileURLToPath(new URL('embedded-bot.ts', import.meta.url));
  const bot = spawn(process.execPath, ['--import', 'tsx', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  bots.push(bot);
  return bot;
}

async function killed(bot: ChildProcess): Promise<void> {
  if (bot.exitCode !== null || bot.signalCode !== null) return;
  const ended = once(bot, 'exit');
  bot.kill('SIGKILL');
  await ended;
}

async function ask<Row extends object>(url: string, statement: string): Promise<Row[]> {
  const ledger = connectLedger({ hashKey: 'of tests', url, maxConnections: 1 });
  try {
    return await ledger.sql.unsafe<Row[]>(statement);
  } finally {
    await ledger.close();
  }
}

const pgdata = (folder = dataDir) => path.join(folder, 'postgres');
const pidFile = () => path.join(pgdata(), 'postmaster.pid');
const serverPid = () => Number(fs.readFileSync(pidFile(), 'utf8').split('\n')[0]);

describe('a running server', () => {
  let url: string;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    ({ url, stop } = await startEmbedded({ dataDir: path.join(parent, 'data'), log, disposable: true }));
  });
  afterAll(() => stop());

  it('speaks UTF8 and UTC whatever the machine speaks, listens on loopback only, and logs no statement', async () => {
    const names = [
      'server_encoding',
      'TimeZone',
      'lc_messages',
      'listen_addresses',
      'unix_socket_directories',
    ];
    const logging = [
      'log_error_verbosity',
      'log_min_error_statement',
      'log_min_messages',
      'password_encryption',
    ];
    const rows = await ask<{ name: string; setting: string }>(
      url,
      `select name, setting from pg_settings where name in ('${[...names, ...logging].join("','")}') order by name collate "C"`,
    );
    expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
      TimeZone: 'UTC',
      lc_messages: 'C',
      listen_addresses: '127.0.0.1',
      log_error_verbosity: 'terse',
      log_min_error_statement: 'panic',
      log_min_messages: 'log',
      password_encryption: 'scram-sha-256',
      server_encoding: 'UTF8',
      unix_socket_directories: '',
    });
    expect(new URL(url).hostname).toBe('127.0.0.1');
  });

  it('refuses a wrong password', async () => {
    const wrong = Object.assign(new URL(url), { password: 'wrong' }).href;
    await expect(ask(wrong, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('keeps its data and its password private', () => {
    const modes = [pgdata(), path.join(pgdata(), 'headroom.password')].map(
      (file) => fs.statSync(file).mode & 0o777,
    );
    expect(modes).toEqual([0o700, 0o600]);
  });

  it.runIf(root)('does not run as root', () => {
    expect(fs.statSync(`/proc/${serverPid()}`).uid).not.toBe(0);
  });

  it('is in a process group of its own, so that Ctrl-C does not reach it', () => {
    expect(() => process.kill(-serverPid(), 0)).not.toThrow();
  });
});

describe('the embedded server', () => {
  it('keeps its data over a stop', async () => {
    const first = await start();
    await ask(first.url, 'create table kept as select 42 as answer');
    await running.pop()?.stop();
    expect(fs.existsSync(pidFile())).toBe(false);
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await ask(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('starts when the port it had is taken', async () => {
    const first = await start();
    const port = Number(new URL(first.url).port);
    await running.pop()?.stop();
    const thief = createServer().listen(port, '127.0.0.1');
    await once(thief, 'listening');
    const second = await start();
    expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    thief.close();
    await once(thief, 'close');
  });
});

describe('a second bot on the same data', () => {
  it('is told that one is running, and leaves the server alone', async () => {
    const { url } = await start();
    await expect(start()).rejects.toMatchObject({ name: 'AppError', code: 'already_running' });
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is told so too when both start at once on a new folder', async () => {
    const folder = path.join(parent, 'race');
    const outcomes = await Promise.allSettled([start(folder), start(folder), start(folder)]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'already_running' });
    }
    expect(fs.readdirSync(folder).filter((name) => name.startsWith('initialising-'))).toEqual([]);
  });

  it('takes over when the first one stops', async () => {
    await start();
    await running.pop()?.stop();
    await expect(start()).resolves.toMatchObject({ adopted: false });
  });
});

describe('after kill -9', () => {
  it('of the bot, the next start takes the living server over', async () => {
    const { bot, url } = await startBot();
    await ask(url, 'create table acknowledged as select 1 as one');
    const pid = serverPid();
    await killed(bot);
    const next = await start();
    expect(next).toMatchObject({ adopted: true, url });
    expect(serverPid()).toBe(pid);
    expect(await ask(next.url, 'select one from acknowledged')).toEqual([{ one: 1 }]);
    await running.pop()?.stop();
    expect(fs.existsSync(pidFile())).toBe(false);
    await expect(ask(url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('of bot and server, the next start recovers what was committed', async () => {
    const { bot, url } = await startBot();
    await ask(url, 'create table committed as select 1 as one');
    process.kill(serverPid(), 'SIGKILL');
    await killed(bot);
    const next = await start();
    expect(await ask(next.url, 'select one from committed')).toEqual([{ one: 1 }]);
  });

  it('of bot and server, the next start works when another process has the number of the old server', async () => {
    const { bot } = await startBot();
    const stale = fs.readFileSync(pidFile(), 'utf8').split('\n');
    const pid = serverPid();
    await killed(bot);
    const adopted = await start();
    await running.pop()?.stop();
    expect(adopted.adopted).toBe(true);
    const stranger = spawn('sleep', ['60'], root ? { uid: fs.statSync(pgdata()).uid } : {});
    fs.writeFileSync(pidFile(), [stranger.pid, ...stale.slice(1)].join('\n'));
    const next = await start();
    expect(next.adopted).toBe(false);
    expect(serverPid()).not.toBe(pid);
    expect(stranger.kill()).toBe(true);
  });

  it('of the server, the bot starts it again on the same address', async () => {
    const { url } = await start();
    const again = once(messages, 'embedded PostgreSQL is up again');
    const warned = once(messages, 'embedded PostgreSQL is gone, bringing it back');
    const pid = serverPid();
    process.kill(pid, 'SIGKILL');
    await Promise.all([warned, again]);
    expect(serverPid()).not.toBe(pid);
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await expect(start()).rejects.toMatchObject({ code: 'already_running' });
  });

  it('of one of its processes, the bot takes its lock again', async () => {
    const { url } = await start();
    const again = once(messages, 'embedded PostgreSQL is up again');
    const [session] = await ask<{ pid: number }>(url, `select pid from pg_locks where locktype = 'advisory'`);
    process.kill(session?.pid ?? 0, 'SIGKILL');
    await again;
    await expect(start()).rejects.toMatchObject({ code: 'already_running' });
  });

  it('of a bot that was initialising, the next start does it anew', async () => {
    const folder = path.join(parent, 'interrupted');
    fs.mkdirSync(folder);
    const initialising = new Promise<void>((resolve) => {
      const watcher = fs.watch(folder, (_, name) => {
        if (!name?.startsWith('initialising-')) return;
        watcher.close();
        resolve();
      });
    });
    const bot = spawnBot(folder);
    await initialising;
    await killed(bot);
    expect(fs.existsSync(pgdata(folder))).toBe(false);
    const next = await start(folder);
    expect(await ask(next.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(fs.readdirSync(folder).filter((name) => name.startsWith('initialising-'))).toEqual([]);
  });
});

describe('a folder that cannot be used', () => {
  it('is left as it is when it holds something else', async () => {
    const folder = path.join(parent, 'foreign');
    fs.mkdirSync(pgdata(folder), { recursive: true });
    fs.writeFileSync(path.join(pgdata(folder), 'precious'), 'x');
    await expect(start(folder)).rejects.toMatchObject({ code: 'embedded_unusable' });
    expect(fs.readdirSync(pgdata(folder))).toEqual(['precious']);
  });

  it('is left as it is when another version of PostgreSQL made it', async () => {
    const folder = path.join(parent, 'older');
    fs.mkdirSync(pgdata(folder), { recursive: true });
    fs.writeFileSync(path.join(pgdata(folder), 'PG_VERSION'), '17\n');
    await expect(start(folder)).rejects.toMatchObject({ code: 'embedded_version' });
  });

  it.runIf(root)('is named, with a way out, when the server could not reach it', async () => {
    const secluded = path.join(parent, 'private');
    fs.mkdirSync(secluded, { mode: 0o700 });
    await expect(start(path.join(secluded, 'data'))).rejects.toMatchObject({
      code: 'embedded_unreachable',
      message: expect.stringContaining('DATA_DIR'),
    });
  });
});

describe('the default data folder', () => {
  it('is below the checkout, or as root below /var/lib/headroom by a name of the checkout', () => {
    expect(defaultDataDir({ root: false, checkout: '/home/ada/headroom' })).toBe('/home/ada/headroom/.data');
    const one = defaultDataDir({ root: true, checkout: '/srv/one' });
    expect(one).toMatch(/^\/var\/lib\/headroom\/[0-9a-f]{16}$/);
    expect(defaultDataDir({ root: true, checkout: '/srv/two' })).not.toBe(one);
  });
});
