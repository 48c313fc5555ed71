import { sql } from 'drizzle-orm';
import { drainKey, drainSpec, isWaiting } from './job-specs.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

/** A channel of a workspace, or a member of it as the other side of a direct message. */
export type ChannelId = { readonly workspaceId: string; readonly channel: string };

const later = statement<
  never,
  { readonly workspaceId: string; readonly channel: string; readonly afterMs: number }
>(
  (its) => sql`
    select count(*) from graphile_worker.add_jobs(array[${drainSpec(
      its.workspaceId,
      its.channel,
      sql`clock_timestamp() + ${its.afterMs}::int * interval '1 millisecond'`,
    )}])`,
);

/** Looks at a channel again after a while. A message that is queued for it meanwhile brings that forward. */
export async function queueDrain(
  tx: Tx,
  { workspaceId, channel }: ChannelId,
  afterMs: number,
): Promise<void> {
  await tx.run(later({ workspaceId, channel, afterMs: Math.round(afterMs) }));
}

const undelivered = sql`
  with due as (
    select array_agg(${drainSpec(sql`workspace_id`, sql`channel`, sql`now()`)} order by workspace_id, channel) as specs
    from (select distinct workspace_id, channel from deliveries where state = 'queued') as c
    where not ${isWaiting(drainKey(sql`workspace_id`, sql`channel`))}
    having count(*) > 0
  )
  select count(*) from due cross join lateral graphile_worker.add_jobs(due.specs)`;

/** Looks at every channel that something is queued for and no job waits for. */
export async function queueUndelivered(tx: Tx): Promise<void> {
  await tx.execute(undelivered);
}
