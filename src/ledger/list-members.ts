import { and, asc, eq, isNotNull } from 'drizzle-orm';
import { teammates } from './schema.ts';
import type { Tx } from './transact.ts';

/** Somebody who is in a team, by its number. */
export type TeamMember = { readonly userId: string; readonly team: number };

/** Everybody of a workspace who is in a team, in the order of their ids; `locked` until the transaction ends. */
export async function listMembers(
  tx: Tx,
  workspaceId: string,
  { locked = false }: { readonly locked?: boolean } = {},
): Promise<readonly TeamMember[]> {
  const query = tx
    .select({ userId: teammates.userId, team: teammates.team })
    .from(teammates)
    .where(and(eq(teammates.workspaceId, workspaceId), isNotNull(teammates.team)))
    .orderBy(asc(teammates.userId))
    .$dynamic();
  const rows = await (locked ? query.for('update') : query);
  return rows.flatMap(({ userId, team }) => (team === null ? [] : [{ userId, team }]));
}
