import { sql } from 'drizzle-orm';
import { milliseconds } from './fragments.ts';
import type { Tx } from './transact.ts';

/** How many messages of all workspaces wait to be said, and since when the oldest does; null for none. */
export async function countOutbox(
  tx: Tx,
): Promise<{ readonly depth: number; readonly oldestAt: number | null }> {
  const [found] = await tx.execute<{ depth: string; oldest_at: string | null }>(sql`
    select count(*) as depth, ${milliseconds('min(queued_at)')} as oldest_at from deliveries where state = 'queued'`);
  const oldestAt = found?.oldest_at ?? null;
  return { depth: Number(found?.depth ?? 0), oldestAt: oldestAt === null ? null : Number(oldestAt) };
}
