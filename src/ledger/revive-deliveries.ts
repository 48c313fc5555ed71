import { sql } from 'drizzle-orm';
import type { ChannelId } from './queue-drains.ts';
import type { Tx } from './transact.ts';

/**
 * Puts the dead messages of a channel into the queue again, each in its old place and with its old `onceKey`. A digest
 * that was claimed before `digestsSince` (milliseconds) is skipped instead. Who asks a second time finds none dead.
 */
export async function reviveDeliveries(
  tx: Tx,
  { workspaceId, channel }: ChannelId,
  { now, digestsSince }: { readonly now: number; readonly digestsSince: number },
): Promise<{ readonly queued: number; readonly skipped: number }> {
  const at = new Date(now).toISOString();
  const [row] = await tx.execute<{ readonly queued: number; readonly skipped: number }>(sql`
    with dead as (
      select id,
        case when kind = 'digest' then (payload ->> 'to')::bigint < ${digestsSince}::bigint else false end as is_late
      from deliveries
      where workspace_id = ${workspaceId} and channel = ${channel} and state = 'dead'
      for update
    ), revived as (
      update deliveries d set
        state = case when is_late then 'skipped' else 'queued' end,
        reason = case when is_late then 'too_late' end,
        attempts = 0,
        -- it is given up a day after it was queued
        queued_at = case when is_late then d.queued_at else ${at}::timestamptz end,
        settled_at = case when is_late then ${at}::timestamptz end
      from dead where d.workspace_id = ${workspaceId} and d.id = dead.id
      returning is_late
    )
    select count(*) filter (where not is_late)::int as queued, count(*) filter (where is_late)::int as skipped
    from revived`);
  return row ?? { queued: 0, skipped: 0 };
}
