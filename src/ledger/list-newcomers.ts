import { sql } from 'drizzle-orm';
import type { Tx } from './transact.ts';

/** A member of a team, and their last day away. */
export type Newcomer = { readonly userId: string; readonly awayUntil: string | null };

/** Who is in a team and has no account yet, as they have recorded nothing; those who left apart. `teams` is null for all. */
export async function listNewcomers(
  tx: Tx,
  workspaceId: string,
  teams: readonly number[] | null,
): Promise<readonly Newcomer[]> {
  const rows = await tx.execute<{ readonly user_id: string; readonly away_until: string | null }>(sql`
    select t.user_id, t.away_until::text from teammates t
    where t.workspace_id = ${workspaceId} and t.team is not null and t.deactivated_at is null
      and (${sql.param(teams)}::int[] is null or t.team = any(${sql.param(teams)}::int[]))
      and not exists (
        select from accounts where workspace_id = ${workspaceId} and owner = t.user_id and removed_at is null)
    order by t.user_id`);
  return rows.map(({ user_id: userId, away_until: awayUntil }) => ({ userId, awayUntil }));
}
