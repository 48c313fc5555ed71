import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { startBot } from './bot.ts';
import { systemClock } from './clock.ts';
import { readConfig, readDemoConfig } from './config.ts';
import { writeHistory } from './demo/history.ts';
import { demoWorkspace, demoWorkspaceId, team } from './demo/workspace.ts';
import type { Ledger } from './ledger/connect.ts';
import { defaultDataDir } from './ledger/embedded.ts';
import { untilStopped } from './lifetime.ts';
import { createLog } from './log.ts';
import { readZone } from './services/read-zone.ts';
import { startSimulator } from './simulator/simulator.ts';
import { createHandlers } from './slack/handlers.ts';

const checkout = fileURLToPath(new URL('..', import.meta.url));
const host = '127.0.0.1';
const secret = (prefix: string) => `${prefix}${randomBytes(16).toString('hex')}`;

/** Everything in one process and nothing outside it: Slack is the simulator, PostgreSQL the embedded one. */
async function demo(): Promise<void> {
  const clock = systemClock;
  const settings = readDemoConfig();
  const log = createLog({ level: settings.logLevel });
  const stopped = untilStopped(log);
  const root = process.getuid?.() === 0;
  const dataDir = join(settings.dataDir ?? defaultDataDir({ root, checkout }), 'demo');
  if (process.argv.includes('--fresh')) await rm(dataDir, { recursive: true, force: true });

  const botToken = secret('xoxb-demo-');
  const appToken = secret('xapp-demo-');
  const yourZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const slack = await startSimulator({
    manifest: parse(readFileSync(join(checkout, 'manifest.yml'), 'utf8')),
    workspaces: [demoWorkspace(botToken, yourZone)],
    appToken,
    signingSecret: secret(''),
    clock,
    host,
    port: settings.port,
    page: true,
  });
  say(`Headroom demo: ${slack.url}`);
  say('Starting the database and the bot…');

  const opened: Ledger[] = [];
  const bot = await startBot({
    config: readConfig({
      SLACK_BOT_TOKEN: botToken,
      SLACK_APP_TOKEN: appToken,
      SLACK_API_URL: slack.apiUrl,
      DATA_DIR: dataDir,
      HOST: host,
      PORT: '0',
    }),
    clock,
    log,
    signal: stopped.signal,
    createHandlers: (parts) => {
      opened.push(parts.ledger);
      return createHandlers(parts);
    },
  });
  for (const ledger of opened) await ensureHistory(ledger, clock.now());
  say(`Ready. Open ${slack.url} and type /invites log @jane-doe`);

  await stopped.asked;
  await bot.stop();
  await slack.close();
}

/** Two months of the team's work, written once: whoever has an account has a history. */
async function ensureHistory(ledger: Ledger, now: number): Promise<void> {
  await Promise.all(
    team.map(async (teammate) => {
      const who = { workspaceId: demoWorkspaceId, userId: teammate.id, withinMs: 10_000 };
      if ((await readZone(ledger, who)) === undefined) await writeHistory(ledger, teammate, now);
    }),
  );
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await demo();
