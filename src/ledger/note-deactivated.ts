import { sql } from 'drizzle-orm';
import type { Tx } from './transact.ts';

/**
 * Keeps whom Slack says it has deactivated, of those who have an account or a row of their own, and who is back. Since when
 * somebody is gone stays as it was first seen.
 */
export async function noteDeactivated(
  tx: Tx,
  { workspaceId, now }: { readonly workspaceId: string; readonly now: number },
  { gone, back }: { readonly gone: readonly string[]; readonly back: readonly string[] },
): Promise<void> {
  const at = new Date(now).toISOString();
  if (gone.length > 0)
    await tx.execute(sql`
      insert into teammates (workspace_id, user_id, deactivated_at)
      select ${workspaceId}, known.user_id, ${at}::timestamptz from (
        select owner as user_id from accounts where workspace_id = ${workspaceId}
        union select user_id from teammates where workspace_id = ${workspaceId}
      ) as known
      where known.user_id = any(${sql.param([...gone])}::text[])
      order by known.user_id
      on conflict (workspace_id, user_id) do update set deactivated_at = excluded.deactivated_at
      where teammates.deactivated_at is null`);
  if (back.length > 0)
    await tx.execute(sql`
      update teammates set deactivated_at = null
      where workspace_id = ${workspaceId} and deactivated_at is not null and user_id = any(${sql.param([...back])}::text[])`);
}
