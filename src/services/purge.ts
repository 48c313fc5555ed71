import type { Ledger } from '../ledger/connect.ts';
import { purgeDeliveries, purgeFailedJobs, purgeRecords, purgeRequests } from '../ledger/purge-rows.ts';
import { type Tx, transact } from '../ledger/transact.ts';
import { daysToMs, hoursToMs } from '../limits/windows.ts';
import type { Nightly } from './nightly.ts';

/** How long rows are of use. */
export const keptFor = {
  /** Slack delivers again within the hour. They hold the names that were typed. */
  requestMs: hoursToMs(25),
  /** A refusal that waits on Home for an answer. */
  openRefusalMs: daysToMs(30),
  deliveryMs: daysToMs(90),
  /** Claims of digests and rounds, and warnings that were given. */
  recordMs: daysToMs(400),
  failedJobDays: 7,
} as const;

const mostAtOnce = 1_000;

export type Purged = {
  readonly requests: number;
  readonly deliveries: number;
  readonly records: number;
  readonly jobs: number;
};

/** Deletes the rows of a workspace that have served, and the jobs that failed for good; gives how many of each. */
export async function purge(ledger: Ledger, about: Nightly): Promise<Purged> {
  const { workspaceId, now, deadlineMs, stopping } = about;
  const inBatches = async (batch: (tx: Tx) => Promise<number>): Promise<number> => {
    let sum = 0;
    for (let last = mostAtOnce; last === mostAtOnce && !stopping.aborted; sum += last)
      last = await transact(ledger, { deadlineMs }, batch);
    return sum;
  };
  const old = { workspaceId, most: mostAtOnce };
  const asked = { askedBefore: now - keptFor.requestMs, openSince: now - keptFor.openRefusalMs };
  return {
    requests: await inBatches((tx) => purgeRequests(tx, { ...old, ...asked })),
    deliveries: await inBatches((tx) =>
      purgeDeliveries(tx, { ...old, settledBefore: now - keptFor.deliveryMs }),
    ),
    records: await transact(ledger, { deadlineMs }, (tx) =>
      purgeRecords(tx, { workspaceId, madeBefore: now - keptFor.recordMs }),
    ),
    jobs: await inBatches((tx) => purgeFailedJobs(tx, keptFor.failedJobDays)),
  };
}
