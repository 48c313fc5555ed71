import { sql } from 'drizzle-orm';
import { homes } from './schema.ts';
import type { Tx } from './transact.ts';

/** Notes, by the database's clock, that somebody has opened the app's Home. */
export async function noteHomeOpened(tx: Tx, workspaceId: string, userId: string): Promise<void> {
  await tx
    .insert(homes)
    .values({ workspaceId, userId, openedAt: sql`now()` })
    .onConflictDoUpdate({ target: [homes.workspaceId, homes.userId], set: { openedAt: sql`now()` } });
}
