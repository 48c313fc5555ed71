import { and, desc, eq, gt, inArray } from 'drizzle-orm';
import { accounts, invites } from './schema.ts';
import type { Tx } from './transact.ts';

/** An invite that waits for an answer, of whichever account of the workspace. */
export type PendingInvite = {
  readonly personId: number;
  readonly owner: string;
  /** Empty for the owner's first account. */
  readonly accountName: string;
  readonly sentAt: number;
};

/** Everybody's pending invites to these people, sent after an instant (those before it have expired), newest first. */
export async function loadPendingTo(
  tx: Tx,
  workspaceId: string,
  personIds: readonly number[],
  sentAfter: number,
): Promise<PendingInvite[]> {
  const rows = await tx
    .select({
      personId: invites.personId,
      owner: accounts.owner,
      accountName: accounts.name,
      sentAt: invites.sentAt,
    })
    .from(invites)
    .innerJoin(
      accounts,
      and(eq(accounts.workspaceId, invites.workspaceId), eq(accounts.id, invites.accountId)),
    )
    .where(
      and(
        eq(invites.workspaceId, workspaceId),
        inArray(invites.personId, [...personIds]),
        eq(invites.state, 'pending'),
        gt(invites.sentAt, sentAfter),
      ),
    )
    .orderBy(desc(invites.sentAt), desc(invites.id));
  return rows.flatMap(({ personId, ...invite }) => (personId === null ? [] : [{ personId, ...invite }]));
}
