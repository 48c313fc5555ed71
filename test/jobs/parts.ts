import type { JobParts } from '../../src/jobs/parts.ts';
import { createChannelLocks } from '../../src/ledger/channel-locks.ts';
import { createMetrics } from '../../src/metrics.ts';
import { recordLog } from '../slack/workspace.ts';

/** What a job works with that a test runs by itself, without pauses. */
export function partsOf(given: Pick<JobParts, 'ledger' | 'deliver' | 'clock'> & Partial<JobParts>): JobParts {
  const { signal } = new AbortController();
  return {
    log: recordLog().log,
    metrics: createMetrics(),
    locks: createChannelLocks(given.ledger),
    run: 'of a test',
    stopping: signal,
    closing: signal,
    paceMs: 0,
    takeOverAfterMs: 0,
    ...given,
  };
}
