import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../src/clock.ts';
import type { Simulator } from '../src/simulator/simulator.ts';
import { createTestLedger, type TestLedger } from './ledger/database.ts';
import { ada, appToken, botToken, startWorkspace } from './slack/workspace.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

type Running = { child: ChildProcess; output: () => string; ended: Promise<number | null> };

/** `npm start`, without npm. */
function main(env: Record<string, string>): Running {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  return { child, output: () => output, ended: once(child, 'close').then(([code]) => code) };
}

describe('npm start', () => {
  it('stops at once when settings are missing, with a text for people', async () => {
    const { ended, output } = main({});
    expect(await ended).toBe(1);
    expect(output()).toContain('Headroom cannot start: 3 settings are missing or wrong.');
    expect(output()).toContain('npm run demo');
    expect(output()).not.toContain('    at ');
  });
});

describe('a running bot', () => {
  let simulator: Simulator;
  let database: TestLedger;
  let running: Running | undefined;

  beforeEach(async () => {
    database = await createTestLedger();
    simulator = await startWorkspace({ clock: systemClock });
  });
  afterEach(async () => {
    if (running?.child.exitCode === null) running.child.kill('SIGKILL');
    await running?.ended;
    await simulator.close();
    await database.drop();
  });

  const start = (changes: Record<string, string> = {}) => {
    running = main({
      SLACK_BOT_TOKEN: botToken,
      SLACK_APP_TOKEN: appToken,
      SLACK_API_URL: simulator.apiUrl,
      DATABASE_URL: database.url,
      HASH_KEY: 'a key of tests',
      HOST: '127.0.0.1',
      PORT: '0',
      ...changes,
    });
    return running;
  };

  it('answers, and stops in order on SIGTERM', async () => {
    const { child, ended, output } = start();
    await simulator.connected();
    expect((await simulator.as(ada).command('/invites help')).acknowledged).toBe(true);
    child.kill('SIGTERM');
    expect([await ended, output()]).toEqual([0, expect.stringContaining('"msg":"stopped"')]);
  });

  it('stops with a sentence when Slack refuses the token', async () => {
    const { ended, output } = start({ SLACK_BOT_TOKEN: 'xoxb-another' });
    expect(await ended).toBe(1);
    expect(output()).toContain('Slack refused SLACK_BOT_TOKEN (invalid_auth).');
    expect(output()).not.toContain('    at ');
  });
});
