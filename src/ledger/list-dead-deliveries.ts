import { sql } from 'drizzle-orm';
import { milliseconds } from './fragments.ts';
import type { Tx } from './transact.ts';

/** The newest message of a channel that Slack will not take, however often it is tried. */
export type DeadDelivery = {
  readonly channel: string;
  /** Which message. */
  readonly kind: string;
  /** Slack's error code. */
  readonly reason: string;
  /** When it was given up, in milliseconds. */
  readonly at: number;
  /** How many older ones of the channel were given up too. */
  readonly earlier: number;
};

type Row = {
  readonly channel: string;
  readonly kind: string;
  readonly reason: string | null;
  readonly at: string;
  readonly earlier: number;
  readonly total: number;
};

/** The channels with messages that could not be delivered, those with the newest first, and how many channels there are. */
export async function listDeadDeliveries(
  tx: Tx,
  workspaceId: string,
  most: number,
): Promise<{ readonly newest: readonly DeadDelivery[]; readonly total: number }> {
  const rows = await tx.execute<Row>(sql`
    select channel, kind, reason, ${milliseconds('at')} as at, earlier, count(*) over ()::int as total
    from (
      select distinct on (channel) channel, id, kind, reason, coalesce(settled_at, queued_at) as at,
        (count(*) over (partition by channel) - 1)::int as earlier
      from deliveries where workspace_id = ${workspaceId} and state = 'dead'
      order by channel, id desc
    ) as newest
    order by id desc limit ${most}`);
  return {
    newest: rows.map(({ total: _, reason, at, ...row }) => ({
      ...row,
      reason: reason ?? 'unknown',
      at: Number(at),
    })),
    total: rows[0]?.total ?? 0,
  };
}
