import type { Ledger } from '../ledger/connect.ts';
import {
  type DeliverySettled,
  nextDelivery,
  type QueuedDelivery,
  settleDelivery,
} from '../ledger/deliveries.ts';
import { queueDeliveries } from '../ledger/queue-deliveries.ts';
import { type ChannelId, queueDrain } from '../ledger/queue-drains.ts';
import { read, transact } from '../ledger/transact.ts';
import type { ToSay } from './messages.ts';

/** What a worker has time for. */
const deadline = { deadlineMs: 10_000 };

/** The next message to be said in a channel; undefined when all is said. */
export async function nextToSay(ledger: Ledger, channel: ChannelId): Promise<QueuedDelivery | undefined> {
  return read(ledger, deadline, (db) => nextDelivery(db, channel));
}

/** Writes down what became of an attempt to say a message. Doing so again is harmless. */
export async function settleToSay(
  ledger: Ledger,
  delivery: { readonly workspaceId: string; readonly id: number },
  settled: DeliverySettled,
): Promise<void> {
  await transact(ledger, deadline, (tx) => settleDelivery(tx, delivery, settled));
}

/** Writes down that a message will never be said, and queues the `news` of it. Doing so again is harmless if they have a key. */
export async function buryToSay(
  ledger: Ledger,
  delivery: { readonly workspaceId: string; readonly id: number },
  dead: Extract<DeliverySettled, { state: 'dead' }>,
  news: readonly ToSay[],
): Promise<void> {
  await transact(ledger, deadline, async (tx) => {
    await settleDelivery(tx, delivery, dead);
    await queueDeliveries(tx, { workspaceId: delivery.workspaceId, now: dead.settledAt }, news);
  });
}

/** Looks at a channel again after `afterMs`, or as soon as something is queued for it. */
export async function drainLater(ledger: Ledger, channel: ChannelId, afterMs: number): Promise<void> {
  await transact(ledger, deadline, (tx) => queueDrain(tx, channel, afterMs));
}
