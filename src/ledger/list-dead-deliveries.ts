import { and, desc, eq, sql } from 'drizzle-orm';
import { deliveries } from './schema.ts';
import type { Tx } from './transact.ts';

/** A message that Slack will not take, however often it is tried. */
export type DeadDelivery = {
  readonly id: number;
  readonly channel: string;
  /** Which message. */
  readonly kind: string;
  /** Slack's error code. */
  readonly reason: string;
  /** When it was given up, in milliseconds. */
  readonly at: number;
};

/** The newest messages of a workspace that could not be delivered, and how many there are. */
export async function listDeadDeliveries(
  tx: Tx,
  workspaceId: string,
  most: number,
): Promise<{ readonly newest: readonly DeadDelivery[]; readonly total: number }> {
  const { id, channel, kind, reason, queuedAt, settledAt } = deliveries;
  const rows = await tx
    .select({
      id,
      channel,
      kind,
      reason,
      queuedAt,
      settledAt,
      total: sql<number>`count(*) over ()`.mapWith(Number),
    })
    .from(deliveries)
    .where(and(eq(deliveries.workspaceId, workspaceId), eq(deliveries.state, sql`'dead'`)))
    .orderBy(desc(id))
    .limit(most);
  return {
    newest: rows.map(({ total: _, reason, queuedAt, settledAt, ...row }) => {
      return { ...row, reason: reason ?? 'unknown', at: settledAt ?? queuedAt };
    }),
    total: rows[0]?.total ?? 0,
  };
}
