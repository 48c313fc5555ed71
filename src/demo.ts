import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { startBot } from './bot.ts';
import { systemClock as clock } from './clock.ts';
import { type MachineConfig, readConfig, readDemoConfig } from './config.ts';
import { writeHistory } from './demo/history.ts';
import { demoWorkspace, team } from './demo/workspace.ts';
import { AppError } from './errors.ts';
import type { Ledger } from './ledger/connect.ts';
import { defaultDataDir, startEmbedded } from './ledger/embedded.ts';
import { exitWith, type Stop, untilStopped } from './lifetime.ts';
import { createLog, type Log } from './log.ts';
import { type Simulator, startSimulator } from './simulator/simulator.ts';
import { createHandlers } from './slack/handlers.ts';

const checkout = fileURLToPath(new URL('..', import.meta.url));
const host = '127.0.0.1';
const secret = (prefix: string) => `${prefix}${randomBytes(16).toString('hex')}`;

/** Everything in one process and nothing outside it: Slack is the simulator, PostgreSQL the embedded one. */
async function demo(settings: MachineConfig, log: Log, stop: Stop): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  const dataDir = join(settings.dataDir ?? defaultDataDir({ root: isRoot, checkout }), 'demo');
  const complete = join(dataDir, 'history-complete');
  if (process.argv.includes('--fresh') || !existsSync(complete)) await removeData(dataDir, log);

  const tokens = { bot: secret('xoxb-demo-'), app: secret('xapp-demo-') };
  const slack = await startSlack(settings.port, tokens);
  say(`Headroom demo: ${slack.url}`);
  say('Starting the database and the bot…');
  let history = Promise.resolve();
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
    signal: stop.signal,
    createHandlers: (parts) => {
      if (!existsSync(complete)) history = writeHistories(parts.ledger);
      const handlers = createHandlers(parts);
      return { ...handlers, command: (text, ctx) => history.then(() => handlers.command(text, ctx)) };
    },
  });
  await history;
  await writeFile(complete, '');
  await slack.connected();
  say(`Ready. Open ${slack.url} and type /invites log @jane-doe (Ctrl-C ends the demo)`);

  await stop.asked;
  await bot.stop();
  await slack.close();
}

/** Starts over, unless another demo works on the data: then this says so, like any second bot. */
async function removeData(dataDir: string, log: Log): Promise<void> {
  try {
    if (existsSync(join(dataDir, 'postgres'))) await (await startEmbedded({ dataDir, log })).stop();
  } catch (err) {
    if (!(err instanceof AppError) || err.code === 'already_running') throw err;
    log.warn({ err }, 'the old data cannot be opened any more, and goes');
  }
  await rm(dataDir, { recursive: true, force: true });
}

/** Two months of the team's work, each teammate's beside the others'. */
async function writeHistories(ledger: Ledger): Promise<void> {
  await Promise.all(team.map((teammate) => writeHistory(ledger, teammate, clock.now())));
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

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const settings = readDemoConfig();
const log = createLog({ level: settings.logLevel });
const stop = untilStopped(log);
await demo(settings, log, stop).catch((err) => (stop.signal.aborted ? undefined : exitWith(err)));
process.exit(0);
