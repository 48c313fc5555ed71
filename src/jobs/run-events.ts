import { EventEmitter } from 'node:events';
import type { WorkerEvents } from 'graphile-worker';

export type RunWatcher = {
  /** What the run is called in the jobs that it locks. */
  named(id: string): void;
  /** It looked for a job, and was answered. */
  looked(): void;
  /** It ends, or its connections are dead. Its jobs are waited for: they should not begin anything. */
  ended(): void;
  /** So many looks in a row that failed, of all who look, mean that the connections are dead. */
  readonly mostFailures: number;
};

/**
 * Tells about a run of the job queue. It ends by itself, and waits for every job, when it cannot write down what became
 * of one: a failed statement is enough.
 */
export function watchRun({ named, looked, ended, mostFailures }: RunWatcher): WorkerEvents {
  const events: WorkerEvents = new EventEmitter();
  let failures = 0;
  const found = () => {
    failures = 0;
    looked();
  };
  events.on('pool:create', ({ workerPool }) => named(workerPool.id));
  events.on('job:start', found);
  events.on('worker:getJob:empty', found);
  events.on('worker:getJob:error', () => {
    failures += 1;
    if (failures >= mostFailures) ended();
  });
  events.on('pool:fatalError', ended);
  events.on('pool:gracefulShutdown', ended);
  return events;
}
