import { and, eq } from 'drizzle-orm';
import { teammates } from './schema.ts';
import type { Tx } from './transact.ts';

/** The number of a teammate's team; null for who is in none. */
export async function findTeam(tx: Tx, workspaceId: string, userId: string): Promise<number | null> {
  const [found] = await tx
    .select({ team: teammates.team })
    .from(teammates)
    .where(and(eq(teammates.workspaceId, workspaceId), eq(teammates.userId, userId)));
  return found?.team ?? null;
}
