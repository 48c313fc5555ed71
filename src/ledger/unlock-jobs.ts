import { sql } from 'drizzle-orm';
import type { Tx } from './transact.ts';

/** Makes the jobs free that a run of the job queue locked and will not finish. */
export async function unlockJobs(tx: Tx, run: string): Promise<void> {
  await tx.execute(sql`select graphile_worker.force_unlock_workers(array[${run}]::text[])`);
}
