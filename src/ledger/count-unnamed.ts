import { and, count, eq, gt, isNull, lte } from 'drizzle-orm';
import { accounts, invites } from './schema.ts';
import type { Tx } from './transact.ts';

/** How many unnamed invites of somebody's accounts are pending that were sent after one instant and at or before another. */
export async function countUnnamed(
  tx: Tx,
  query: {
    readonly workspaceId: string;
    readonly owner: string;
    readonly sentAfter: number;
    readonly sentUntil: number;
  },
): Promise<number> {
  const [row] = await tx
    .select({ count: count() })
    .from(accounts)
    .innerJoin(
      invites,
      and(eq(invites.workspaceId, accounts.workspaceId), eq(invites.accountId, accounts.id)),
    )
    .where(
      and(
        eq(accounts.workspaceId, query.workspaceId),
        eq(accounts.owner, query.owner),
        isNull(accounts.removedAt),
        eq(invites.state, 'pending'),
        isNull(invites.personId),
        gt(invites.sentAt, query.sentAfter),
        lte(invites.sentAt, query.sentUntil),
      ),
    );
  return row?.count ?? 0;
}
