import { and, eq, inArray } from 'drizzle-orm';
import { teammates } from './schema.ts';
import type { Tx } from './transact.ts';

/**
 * Puts people into a team, whether they have a row or not; or with null into none, those of them who are in the team
 * `from`. What they chose for themselves stays.
 */
export async function placeMembers(
  tx: Tx,
  where:
    | { readonly workspaceId: string; readonly team: number }
    | { readonly workspaceId: string; readonly team: null; readonly from: number },
  userIds: readonly string[],
): Promise<void> {
  if (userIds.length === 0) return;
  const { workspaceId, team } = where;
  if (team === null) {
    const inIt = and(eq(teammates.workspaceId, workspaceId), eq(teammates.team, where.from));
    await tx
      .update(teammates)
      .set({ team })
      .where(and(inIt, inArray(teammates.userId, [...userIds])));
    return;
  }
  await tx
    .insert(teammates)
    .values([...new Set(userIds)].sort().map((userId) => ({ workspaceId, userId, team })))
    .onConflictDoUpdate({ target: [teammates.workspaceId, teammates.userId], set: { team } });
}
