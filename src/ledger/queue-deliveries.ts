import { sql } from 'drizzle-orm';
import { drainSpec } from './job-specs.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

/** A message to a channel, or to a member by their id. */
export type DeliveryToQueue = {
  readonly channel: string;
  /** Which one, and the ids and numbers it is built from. */
  readonly message: { readonly kind: string };
  /** What must be said once carries the same key; a second one is not queued. */
  readonly onceKey?: string;
};

type Values = {
  readonly workspaceIds: readonly string[];
  readonly now: string;
  readonly channels: readonly string[];
  readonly kinds: readonly string[];
  readonly payloads: readonly string[];
  readonly onceKeys: readonly (string | null)[];
};

const queue = statement<never, Values>(
  (its) => sql`
    with added as (
      insert into deliveries (workspace_id, channel, kind, payload, once_key, queued_at)
      select d.workspace_id, d.channel, d.kind, d.payload::jsonb, d.once_key, ${its.now}::timestamptz
      from unnest(${its.workspaceIds}::text[], ${its.channels}::text[], ${its.kinds}::text[], ${its.payloads}::text[],
        ${its.onceKeys}::text[]) with ordinality as d (workspace_id, channel, kind, payload, once_key, position)
      order by d.position
      on conflict (workspace_id, once_key) do nothing
      returning workspace_id, channel
    ), spoken as (
      select array_agg(${drainSpec(sql`c.workspace_id`, sql`c.channel`, sql`now()`)} order by c.workspace_id, c.channel) as specs
      from (select distinct workspace_id, channel from added) as c
      having count(*) > 0
    )
    -- A channel that Slack asked to leave alone is looked at when that is over, not before.
    select count(*) from spoken cross join lateral graphile_worker.add_jobs(spoken.specs, true)`,
);

/**
 * Puts messages into the outbox, to be said in this order in each channel once the transaction is committed. What was
 * queued under the same `onceKey` before is left out.
 */
export async function queueDeliveries(
  tx: Tx,
  { workspaceId, now }: { readonly workspaceId: string; readonly now: number },
  deliveries: readonly DeliveryToQueue[],
): Promise<void> {
  const ofWorkspace = deliveries.map((delivery) => ({ ...delivery, workspaceId }));
  await queueDeliveriesOf(tx, now, ofWorkspace);
}

/** The same for several workspaces at once. */
export async function queueDeliveriesOf(
  tx: Tx,
  now: number,
  deliveries: readonly (DeliveryToQueue & { readonly workspaceId: string })[],
): Promise<void> {
  if (deliveries.length === 0) return;
  await tx.run(
    queue({
      workspaceIds: deliveries.map(({ workspaceId }) => workspaceId),
      now: new Date(now).toISOString(),
      channels: deliveries.map(({ channel }) => channel),
      kinds: deliveries.map(({ message }) => message.kind),
      payloads: deliveries.map(({ message: { kind: _, ...payload } }) => JSON.stringify(payload)),
      onceKeys: deliveries.map(({ onceKey }) => onceKey ?? null),
    }),
  );
}
