import { teammates } from './schema.ts';
import type { Tx } from './transact.ts';

/** Puts people into a team, or with null into none, whether they have a row or not. What they chose for themselves stays. */
export async function placeMembers(
  tx: Tx,
  { workspaceId, team }: { readonly workspaceId: string; readonly team: number | null },
  userIds: readonly string[],
): Promise<void> {
  if (userIds.length === 0) return;
  await tx
    .insert(teammates)
    .values([...new Set(userIds)].sort().map((userId) => ({ workspaceId, userId, team })))
    .onConflictDoUpdate({ target: [teammates.workspaceId, teammates.userId], set: { team } });
}
