import { createTask } from 'node-cron';
import type { Log } from '../log.ts';
import { type ClaimedDigest, claimDigests } from '../services/claim-digests.ts';
import { createClaimRounds } from '../services/claim-rounds.ts';
import { planMissingDigests } from '../services/plan-digests.ts';
import type { JobParts } from './parts.ts';
import { roundRules } from './rounds.ts';

const everyMinute = '* * * * *';

export type Tick = {
  /** Does what is due now, after the tick that is under way. Never rejects: what fails stands in the log, and is due still. */
  run(): Promise<void>;
  /** Ends the ticking; resolves when the one under way has ended. */
  stop(): Promise<void>;
};

/**
 * Looks once a minute, and at once, for what is due by the clock: digests, and the rounds of the day; with `byHand` only
 * when it is told to.
 */
export function startTick({
  ledger,
  clock,
  log,
  metrics,
  byHand,
}: Pick<JobParts, 'ledger' | 'clock' | 'log' | 'metrics'> & { readonly byHand: boolean }): Tick {
  const claimRounds = createClaimRounds(roundRules);
  const stopping = new AbortController();
  const { signal } = stopping;
  let running = Promise.resolve();

  async function digests(): Promise<void> {
    const now = clock.now();
    await planMissingDigests(ledger, { now });
    await claimDigests(ledger, { now, stopping: signal }, (claimed) => {
      for (const one of claimed) tell(log, one);
      for (const { result, lateMs } of claimed)
        if (result !== 'unreadable') metrics.digestClaimed(result, lateMs / 1_000);
    });
  }

  async function rounds(): Promise<void> {
    const claimed = await claimRounds(ledger, clock.now());
    if (claimed > 0) log.info({ claimed }, 'rounds are queued');
  }

  async function once(): Promise<void> {
    for (const [what, work] of Object.entries({ digests, rounds })) {
      if (signal.aborted) return;
      await work().catch((err: unknown) => log.warn({ err, what }, 'a tick failed: the next one goes on'));
    }
  }

  const run = () => {
    running = running.then(once);
    return running;
  };
  const task = createTask(everyMinute, run, {
    noOverlap: true,
    logger: loggerOf(log),
    suppressMissedWarning: true,
  });
  if (!byHand) {
    void task.start();
    void run();
  }
  return {
    run,
    async stop() {
      stopping.abort();
      await task.destroy();
      await running;
    },
  };
}

function tell(log: Log, { workspaceId, team, localDate, result, lateMs }: ClaimedDigest): void {
  const about = { workspaceId, team, date: localDate, lateSeconds: Math.round(lateMs / 1_000) };
  if (result === 'queued') log.info(about, 'a digest is queued');
  else if (result === 'missed') log.warn(about, 'a digest is not posted: it is more than 4 hours late');
  else log.error(about, 'a digest waits: the settings of its team cannot be read');
}

/** It tells of a busy process, not of what the ticks do. */
function loggerOf(log: Log) {
  const write = (level: 'info' | 'warn' | 'error') => (message: string | Error) =>
    log[level]({ ...(message instanceof Error && { err: message }) }, 'the schedule reports something');
  return { info: write('info'), warn: write('warn'), error: write('error'), debug: () => {} };
}
