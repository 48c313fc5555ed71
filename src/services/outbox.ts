import type { Ledger } from '../ledger/connect.ts';
import {
  type DeliverySettled,
  nextDelivery,
  type QueuedDelivery,
  settleDelivery,
} from '../ledger/deliveries.ts';
import { type ChannelId, listUndelivered, queueDrain, queueDrains } from '../ledger/queue-drains.ts';
import { read, transact } from '../ledger/transact.ts';

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

/** Looks at a channel again after `afterMs`, or as soon as something is queued for it. */
export async function drainLater(ledger: Ledger, channel: ChannelId, afterMs: number): Promise<void> {
  await transact(ledger, deadline, (tx) => queueDrain(tx, channel, afterMs));
}

/**
 * Looks at every channel where something waits to be said: the jobs of a process that was killed stay locked for hours.
 */
export async function drainUndelivered(ledger: Ledger): Promise<void> {
  const channels = await read(ledger, deadline, listUndelivered);
  if (channels.length > 0) await transact(ledger, deadline, (tx) => queueDrains(tx, channels));
}
