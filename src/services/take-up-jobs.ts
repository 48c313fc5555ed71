import type { Ledger } from '../ledger/connect.ts';
import { queueUndelivered } from '../ledger/queue-drains.ts';
import { queueAwaitedHomes } from '../ledger/queue-homes.ts';
import { transact } from '../ledger/transact.ts';
import { unlockJobs } from '../ledger/unlock-jobs.ts';

const deadline = { deadlineMs: 10_000 };

/**
 * Sees to it that a job waits for every channel where something is to be said, and for every Home that was opened and
 * not published since: the jobs of a process that was killed stay locked for hours. Those of `formerRun` are unlocked.
 */
export async function takeUpJobs(ledger: Ledger, formerRun?: string): Promise<void> {
  await transact(ledger, deadline, async (tx) => {
    if (formerRun !== undefined) await unlockJobs(tx, formerRun);
    await queueUndelivered(tx);
    await queueAwaitedHomes(tx);
  });
}
