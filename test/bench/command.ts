import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { systemClock } from '../../src/clock.ts';
import { connectLedger } from '../../src/ledger/connect.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { withDatabase } from './database.ts';
import { type Measured, measure, post, report } from './load.ts';

const signingSecret = 'signing-secret-of-the-benchmark';
const botToken = 'xoxb-bench';
const teammates = Array.from({ length: 50 }, (_, n) => `U0BENCH${n}`);
const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * A signed slash command over HTTP, from the request to the reply in its acknowledgement, beside a bare Bolt app that only
 * acknowledges. Each server is a process of its own; PostgreSQL is the embedded one as it is shipped, durable.
 */
export async function benchCommand(size: { seconds: number; rounds: number }): Promise<void> {
  await withDatabase((url) => compare(url, size));
}

async function compare(
  databaseUrl: string,
  { seconds, rounds }: { seconds: number; rounds: number },
): Promise<void> {
  const slack = await startSimulator({
    manifest: parse(readFileSync(join(root, 'manifest.yml'), 'utf8')),
    workspaces: [
      {
        id: 'T0BENCH',
        name: 'Bench',
        domain: 'bench',
        botToken,
        users: teammates.map((id) => ({ id, name: id.toLowerCase(), realName: id, tz: 'Europe/Berlin' })),
        channels: [{ id: 'C0BENCH', name: 'bench', members: teammates }],
      },
    ],
    appToken: 'xapp-bench',
    signingSecret,
    clock: systemClock,
  });
  const env = { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: slack.apiUrl };
  const servers: Server[] = [];
  try {
    const bare = await startServer('test/bench/bare-app.ts', env, /ready/);
    servers.push(bare);
    const bot = await startServer(
      'src/main.ts',
      { ...env, DATABASE_URL: databaseUrl, HASH_KEY: 'bench', HOST: '127.0.0.1', LOG_LEVEL: 'info' },
      /"msg":"ready"/,
    );
    servers.push(bot);
    const scenarios = {
      'bare Bolt': () => command(bare.url, 'quota', /Acknowledged/),
      quota: () => command(bot.url, 'quota', /of about 100 sent/),
      log: () => command(bot.url, `log @person-${persons++}`, /Logged/),
    };
    const measured = new Map<string, Measured[]>();
    for (const once of Object.values(scenarios)) await measure({ callers: 10, seconds: seconds / 2, once });
    await analyze(databaseUrl);
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, once] of Object.entries(scenarios)) {
        const runs = measured.get(name) ?? [];
        measured.set(name, [...runs, await measure({ callers: 10, seconds, once })]);
      }
    }
    report('signed command, 10 callers', measured);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await slack.close();
  }
}

/** What PostgreSQL does by itself within a minute: until then it plans for empty tables, and reads them whole. */
async function analyze(url: string): Promise<void> {
  const ledger = connectLedger({ hashKey: 'bench', url });
  await ledger.sql`vacuum analyze`;
  await ledger.close();
}

let persons = 0;
let triggers = 0;

async function command(url: string, text: string, expected: RegExp): Promise<void> {
  triggers += 1;
  const user = teammates[triggers % teammates.length] ?? '';
  const body = new URLSearchParams({
    token: 'unused',
    team_id: 'T0BENCH',
    team_domain: 'bench',
    channel_id: 'C0BENCH',
    channel_name: 'bench',
    user_id: user,
    user_name: user,
    command: '/invites',
    text,
    api_app_id: 'A0BENCH',
    is_enterprise_install: 'false',
    response_url: 'http://127.0.0.1:9/unused',
    trigger_id: `bench.${process.pid}.${triggers}`,
  }).toString();
  const timestamp = String(Math.floor(systemClock.now() / 1_000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const reply = await post(`${url}/slack/events`, body, {
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
  });
  if (!expected.test(reply)) throw new Error(`an unexpected reply to ${text}: ${reply.slice(0, 200)}`);
}

type Server = { readonly url: string; readonly stop: () => Promise<void> };

async function startServer(script: string, env: Record<string, string>, ready: RegExp): Promise<Server> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    cwd: root,
    env: { PATH: process.env.PATH, ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => ready.test(String(chunk)) && resolve());
    exited.then(() => reject(new Error(`${script} ended before it was ready`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
