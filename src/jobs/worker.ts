import { EventEmitter } from 'node:events';
import type { Runner, TaskList, WorkerEvents } from 'graphile-worker';
import { z } from 'zod';
import { InternalError } from '../errors.ts';
import { openJobPool } from '../ledger/job-pool.ts';
import { taskNames } from '../ledger/job-specs.ts';
import { jobsSchema } from '../ledger/migrate-jobs.ts';
import type { Log } from '../log.ts';
import { drainUndelivered } from '../services/outbox.ts';
import { refreshHomes } from '../services/publish-home.ts';
import { pause, within } from '../slack/pause.ts';
import { drain } from './drain.ts';
import type { JobParts } from './parts.ts';
import { publishHome } from './publish-home.ts';

/** A job waits for Slack most of its time, and a channel's for its pace. */
const concurrency = 12;
/** One listens, the others fetch jobs and write down that they are done. */
const connections = 4;
/** Of jobs that are due later; the others are announced. */
const pollMs = 2_000;
/** So many looks in a row that failed, of all who look: the connections are dead. */
const deadAfterFailures = 3 * concurrency;
const stopWithinMs = 10_000;
const restartMs = { first: 250, most: 10_000 };

export type Worker = {
  /** Takes no new job and waits for those that run, 10 s at most. What they leave undone is taken up at the next start. */
  stop(): Promise<void>;
};

export type WorkerOptions = Omit<JobParts, 'stopping' | 'paceMs'> & { readonly paceMs?: number };

/** Slack takes about one message a second in a channel. */
const paceMs = 1_000;

/**
 * Loads the job queue's code, which occupies the process for a tenth of a second: better while the database starts than
 * when the first commands come.
 */
export async function loadJobQueue(): Promise<void> {
  await Promise.all([import('graphile-worker'), import('pg')]);
}

/** Starts doing the jobs of the database, in the background; whatever ends that but `stop` starts it again. */
export function startWorker(options: WorkerOptions): Worker {
  const { ledger, log } = options;
  const stopping = new AbortController();
  const parts: JobParts = { paceMs, ...options, stopping: stopping.signal };

  async function keepRunning(): Promise<void> {
    for (let waitMs = restartMs.first; !stopping.signal.aborted; ) {
      const startedAt = performance.now();
      try {
        await runUntilItEnds();
      } catch (err) {
        log.warn({ err, waitMs }, 'the jobs came to a halt: they are started again');
      }
      await pause(waitMs, stopping.signal);
      const ranWell = performance.now() - startedAt > restartMs.most;
      waitMs = ranWell ? restartMs.first : Math.min(waitMs * 2, restartMs.most);
    }
  }

  async function runUntilItEnds(): Promise<void> {
    const { Logger, run } = await import('graphile-worker');
    if (stopping.signal.aborted) return;
    await drainUndelivered(ledger);
    const onError = (err: Error) => log.warn({ err }, 'a connection of the job queue broke');
    const pool = await openJobPool(ledger, { max: connections, onError });
    try {
      const { events, died } = watchOver();
      const runner = await run({
        pgPool: pool,
        schema: jobsSchema,
        taskList: tasks(parts),
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
        await Promise.race([runner.promise, aborted(stopping.signal), died]);
        if (!stopping.signal.aborted)
          throw new InternalError('jobs_ended', 'The job queue ended, or does not answer.');
      } finally {
        await end(runner, log);
      }
    } finally {
      await within(stopWithinMs, pool.end());
    }
  }

  const running = keepRunning();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Stops gracefully, then by force; the jobs that were still running are then tried again. */
async function end(runner: Runner, log: Log): Promise<void> {
  const stopped = runner.stop().catch((err: unknown) => log.info({ err }, 'the job queue had ended'));
  const ended = await within(
    stopWithinMs,
    stopped.then(() => true),
  );
  if (ended) return;
  log.warn('stopping with jobs in progress');
  await within(stopWithinMs, runner.kill());
}

/** `died` resolves when looking for jobs failed so often in a row that new connections must be made. */
function watchOver(): { readonly events: WorkerEvents; readonly died: Promise<void> } {
  const events: WorkerEvents = new EventEmitter();
  let failures = 0;
  const found = () => {
    failures = 0;
  };
  events.on('job:start', found);
  events.on('worker:getJob:empty', found);
  const died = new Promise<void>((resolve) => {
    events.on('worker:getJob:error', () => {
      failures += 1;
      if (failures >= deadAfterFailures) resolve();
    });
  });
  return { events, died };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

const id = z.string().min(1);
const ofChannel = z.object({ workspaceId: id, channel: id });
const ofMember = z.object({ workspaceId: id, userId: id });
const ofWorkspace = z.object({ workspaceId: id });

function tasks(parts: JobParts): TaskList {
  /** The queue keeps the message of what a job fails with, so it gets one of ours, and the log the rest. */
  const task =
    <P>(name: string, payload: z.ZodType<P>, work: (payload: P) => Promise<void>) =>
    async (given: unknown) => {
      try {
        await work(payload.parse(given));
      } catch (err) {
        parts.log.warn({ err, task: name }, 'a job failed');
        throw new InternalError('job_failed', 'See the log.');
      }
    };
  return {
    [taskNames.drain]: task(taskNames.drain, ofChannel, (place) => drain(parts, place)),
    [taskNames.publishHome]: task(taskNames.publishHome, ofMember, (whose) => publishHome(parts, whose)),
    [taskNames.refreshHomes]: task(taskNames.refreshHomes, ofWorkspace, ({ workspaceId }) =>
      refreshHomes(parts.ledger, workspaceId),
    ),
  };
}
