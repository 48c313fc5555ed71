import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { startBot } from './bot.ts';
import { systemClock as clock } from './clock.ts';
import { readConfig, readDemoConfig } from './config.ts';
import { writeHistory } from './demo/history.ts';
import { demoWorkspace, demoWorkspaceId, team } from './demo/workspace.ts';
import type { Ledger } from './ledger/connect.ts';
import { defaultDataDir } from './ledger/embedded.ts';
import { exitWith, untilStopped } from './lifetime.ts';
import { createLog } from './log.ts';
import { readZone } from './services/read-zone.ts';
import { type Simulator, startSimulator } from './simulator/simulator.ts';
import { createHandlers } from './slack/handlers.ts';

const checkout = fileURLToPath(new URL('..', import.meta.url));
const host = '127.0.0.1';
const secret = (prefix: string) => `${prefix}${randomBytes(16).toString('hex')}`;

/** Everything in one process and nothing outside it: Slack is the simulator, PostgreSQL the embedded one. */
async function demo(): Promise<void> {
  const settings = readDemoConfig();
  const log = createLog({ level: settings.logLevel });
  const stopped = untilStopped(log);
  const dataDir = join(
    settings.dataDir ?? defaultDataDir({ root: process.getuid?.() === 0, checkout }),
    'demo',
  );
  if (process.argv.includes('--fresh')) await rm(dataDir, { recursive: true, force: true });

  const tokens = { bot: secret('xoxb-demo-'), app: secret('xapp-demo-') };
  const slack = await startSlack(settings.port, tokens);
  say(`Headroom demo: ${slack.url}`);
  say('Starting the database and the bot…');
  const opened: Ledger[] = [];
  const bot = await startBot({
    config: readConfig({
      SLACK_BOT_TOKEN: tokens.bot,
      SLACK_APP_TOKEN: tokens.app,
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
  await slack.connected();
  say(`Ready. Open ${slack.url} and type /invites log @jane-doe (Ctrl-C ends the demo)`);

  await stopped.asked;
  await bot.stop();
  await slack.close();
  process.exit(0);
}

/** The page stays where it was last time, unless something else is there now. */
async function startSlack(
  port: number,
  tokens: { readonly bot: string; readonly app: string },
): Promise<Simulator> {
  const yourZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const options = {
    manifest: parse(readFileSync(join(checkout, 'manifest.yml'), 'utf8')),
    workspaces: [demoWorkspace(tokens.bot, yourZone)],
    appToken: tokens.app,
    signingSecret: secret(''),
    clock,
    host,
    page: true,
  };
  try {
    return await startSimulator({ ...options, port });
  } catch (err) {
    if (!(err instanceof Error && 'code' in err && err.code === 'EADDRINUSE')) throw err;
    say(`Port ${port} is taken: the page is at another one.`);
    return startSimulator({ ...options, port: 0 });
  }
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

await demo().catch(exitWith);
