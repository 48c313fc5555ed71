import type { Ledger } from '../ledger/connect.ts';
import {
  type AttemptedDelivery,
  type DeliverySettled,
  nextDelivery,
  openAttempt,
  type QueuedDelivery,
  settleDelivery,
} from '../ledger/deliveries.ts';
import { queueDeliveries } from '../ledger/queue-deliveries.ts';
import { type ChannelId, queueDrain, queueDrainUnlessLater } from '../ledger/queue-drains.ts';
import { resumeChannel, stopChannel } from '../ledger/stopped-channels.ts';
import { read, transact } from '../ledger/transact.ts';
import type { ToSay } from './messages.ts';
import { whoSeesTo } from './tell-stopped.ts';

/** What a worker has time for. */
const deadline = { deadlineMs: 10_000 };

/** The next message to be said in a channel; undefined when all is said. */
export async function nextToSay(ledger: Ledger, channel: ChannelId): Promise<QueuedDelivery | undefined> {
  return read(ledger, deadline, (db) => nextDelivery(db, channel));
}

/** Writes down, before a message is said, which run says it; false where it is not the caller's to say any more. */
export async function beginToSay(
  ledger: Ledger,
  workspaceId: string,
  next: QueuedDelivery,
  run: string,
): Promise<boolean> {
  return transact(ledger, deadline, (tx) => openAttempt(tx, { ...next, workspaceId }, run));
}

/** Writes down what became of an attempt to say a message. Doing so again is harmless. */
export async function settleToSay(
  ledger: Ledger,
  delivery: AttemptedDelivery,
  settled: DeliverySettled,
): Promise<void> {
  await transact(ledger, deadline, (tx) => settleDelivery(tx, delivery, settled));
}

/** Writes down that a message was said: its channel takes messages, whatever Slack said before. */
export async function settleSaid(
  ledger: Ledger,
  { channel, ...delivery }: AttemptedDelivery & ChannelId,
  sent: Extract<DeliverySettled, { state: 'sent' }>,
): Promise<void> {
  await transact(ledger, deadline, async (tx) => {
    await settleDelivery(tx, delivery, sent);
    await resumeChannel(tx, { workspaceId: delivery.workspaceId, channel });
  });
}

/**
 * Buries a message whose channel lets nothing be posted, and stops the channel. Who sees to it is told when it stops, and
 * not again while it is stopped; who asked for the message is told with `news`, unless they are the same person.
 */
export async function stopAndBury(
  ledger: Ledger,
  { channel, kind, ...delivery }: AttemptedDelivery & ChannelId & Pick<QueuedDelivery, 'kind'>,
  dead: Extract<DeliverySettled, { state: 'dead' }>,
  news: readonly ToSay[],
): Promise<void> {
  await transact(ledger, deadline, async (tx) => {
    const { reason, settledAt: stoppedAt } = dead;
    const { workspaceId } = delivery;
    const place = { workspaceId, channel };
    if (!(await settleDelivery(tx, delivery, dead))) return;
    const isNew = await stopChannel(tx, { ...place, reason, stoppedAt });
    const told = isNew ? await whoSeesTo(tx, place) : [];
    const stopped = told.map((by): ToSay => {
      const message = { kind: 'undelivered', by, what: kind, channel, reason, stopped: true } as const;
      return { channel: by, onceKey: `stopped:${channel}:${stoppedAt}:${by}`, message };
    });
    const others = news.filter((one) => !told.includes(one.channel));
    await queueDeliveries(tx, { workspaceId, now: stoppedAt }, [...stopped, ...others]);
  });
}

/** Writes down that a message will never be said, and queues the `news` of it. Doing so again is harmless. */
export async function buryToSay(
  ledger: Ledger,
  delivery: AttemptedDelivery,
  dead: Extract<DeliverySettled, { state: 'dead' }>,
  news: readonly ToSay[],
): Promise<void> {
  await transact(ledger, deadline, async (tx) => {
    if (!(await settleDelivery(tx, delivery, dead))) return;
    await queueDeliveries(tx, { workspaceId: delivery.workspaceId, now: dead.settledAt }, news);
  });
}

/** Looks at a channel again after `afterMs`. */
export async function drainLater(ledger: Ledger, channel: ChannelId, afterMs: number): Promise<void> {
  await transact(ledger, deadline, (tx) => queueDrain(tx, channel, afterMs));
}

/** The same, unless somebody looks at it already, if only later: Slack may have asked to wait. */
export async function drainUnlessLater(ledger: Ledger, channel: ChannelId, afterMs: number): Promise<void> {
  await transact(ledger, deadline, (tx) => queueDrainUnlessLater(tx, channel, afterMs));
}
