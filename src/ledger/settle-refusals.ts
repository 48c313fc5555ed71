import { and, eq, isNull } from 'drizzle-orm';
import { requests } from './schema.ts';
import type { Tx } from './transact.ts';

export type RefusedRequest = {
  readonly actor: string;
  readonly answer: unknown;
  /** When a button settled it before this call; null if this call did. */
  readonly settledAt: number | null;
};

/**
 * Settles the refusals of a request, once: of two clicks at the same moment one finds `settledAt` null. Only the actor
 * settles; for anybody else, and for an unknown request, nothing is written.
 */
export async function settleRefusals(
  tx: Tx,
  request: {
    readonly workspaceId: string;
    readonly id: number;
    readonly actor: string;
    readonly now: number;
  },
): Promise<RefusedRequest | undefined> {
  const here = and(eq(requests.workspaceId, request.workspaceId), eq(requests.id, request.id));
  const columns = { actor: requests.actor, answer: requests.answer };
  const [settled] = await tx
    .update(requests)
    .set({ settledAt: request.now })
    .where(and(here, eq(requests.actor, request.actor), isNull(requests.settledAt)))
    .returning(columns);
  if (settled) return { ...settled, settledAt: null };
  const [found] = await tx
    .select({ ...columns, settledAt: requests.settledAt })
    .from(requests)
    .where(here);
  return found;
}
