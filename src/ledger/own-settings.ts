import { and, eq } from 'drizzle-orm';
import { teammates } from './schema.ts';
import type { Tx } from './transact.ts';

/** What a teammate chose for themselves. */
export type OwnSettings = {
  /** Notices about their own account come by direct message. */
  readonly notices: boolean;
  readonly checkIns: 'twice' | 'weekly' | 'off';
  /** The last local date on which they are away; null while they are not. */
  readonly awayUntil: string | null;
  /** Named on the leaderboard. */
  readonly ranked: boolean;
};

type Member = { readonly workspaceId: string; readonly userId: string };

/** What a teammate chose; undefined for who has no row, and with it the defaults. */
export async function findOwnSettings(
  tx: Tx,
  { workspaceId, userId }: Member,
): Promise<OwnSettings | undefined> {
  const { notices, checkIns, awayUntil, ranked } = teammates;
  const [found] = await tx
    .select({ notices, checkIns, awayUntil, ranked })
    .from(teammates)
    .where(and(eq(teammates.workspaceId, workspaceId), eq(teammates.userId, userId)));
  return found;
}

/** Keeps what a teammate chose, whether they have a row or not; their team stays. */
export async function saveOwnSettings(tx: Tx, member: Member, chosen: OwnSettings): Promise<void> {
  await tx
    .insert(teammates)
    .values({ ...member, ...chosen })
    .onConflictDoUpdate({ target: [teammates.workspaceId, teammates.userId], set: chosen });
}
