import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { Runner } from 'graphile-worker';
import { InternalError } from '../errors.ts';
import { createChannelLocks } from '../ledger/channel-locks.ts';
import { openJobPool } from '../ledger/job-pool.ts';
import { jobsSchema } from '../ledger/migrate-jobs.ts';
import type { Log } from '../log.ts';
import { takeUpJobs } from '../services/take-up-jobs.ts';
import { deliverWithinMs } from '../slack/deliver.ts';
import { pause, within } from '../slack/pause.ts';
import type { JobParts } from './parts.ts';
import { watchRun } from './run-events.ts';
import { createTasks } from './tasks.ts';

/** A job waits for Slack most of its time, and a channel's for its pace: with 12, each twelfth warning waited for half a second. */
const concurrency = 40;
/** One listens, the others fetch jobs and write down that they are done. */
const connections = 4;
/** Of jobs that are due later; the others are announced. */
const pollMs = 2_000;
/** What is being said has this time to be said and written down; after it the same would be said again. */
const stopWithinMs = deliverWithinMs + 5_000;
const closeWithinMs = 5_000;
const restartMs = { first: 250, most: 10_000 };

export type Worker = {
  /** Takes no new job and waits for those that run. What they leave undone is taken up at the next start. */
  stop(): Promise<void>;
  /** Why messages and Homes stay where they are; undefined when they do not, or not for long yet. */
  problem(): string | undefined;
};

export type WorkerOptions = Pick<JobParts, 'ledger' | 'deliver' | 'clock' | 'log' | 'metrics'> & {
  /** Slack takes about one message a second in a channel. */
  readonly paceMs?: number;
  readonly takeOverAfterMs?: number;
  /** Between two looks for what nobody is at any more. */
  readonly lookEveryMs?: number;
  /** A halt that lasts longer is told. */
  readonly haltedAfterMs?: number;
};

/**
 * Loads the job queue's code, which occupies the process for a tenth of a second: better while the database starts than
 * when the first commands come.
 */
export async function loadJobQueue(): Promise<void> {
  await Promise.all([import('graphile-worker'), import('pg')]);
  // It prints errors past our log, and hands them to our log as well; nothing else here traces.
  console.trace = () => {};
}

/** Starts doing the jobs of the database, in the background; whatever ends that but `stop` starts it again. */
export function startWorker(options: WorkerOptions): Worker {
  const { ledger, log, paceMs = 1_000, lookEveryMs = 60_000, haltedAfterMs = 60_000 } = options;
  const { takeOverAfterMs = stopWithinMs } = options;
  const closing = new AbortController();
  let haltedAt: number | undefined = performance.now();
  /** The run before, as it stands in the jobs that it locked. */
  let formerRun: string | undefined;

  async function keepRunning(): Promise<void> {
    for (let waitMs = restartMs.first; !closing.signal.aborted; ) {
      const startedAt = performance.now();
      try {
        await runUntilItEnds();
      } catch (err) {
        log.warn({ err, waitMs }, 'the jobs came to a halt: they are started again');
      }
      haltedAt ??= performance.now();
      await pause(waitMs, closing.signal);
      const ranWell = performance.now() - startedAt > restartMs.most;
      waitMs = ranWell ? restartMs.first : Math.min(waitMs * 2, restartMs.most);
    }
  }

  async function runUntilItEnds(): Promise<void> {
    const { Logger, run } = await import('graphile-worker');
    if (closing.signal.aborted) return;
    await takeUpJobs(ledger, formerRun);
    const onError = (err: Error) => log.warn({ err }, 'a connection of the job queue broke');
    const pool = await openJobPool(ledger, { max: connections, onError });
    const locks = createChannelLocks(ledger);
    const ended = new AbortController();
    const stopping = AbortSignal.any([closing.signal, ended.signal]);
    setMaxListeners(0, closing.signal, stopping); // every job that pauses is one
    try {
      const events = watchRun({
        named: (id) => {
          formerRun = id;
        },
        looked: () => {
          haltedAt = undefined;
        },
        ended: () => ended.abort(),
        // One who looks for a job waits for the next look before looking again.
        mostFailures: 3 * concurrency,
      });
      const runner = await run({
        pgPool: pool,
        schema: jobsSchema,
        taskList: createTasks({
          ...options,
          paceMs,
          takeOverAfterMs,
          locks,
          run: randomUUID(),
          closing: closing.signal,
          stopping,
        }),
        concurrency,
        pollInterval: pollMs,
        parsedCronItems: [],
        noHandleSignals: true,
        // Without these, nobody waits for the note that a job is done, and when it fails the process ends.
        preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
        events,
        // Its texts can hold what a job failed with; our own lines say what is needed.
        logger: new Logger(() => (level, _text, meta) => {
          if (level === 'error') log.warn({ err: meta?.error }, 'the job queue reports an error');
        }),
      });
      try {
        await Promise.race([runner.promise, keepLooking(stopping)]);
        if (!closing.signal.aborted)
          throw new InternalError('jobs_ended', 'The job queue ended, or does not answer.');
      } finally {
        ended.abort();
        await end(runner, log);
      }
    } finally {
      await within(closeWithinMs, Promise.all([pool.end(), locks.close()]));
    }
  }

  /** Takes up what a bot left that was killed, and what was queued at the moment another job of its channel ended. */
  async function keepLooking(stopping: AbortSignal): Promise<void> {
    for (;;) {
      await pause(lookEveryMs, stopping);
      if (stopping.aborted) return;
      await takeUpJobs(ledger).catch((err: unknown) =>
        log.warn({ err }, 'jobs left by others were not taken up'),
      );
    }
  }

  const running = keepRunning();
  return {
    async stop() {
      closing.abort();
      await running;
    },
    problem: () =>
      haltedAt !== undefined && performance.now() - haltedAt > haltedAfterMs
        ? 'No messages go out and no Home is published: the job queue does not run.'
        : undefined,
  };
}

/** Lets the jobs that run come to their end, then stops by force: what is still running is tried again. */
async function end(runner: Runner, log: Log): Promise<void> {
  // One that ended by itself is stopped already, but may still wait for its jobs.
  const stopped = Promise.allSettled([runner.stop(), runner.promise]);
  if (await within(stopWithinMs, stopped)) return;
  log.warn('stopping with jobs in progress');
  await within(closeWithinMs, runner.kill());
}
