import { and, asc, eq, sql } from 'drizzle-orm';
import type { ChannelId } from './queue-drains.ts';
import { deliveries, stoppedChannels } from './schema.ts';
import type { Tx } from './transact.ts';

/** A message of the outbox that was not said yet. */
export type QueuedDelivery = {
  readonly id: number;
  readonly kind: string;
  /** What it is built from, without the kind. */
  readonly payload: unknown;
  /** How often it was tried: since `reason` is that the text could not be built, or since it is another. */
  readonly attempts: number;
  /** What the last attempt failed with. */
  readonly reason: string | null;
  readonly queuedAt: number;
  /** Who began to say it and wrote down nothing yet: Slack may have it. */
  readonly attemptedBy: string | null;
  /** Why nothing can be posted to its channel, as Slack said before; null while things can. */
  readonly stoppedFor: string | null;
};

/** The next message of a channel. */
export async function nextDelivery(tx: Tx, { workspaceId, channel }: ChannelId) {
  const [next] = await tx
    .select({
      id: deliveries.id,
      kind: deliveries.kind,
      payload: deliveries.payload,
      attempts: deliveries.attempts,
      reason: deliveries.reason,
      queuedAt: deliveries.queuedAt,
      attemptedBy: deliveries.attemptedBy,
      stoppedFor: stoppedChannels.reason,
    })
    .from(deliveries)
    .leftJoin(
      stoppedChannels,
      and(
        eq(stoppedChannels.workspaceId, deliveries.workspaceId),
        eq(stoppedChannels.channel, deliveries.channel),
      ),
    )
    .where(
      and(
        eq(deliveries.workspaceId, workspaceId),
        eq(deliveries.channel, channel),
        eq(deliveries.state, sql`'queued'`),
      ),
    )
    .orderBy(asc(deliveries.id))
    .limit(1);
  return next satisfies QueuedDelivery | undefined;
}

/** A message, and who stands in its row as saying it. */
export type AttemptedDelivery = Pick<QueuedDelivery, 'id' | 'attemptedBy'> & { readonly workspaceId: string };

/**
 * Writes down who begins to say a message: others then leave it to them for a while, also when the channel's lock is lost.
 * False where somebody else did meanwhile, or has said it.
 */
export async function openAttempt(
  tx: Tx,
  {
    workspaceId,
    id,
    attemptedBy,
  }: Pick<QueuedDelivery, 'id' | 'attemptedBy'> & { readonly workspaceId: string },
  by: string,
): Promise<boolean> {
  const opened = await tx
    .update(deliveries)
    .set({ attemptedBy: by })
    .where(
      and(
        eq(deliveries.workspaceId, workspaceId),
        eq(deliveries.id, id),
        eq(deliveries.state, sql`'queued'`),
        sql`${deliveries.attemptedBy} is not distinct from ${attemptedBy}`,
      ),
    )
    .returning({ id: deliveries.id });
  return opened.length > 0;
}

/** What became of a message, and after how many attempts. */
export type DeliverySettled = { readonly attempts: number } & (
  | { readonly state: 'sent'; readonly ts: string; readonly settledAt: number }
  /** There was nothing to say any more. */
  | { readonly state: 'skipped'; readonly reason: string; readonly settledAt: number }
  | { readonly state: 'dead'; readonly reason: string; readonly settledAt: number }
  /** It waits for another attempt. */
  | { readonly state: 'queued'; readonly reason: string | null }
);

/**
 * Writes down what became of an attempt to say a message; false where it is not the caller's to tell any more: another has
 * begun to say it, or has said it. That it was said is always written, unless it is already.
 */
export async function settleDelivery(
  tx: Tx,
  { workspaceId, id, attemptedBy }: AttemptedDelivery,
  settled: DeliverySettled,
): Promise<boolean> {
  const isTheirs =
    settled.state === 'sent'
      ? sql`${deliveries.state} <> 'sent'`
      : sql`${deliveries.state} = 'queued' and ${deliveries.attemptedBy} is not distinct from ${attemptedBy}`;
  const rows = await tx
    .update(deliveries)
    .set({ ...settled, attemptedBy: null })
    .where(and(eq(deliveries.workspaceId, workspaceId), eq(deliveries.id, id), isTheirs))
    .returning({ id: deliveries.id });
  return rows.length > 0;
}
