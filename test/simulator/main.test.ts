import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from '@slack/bolt';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

const example = 'src/simulator/example-workspace.yml';
const manifest = `
display_information: { name: Echo }
features:
  bot_user: { display_name: Echo }
  slash_commands: [{ command: /echo, description: Says it again }]
oauth_config: { scopes: { bot: [commands, chat:write] } }
settings: { socket_mode_enabled: true }
`;

let folder: string;
let echo: string;
const running: ChildProcess[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-simulator-'));
  echo = file('manifest.yml', manifest);
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** `npm run simulator` as it is. */
function run(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/simulator/main.ts', ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  const said = { out: '', err: '' };
  const exit = once(child, 'exit').then(([code]) => ({ code, ...said }));
  const started = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      said.out += String(chunk);
      if (said.out.includes('Ctrl-C')) resolve(said.out);
    });
    child.stderr.on('data', (chunk) => {
      said.err += String(chunk);
    });
    exit.then(({ code, err }) => reject(new Error(`it ended with ${code}: ${err}`)));
  });
  started.catch(() => undefined);
  return { child, exit, started };
}

const setting = (out: string, name: string) => new RegExp(`${name}=(\\S+)`).exec(out)?.[1] ?? '';

async function takePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { probe, port: address.port };
}

function listen(app: App): void {
  app.command('/echo', async ({ ack, command }) => ack(`You said ${command.text}`));
}

async function typed(out: string): Promise<unknown> {
  const url = /http:\S+/.exec(out)?.[0] ?? '';
  const post = () =>
    fetch(`${url}/_page/act/command`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        workspace: 'T0HARBOURSONS',
        user: 'U0LENA',
        channel: 'C0SALES',
        line: '/echo hello',
      }),
    });
  // The app knows of its connection a moment before the simulator knows that it does: until then nothing was dispatched.
  await vi.waitFor(async () => expect(await (await post()).json()).toEqual({}), { timeout: 5_000 });
  const state = await fetch(`${url}/_page/state?workspace=T0HARBOURSONS&user=U0LENA`);
  return state.json();
}

describe('npm run simulator', () => {
  it('serves a Bolt app that connects with what it prints, and stops on SIGTERM with code 0', async () => {
    const { child, exit, started } = run('--manifest', echo, '--workspace', example, '--port', '0');
    const out = await started;
    const app = new App({
      token: setting(out, 'SLACK_BOT_TOKEN'),
      appToken: setting(out, 'SLACK_APP_TOKEN'),
      socketMode: true,
      clientOptions: { slackApiUrl: setting(out, 'SLACK_API_URL') },
    });
    listen(app);
    await app.start();
    expect(await typed(out)).toMatchObject({
      workspaces: [{ name: 'Harbour & Sons' }, { name: 'Second Workspace' }],
      viewer: { realName: 'Lena Ortiz', tz: 'Europe/Berlin' },
      channels: expect.arrayContaining([
        expect.objectContaining({ name: 'general' }),
        expect.objectContaining({ name: 'board', kind: 'private' }),
      ]),
      messages: [{ text: 'You said hello', ephemeral: true }],
    });
    await app.stop();
    child.kill('SIGTERM');
    expect(await exit).toMatchObject({ code: 0, err: '' });
  }, 60_000);

  it('pushes signed requests to the app that it is told, and stops on Ctrl-C with code 0', async () => {
    const { probe, port } = await takePort();
    probe.close();
    await once(probe, 'close');
    const push = `http://127.0.0.1:${port}/slack/events`;
    const { child, exit, started } = run(
      '--manifest',
      echo,
      '--workspace',
      example,
      '--port',
      '0',
      '--push',
      push,
    );
    const out = await started;
    expect(out).toContain(`Signed requests go to ${push}`);
    const app = new App({
      token: setting(out, 'SLACK_BOT_TOKEN'),
      signingSecret: setting(out, 'SLACK_SIGNING_SECRET'),
      clientOptions: { slackApiUrl: setting(out, 'SLACK_API_URL') },
    });
    listen(app);
    await app.start({ port, host: '127.0.0.1' });
    expect(await typed(out)).toMatchObject({ messages: [{ text: 'You said hello' }] });
    await app.stop();
    child.kill('SIGINT');
    expect(await exit).toMatchObject({ code: 0, err: '' });
  }, 60_000);

  it('says that a port is taken', async () => {
    const { probe, port } = await takePort();
    const { code, err } = await run('--manifest', echo, '--port', String(port)).exit;
    probe.close();
    expect([code, err]).toEqual([1, `Port ${port} is taken. Leave --port out for another one.\n`]);
  });
});
