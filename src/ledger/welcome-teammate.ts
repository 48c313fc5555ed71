import { and, eq, isNull } from 'drizzle-orm';
import { teammates } from './schema.ts';
import type { Tx } from './transact.ts';

type Member = { readonly workspaceId: string; readonly userId: string };

/** When somebody answered the first-run card, in milliseconds; null for who has not. */
export async function findWelcome(tx: Tx, { workspaceId, userId }: Member): Promise<number | null> {
  const [found] = await tx
    .select({ welcomedAt: teammates.welcomedAt })
    .from(teammates)
    .where(and(eq(teammates.workspaceId, workspaceId), eq(teammates.userId, userId)));
  return found?.welcomedAt ?? null;
}

/** Keeps that somebody answered the first-run card, once. False if they had before: of two clicks at the same moment, one. */
export async function welcomeTeammate(
  tx: Tx,
  { workspaceId, userId, now }: Member & { readonly now: number },
): Promise<boolean> {
  const kept = await tx
    .insert(teammates)
    .values({ workspaceId, userId, welcomedAt: now })
    .onConflictDoUpdate({
      target: [teammates.workspaceId, teammates.userId],
      set: { welcomedAt: now },
      setWhere: isNull(teammates.welcomedAt),
    })
    .returning({ userId: teammates.userId });
  return kept.length > 0;
}
