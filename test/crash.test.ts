import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Simulator } from '../src/simulator/simulator.ts';
import { messageOf } from './headroom.ts';
import { ada, appToken, botToken, startWorkspace } from './slack/workspace.ts';

let folder: string;
let slack: Simulator;
let bot: ChildProcess;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-crash-'));
  chmodSync(folder, 0o711); // as root, PostgreSQL runs as another user
  slack = await startWorkspace();
  bot = await startBot();
}, 60_000);
afterEach(async () => {
  bot.kill('SIGTERM');
  await once(bot, 'exit');
  await slack.close();
  rmSync(folder, { recursive: true });
}, 60_000);

/** `npm start` as it is, with the embedded database; resolves when Slack is connected. */
async function startBot(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    env: {
      PATH: process.env.PATH,
      SLACK_BOT_TOKEN: botToken,
      SLACK_APP_TOKEN: appToken,
      SLACK_API_URL: slack.apiUrl,
      DATA_DIR: folder,
      HOST: '127.0.0.1',
      PORT: '0',
    },
    stdio: 'ignore',
  });
  await slack.connected();
  return child;
}

it('has on disk what was acknowledged before it was killed, and goes on with the same database', async () => {
  const reply = messageOf(await slack.as(ada).command('/invites log @jane-doe'));
  expect(reply.text).toMatch(/^Logged jane-doe\./);
  bot.kill('SIGKILL');
  await once(bot, 'exit');
  await slack.waitFor(() => slack.connections() === 0);

  bot = await startBot();
  expect(messageOf(await slack.as(ada).command('/invites quota')).text).toContain(
    '1 of about 100 sent in 7 days',
  );
  expect(messageOf(await slack.as(ada).command('/invites log @jane-doe')).text).toMatch(/^Not logged/);
}, 60_000);
