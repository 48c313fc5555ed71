import { sql } from 'drizzle-orm';
import type { Tx } from './transact.ts';

/**
 * Everybody to whom these accounts have an invite (with `pendingAfter`, one that is pending and was sent after that
 * instant): a row for each key, those of people joined with them too, in the order of the keys.
 */
export async function listInvitedPeople(
  tx: Tx,
  workspaceId: string,
  accountIds: readonly number[],
  pendingAfter: number | null,
): Promise<readonly { readonly key: string; readonly name: string | null }[]> {
  const wanted =
    pendingAfter === null
      ? sql`true`
      : sql`state = 'pending' and sent_at > ${new Date(pendingAfter).toISOString()}::timestamptz`;
  return tx.execute<{ readonly key: string; readonly name: string | null }>(sql`
    select distinct k.key, p.name
    from (
      select distinct person_id from invites
      where workspace_id = ${workspaceId} and account_id = any(${sql.param([...accountIds])}::bigint[])
        and person_id is not null and ${wanted}
    ) invited
    join people one on one.workspace_id = ${workspaceId} and one.id = invited.person_id
    cross join lateral (
      select one.id
      union
      select other.id from people other
      where one.group_id is not null and other.workspace_id = one.workspace_id and other.group_id = one.group_id
    ) member
    join people p on p.workspace_id = ${workspaceId} and p.id = member.id
    join person_keys k on k.workspace_id = ${workspaceId} and k.person_id = p.id
    order by k.key`);
}
