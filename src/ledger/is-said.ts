import { and, eq } from 'drizzle-orm';
import { deliveries } from './schema.ts';
import type { Tx } from './transact.ts';

/** Whether a message that is said once was queued before. */
export async function isSaid(tx: Tx, workspaceId: string, onceKey: string): Promise<boolean> {
  const found = await tx
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(eq(deliveries.workspaceId, workspaceId), eq(deliveries.onceKey, onceKey)));
  return found.length > 0;
}
