import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bot, startBot } from '../bot.ts';
import type { Clock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { AppError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { startEmbedded } from '../ledger/embedded.ts';
import type { Log } from '../log.ts';
import { createHandlers } from '../slack/handlers.ts';
import type { Handlers } from '../slack/request.ts';
import { openClock } from './clock.ts';
import { writeHistory } from './history.ts';
import { withQuietLines } from './quiet-lines.ts';
import { demoTokens, startSlack } from './slack.ts';
import { team } from './workspace.ts';

export const host = '127.0.0.1';

export type DemoOptions = {
  /** A folder of the demo's own: `fresh` deletes it. */
  readonly dataDir: string;
  readonly fresh: boolean;
  readonly port: number;
  /** The demo's clock is this one, and how far it was moved. */
  readonly clock: Clock;
  /** The zone of "You", an IANA name. */
  readonly zone: string;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
};

export type Demo = { readonly url: string; readonly stop: () => Promise<void> };

/** Everything in one process and nothing outside it: Slack is the simulator, PostgreSQL the embedded one. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { dataDir, log, say, zone } = options;
  const complete = join(dataDir, 'history-complete');
  if (options.fresh || !existsSync(complete)) await removeData(dataDir, log);

  const clock = openClock({ file: join(dataDir, 'clock.json'), zone, clock: options.clock });
  const tokens = demoTokens();
  let ledger: Ledger | undefined;
  let bot: Bot | undefined;
  const { port } = options;
  const slack = await startSlack({
    port,
    host,
    tokens,
    clock,
    zone,
    dataDir,
    log,
    ledger: () => ledger,
    tick: async () => bot?.tick(),
    say,
  });
  say(`Headroom demo: ${slack.url}`);
  say('Starting the database and the bot…');
  let history = Promise.resolve();
  const noHistory = new AbortController();
  try {
    bot = await startBot({
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
      signal: AbortSignal.any([options.signal, noHistory.signal]),
      createHandlers: (parts) => {
        ledger = parts.ledger;
        if (!existsSync(complete)) history = writeHistories(parts.ledger, clock.now());
        history.catch((err) => noHistory.abort(err));
        return afterwards(withQuietLines(createHandlers(parts), parts.ledger, log), () => history);
      },
    });
    await history;
    await writeFile(complete, '');
    await slack.connected();
  } catch (err) {
    await bot?.stop();
    await slack.close();
    // A bot that gave up starting for want of a history says only that it gave up.
    const gaveUp = noHistory.signal.aborted && err instanceof AppError && err.code === 'stopped';
    throw gaveUp ? noHistory.signal.reason : err;
  }
  const running = bot;
  return {
    url: slack.url,
    stop: async () => {
      await running.stop();
      await slack.close();
    },
  };
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

/** The same handlers, which answer once something else is there. */
function afterwards(handlers: Handlers, ready: () => Promise<void>): Handlers {
  return {
    ...handlers,
    command: (text, ctx) => ready().then(() => handlers.command(text, ctx)),
    press: (press, ctx) => ready().then(() => handlers.press(press, ctx)),
    submit: (form, ctx) => ready().then(() => handlers.submit(form, ctx)),
    shortcut: (shortcut, ctx) => ready().then(() => handlers.shortcut(shortcut, ctx)),
    homeOpened: (ctx) => ready().then(() => handlers.homeOpened(ctx)),
  };
}

/** Two months of the team's work, each teammate's beside the others'. */
async function writeHistories(ledger: Ledger, now: number): Promise<void> {
  await Promise.all(team.map((teammate) => writeHistory(ledger, teammate, now)));
}
