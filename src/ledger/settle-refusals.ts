import { and, eq, isNull } from 'drizzle-orm';
import { requests } from './schema.ts';
import type { Tx } from './transact.ts';

/**
 * Settles the refusals of a request, once. When a button settled them before this call; null if this call did: of two
 * clicks at the same moment, one.
 */
export async function settleRefusals(
  tx: Tx,
  request: { readonly workspaceId: string; readonly id: number; readonly now: number },
): Promise<number | null> {
  const here = and(eq(requests.workspaceId, request.workspaceId), eq(requests.id, request.id));
  const settled = await tx
    .update(requests)
    .set({ settledAt: request.now })
    .where(and(here, isNull(requests.settledAt)))
    .returning({ id: requests.id });
  if (settled.length > 0) return null;
  const [found] = await tx.select({ settledAt: requests.settledAt }).from(requests).where(here);
  return found?.settledAt ?? request.now;
}
