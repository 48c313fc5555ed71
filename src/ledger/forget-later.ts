import { and, eq, gt } from 'drizzle-orm';
import { deliveries, digestSchedules, digests, rounds, warnings } from './schema.ts';
import type { Tx } from './transact.ts';

/**
 * Forgets what a workspace was told and was to be told later than an instant, for a clock that goes back: it comes again
 * when its time comes. What teammates recorded stays.
 */
export async function forgetLater(tx: Tx, workspaceId: string, now: number): Promise<void> {
  await tx.delete(digests).where(and(eq(digests.workspaceId, workspaceId), gt(digests.claimedAt, now)));
  await tx.delete(rounds).where(and(eq(rounds.workspaceId, workspaceId), gt(rounds.claimedAt, now)));
  await tx.delete(warnings).where(and(eq(warnings.workspaceId, workspaceId), gt(warnings.saidAt, now)));
  await tx
    .delete(deliveries)
    .where(and(eq(deliveries.workspaceId, workspaceId), gt(deliveries.queuedAt, now)));
  // The next tick plans anew.
  await tx.delete(digestSchedules).where(eq(digestSchedules.workspaceId, workspaceId));
}
