import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { bestKey, type StoredPerson } from './best-key.ts';
import { type Invite, inviteColumns } from './load-invites-to.ts';
import { accounts, invites, people } from './schema.ts';
import type { Tx } from './transact.ts';

/** An invite to somebody, as it stands, with whose it is. */
export type OwnedInvite = Invite & StoredPerson & { readonly owner: string };

/** The invites to somebody that have these ids, whoever of the workspace sent them, oldest first. */
export async function loadOwnedInvites(
  tx: Tx,
  workspaceId: string,
  ids: readonly number[],
): Promise<readonly OwnedInvite[]> {
  if (ids.length === 0) return [];
  return tx
    .select({
      ...inviteColumns,
      owner: accounts.owner,
      key: sql<string | null>`${bestKey(sql`${workspaceId}`, 'people.id')}`,
      name: people.name,
    })
    .from(invites)
    .innerJoin(people, and(eq(people.workspaceId, invites.workspaceId), eq(people.id, invites.personId)))
    .innerJoin(
      accounts,
      and(eq(accounts.workspaceId, invites.workspaceId), eq(accounts.id, invites.accountId)),
    )
    .where(and(eq(invites.workspaceId, workspaceId), inArray(invites.id, [...ids])))
    .orderBy(asc(invites.sentAt), asc(invites.id));
}
