import type { Ledger } from '../ledger/connect.ts';
import { listToCheckIn } from '../ledger/list-to-check-in.ts';
import { queueDeliveries } from '../ledger/queue-deliveries.ts';
import { transact } from '../ledger/transact.ts';
import { checkInAges, checkInKey, wantedOn } from './check-in-days.ts';
import { currentPolicy } from './current-policy.ts';
import type { ToSay } from './messages.ts';

/** People a transaction: a large workspace takes several, and what they queue is sent meanwhile. */
const mostAtOnce = 1_000;

/**
 * Queues a check-in for everybody who is to get one in a zone of a workspace on a local date: once a person and date,
 * however often it runs. Gives how many were found.
 */
export async function queueCheckIns(
  ledger: Ledger,
  round: {
    readonly workspaceId: string;
    readonly zone: string;
    readonly localDate: string;
    readonly now: number;
    readonly withinMs: number;
  },
): Promise<number> {
  const { workspaceId, localDate, now, withinMs } = round;
  const wishes = wantedOn(localDate);
  let found = 0;
  for (let after = ''; ; ) {
    const owners = await transact(ledger, { deadlineMs: withinMs }, async (tx) => {
      const ages = checkInAges(await currentPolicy(ledger, tx, workspaceId), now);
      const listed = await listToCheckIn(tx, { ...round, ...ages, wishes, after, most: mostAtOnce });
      const toSay = listed.map(
        (userId): ToSay => ({
          channel: userId,
          message: { kind: 'check_in', date: localDate },
          onceKey: checkInKey({ userId, date: localDate }),
        }),
      );
      await queueDeliveries(tx, { workspaceId, now }, toSay);
      return listed;
    });
    found += owners.length;
    after = owners.at(-1) ?? '';
    if (owners.length < mostAtOnce) return found;
  }
}
