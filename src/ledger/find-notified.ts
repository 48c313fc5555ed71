import { and, eq } from 'drizzle-orm';
import { teammates } from './schema.ts';
import type { Tx } from './transact.ts';

/** Who hears of somebody's account. */
export type Notified = {
  /** The number of their team; null for who is in none. */
  readonly team: number | null;
  /** Notices about their own account reach them by direct message. */
  readonly byMessage: boolean;
};

/** The team of a teammate, and whether notices reach them. */
export async function findNotified(tx: Tx, workspaceId: string, userId: string): Promise<Notified> {
  const { team, notices, deactivatedAt } = teammates;
  const [found] = await tx
    .select({ team, notices, deactivatedAt })
    .from(teammates)
    .where(and(eq(teammates.workspaceId, workspaceId), eq(teammates.userId, userId)));
  if (!found) return { team: null, byMessage: true };
  return { team: found.team, byMessage: found.notices && found.deactivatedAt === null };
}
