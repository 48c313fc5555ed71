import { and, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import { isManagedBy, isUnnamed } from './fragments.ts';
import type { HistoryReader } from './list-history.ts';
import { accounts, invites } from './schema.ts';
import type { Tx } from './transact.ts';

/** An invite that waits for an answer, of whichever account of the workspace. */
export type PendingInvite = {
  readonly personId: number;
  /** Empty for somebody in another team whom the reader may not know. */
  readonly owner: string;
  /** Empty for the owner's first account. */
  readonly accountName: string;
  readonly sentAt: number;
};

/** Everybody's pending invites to these people, sent after an instant (those before it have expired), newest first, as somebody may read them. */
export async function loadPendingTo(
  tx: Tx,
  { workspaceId, reader, everybody, teams = [] }: HistoryReader,
  personIds: readonly number[],
  sentAfter: number,
): Promise<PendingInvite[]> {
  const its = {
    workspaceId: sql`${workspaceId}`,
    everybody: sql`${String(everybody)}`,
    teams: sql`${sql.param([...teams])}`,
  };
  const owner = '"accounts"."owner"';
  const isHidden = sql<boolean>`(${accounts.owner} <> ${reader} and not ${isManagedBy(its, owner)}
    and ${isUnnamed(its.workspaceId, sql`${reader}`, owner)})`;
  const rows = await tx
    .select({
      personId: invites.personId,
      owner: accounts.owner,
      isHidden,
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
  return rows.flatMap(({ personId, isHidden, ...invite }) => {
    if (personId === null) return [];
    return [{ personId, ...invite, ...(isHidden && { owner: '', accountName: '' }) }];
  });
}
