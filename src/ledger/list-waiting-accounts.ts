import { and, eq, gt, inArray } from 'drizzle-orm';
import { invites } from './schema.ts';
import type { Tx } from './transact.ts';

/** Which of these accounts wait for an answer to an invite that was sent after an instant, those before it having expired. */
export async function listWaitingAccounts(
  tx: Tx,
  query: {
    readonly workspaceId: string;
    readonly accountIds: readonly number[];
    readonly sentAfter: number;
  },
): Promise<readonly number[]> {
  const { workspaceId, accountIds, sentAfter } = query;
  const rows = await tx
    .selectDistinct({ id: invites.accountId })
    .from(invites)
    .where(
      and(
        eq(invites.workspaceId, workspaceId),
        inArray(invites.accountId, [...accountIds]),
        eq(invites.state, 'pending'),
        gt(invites.sentAt, sentAfter),
      ),
    );
  return rows.map(({ id }) => id);
}
