import type { RequestListener } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { AppError, DatabaseUnavailableError } from './errors.ts';
import { answer, startHealth } from './health.ts';
import { startTick, type Tick } from './jobs/tick.ts';
import { loadJobQueue, startWorker, type Worker } from './jobs/worker.ts';
import { connectLedger, type Ledger } from './ledger/connect.ts';
import { defaultDataDir, startEmbedded } from './ledger/embedded.ts';
import { readHashKey } from './ledger/hash-key.ts';
import { migrateLedger, waitForLedger } from './ledger/migrate.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { startMetrics } from './metrics-server.ts';
import { readOutbox } from './services/read-outbox.ts';
import type { Timing } from './slack/answer.ts';
import { createSlack, type Slack } from './slack/app.ts';
import type { Handlers } from './slack/request.ts';

/** Stop waits this long for requests in flight. */
const DRAIN_MS = 10_000;
const PING_MS = 1_000;

export type BotOptions = {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly createHandlers: (parts: { readonly ledger: Ledger; readonly clock: Clock }) => Handlers;
  /** Gives up starting when aborted. */
  readonly signal?: AbortSignal;
  readonly timing?: Partial<Timing>;
  /** Between two messages that the bot says by itself in a channel; a second without it. */
  readonly paceMs?: number;
  /** After how long it says what another bot began to say and wrote nothing down of; that bot's time for it without this. */
  readonly takeOverAfterMs?: number;
  /** Only `tick` looks for what is due, not the minute: a test's time goes as the test moves it. */
  readonly ticksByHand?: boolean;
};

export type Bot = {
  /** Where `/healthz`, `/readyz` and, with signed HTTP, `/slack/events` are. */
  readonly url: string;
  /** Does what is due by the clock, as the bot does by itself once a minute; what fails stands in the log. */
  tick(): Promise<void>;
  /** Takes nothing new, finishes what is in flight, closes all. The same promise however often it is called. */
  stop(): Promise<void>;
};

/** Resolves when Slack is connected and the database migrated; until then `/readyz` says what it waits for. */
export async function startBot(o: BotOptions): Promise<Bot> {
  const { config, clock, log, createHandlers, signal = new AbortController().signal } = o;
  const metrics = createMetrics();
  const closers: (() => Promise<unknown>)[] = [];
  let problem: () => Promise<string | undefined> = async () => 'The database is starting.';
  let counted: Ledger | undefined;
  let slack: Slack | undefined;
  let worker: Worker | undefined;
  let tick: Tick | undefined;
  let stopped: Promise<void> | undefined;

  /** Last in, first out; what fails to close does not keep the others open. */
  async function closeAll(): Promise<void> {
    for (const close of closers.reverse()) await close().catch((err) => log.error({ err }, 'closing failed'));
  }
  const stop = () => {
    stopped ??= closeAll();
    return stopped;
  };

  try {
    const health = await startHealth({
      port: config.port,
      host: config.host,
      problem: () => problem(),
      others: () => (config.slack.transport.kind === 'http' ? (slack?.listener ?? notReady) : undefined),
    });
    closers.push(() => health.close());
    log.info({ url: health.url }, 'listening');
    if (config.metricsPort !== undefined) {
      const served = await startMetrics({
        port: config.metricsPort,
        metrics,
        readOutbox: () => counted && readOutbox(counted, { now: clock.now(), withinMs: PING_MS }),
        log,
      });
      closers.push(() => served.close());
      log.info({ url: `${served.url}/metrics` }, 'metrics');
    }

    // Both are waited for, so that what was opened is closed again when the other fails.
    const [opening, loading] = await Promise.allSettled([openLedger(config, log, closers), loadJobQueue()]);
    if (opening.status === 'rejected') throw opening.reason;
    if (loading.status === 'rejected') throw loading.reason;
    const ledger = opening.value;
    await waitForLedger(ledger, { log, signal });
    await migrateLedger(ledger);
    counted = ledger;

    slack = createSlack({
      config: config.slack,
      handlers: createHandlers({ ledger, clock }),
      clock,
      log,
      metrics,
      ...(o.timing && { timing: o.timing }),
    });
    const opened = slack;
    problem = async () => opened.problem() ?? (await databaseProblem(ledger, log)) ?? worker?.problem();
    closers.push(async () => worker?.stop());
    closers.push(async () => tick?.stop());
    closers.push(() => opened.close());
    closers.push(async () => {
      const left = await opened.drain(DRAIN_MS);
      if (left > 0) log.warn({ left }, 'stopping with requests in flight');
    });
    await opened.open(signal);
    worker = startWorker({
      ledger,
      deliver: opened.deliver,
      clock,
      log,
      metrics,
      ...(o.paceMs !== undefined && { paceMs: o.paceMs }),
      ...(o.takeOverAfterMs !== undefined && { takeOverAfterMs: o.takeOverAfterMs }),
    });
    const ticking = startTick({ ledger, clock, log, metrics, byHand: o.ticksByHand ?? false });
    tick = ticking;
    log.info('ready');
    return { url: health.url, tick: () => ticking.run(), stop };
  } catch (err) {
    await stop();
    throw err;
  }
}

async function openLedger(config: Config, log: Log, closers: (() => Promise<unknown>)[]): Promise<Ledger> {
  let { databaseUrl: url, hashKey } = config;
  if (url === undefined) {
    const checkout = fileURLToPath(new URL('..', import.meta.url));
    const dataDir = config.dataDir ?? defaultDataDir({ root: process.getuid?.() === 0, checkout });
    const embedded = await startEmbedded({ dataDir, log });
    closers.push(() => embedded.stop());
    url = embedded.url;
    hashKey ??= readHashKey(dataDir);
  }
  if (hashKey === undefined) throw new AppError('hash_key_missing', 'HASH_KEY is missing.');
  const ledger = connectLedger({ url, hashKey });
  closers.push(() => ledger.close());
  return ledger;
}

/** Whatever keeps the database from answering makes the bot not ready; what is not mere silence stands in the log. */
async function databaseProblem(ledger: Ledger, log: Log): Promise<string | undefined> {
  try {
    await ledger.ping(PING_MS);
    return undefined;
  } catch (err) {
    if (!(err instanceof DatabaseUnavailableError)) log.warn({ err }, 'the database refuses to answer');
    return 'The database does not answer.';
  }
}

/** Slack's requests before Slack's part is built. */
const notReady: RequestListener = (_req, res) => answer(res, 503, { error: 'The bot is not ready.' });
