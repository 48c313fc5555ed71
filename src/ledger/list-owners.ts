import { sql } from 'drizzle-orm';
import { accounts, invites } from './schema.ts';
import type { Tx } from './transact.ts';

/** Who has sent something from an account of theirs, in the order of their ids; so many at most. */
export async function listOwners(tx: Tx, workspaceId: string, most: number): Promise<string[]> {
  const owners = await tx.execute<{ owner: string }>(sql`
    select owner from ${accounts} as a
    where workspace_id = ${workspaceId} and removed_at is null and exists (
      select from ${invites} as i where i.workspace_id = a.workspace_id and i.account_id = a.id
    )
    group by owner
    order by owner
    limit ${most}`);
  return owners.map(({ owner }) => owner);
}
