import { sql } from 'drizzle-orm';
import { drainKey, drainSpec, isWaiting } from './job-specs.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

/** A channel of a workspace, or a member of it as the other side of a direct message. */
export type ChannelId = { readonly workspaceId: string; readonly channel: string };

type Values = { readonly workspaceId: string; readonly channel: string; readonly afterMs: number };

/** The queue keeps the time of a job that waits where it is told to (`job_key_preserve_run_at`). */
const addDrain = (keepsTime: boolean) =>
  statement<never, Values>(
    (its) => sql`
      select count(*) from graphile_worker.add_jobs(array[${drainSpec(
        its.workspaceId,
        its.channel,
        sql`clock_timestamp() + ${its.afterMs}::int * interval '1 millisecond'`,
      )}], ${sql.raw(String(keepsTime))})`,
  );
const later = addDrain(false);
const unlessLater = addDrain(true);

/** Looks at a channel after a while, whenever it was to be looked at before. */
export async function queueDrain(
  tx: Tx,
  { workspaceId, channel }: ChannelId,
  afterMs: number,
): Promise<void> {
  await tx.run(later({ workspaceId, channel, afterMs: Math.round(afterMs) }));
}

/** Looks at a channel after a while, unless that is to happen already, be it later: Slack may have asked to wait. */
export async function queueDrainUnlessLater(
  tx: Tx,
  { workspaceId, channel }: ChannelId,
  afterMs: number,
): Promise<void> {
  await tx.run(unlessLater({ workspaceId, channel, afterMs: Math.round(afterMs) }));
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
