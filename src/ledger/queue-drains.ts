import { eq, sql } from 'drizzle-orm';
import { drainSpec } from './job-specs.ts';
import { deliveries } from './schema.ts';
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

/** Every channel that something is queued for. */
export async function listUndelivered(tx: Tx): Promise<readonly ChannelId[]> {
  return tx
    .selectDistinct({ workspaceId: deliveries.workspaceId, channel: deliveries.channel })
    .from(deliveries)
    .where(eq(deliveries.state, sql`'queued'`))
    .orderBy(deliveries.workspaceId, deliveries.channel);
}

const all = statement<
  never,
  { readonly workspaceIds: readonly string[]; readonly channels: readonly string[] }
>(
  (its) => sql`
    select count(*) from graphile_worker.add_jobs((
      select array_agg(${drainSpec(sql`c.workspace_id`, sql`c.channel`, sql`now()`)} order by workspace_id, channel)
      from unnest(${its.workspaceIds}::text[], ${its.channels}::text[]) as c (workspace_id, channel)
    ))`,
);

/** Looks at channels now. There must be one at least. */
export async function queueDrains(tx: Tx, channels: readonly ChannelId[]): Promise<void> {
  const workspaceIds = channels.map(({ workspaceId }) => workspaceId);
  await tx.run(all({ workspaceIds, channels: channels.map(({ channel }) => channel) }));
}
