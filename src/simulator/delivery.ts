import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { DeliveryType } from './journal.ts';
import type { World } from './world.ts';

/** One payload on its way to the app. Whatever is sent again keeps its id. */
export type Delivery = {
  readonly id: string;
  readonly type: DeliveryType;
  readonly payload: Payload;
  readonly acceptsResponse: boolean;
};

export type Payload = Readonly<Record<string, unknown>>;

/** How one sending ended; `error` is Slack's word for the user. */
export type Outcome =
  | { readonly acknowledged: true; readonly payload: unknown }
  | { readonly acknowledged: false; readonly error: string };

export type Retry = { readonly num: number; readonly reason: string };

/** Carries a payload to the app and waits for its acknowledgement, as long as Slack does. Never rejects. */
export type Transport = {
  readonly via: 'socket' | 'http';
  readonly send: (delivery: Delivery, retry: Retry | undefined) => Promise<Outcome>;
  /** Pauses before each further sending; as many as there are. */
  readonly retryDelaysMs: (type: DeliveryType) => readonly number[];
};

/** `id` is the delivery's. */
export type Delivered = Outcome & { readonly id: string };

export type Deliver = (type: DeliveryType, payload: Payload, acceptsResponse: boolean) => Promise<Delivered>;

/** Slack asks for an answer within this time. */
export const ackTimeoutMs = 3_000;
export const operationTimeout = 'operation_timeout';

/**
 * Delivers to the app and resolves with what the user gets to see: the first acknowledgement, or Slack's error once the
 * time is over. Sending goes on behind the user's back when the transport retries.
 */
export function createDeliver(world: World, transport: () => Transport, timeoutMs: number): Deliver {
  return (type, payload, acceptsResponse) => {
    const delivery: Delivery = { id: randomUUID(), type, payload, acceptsResponse };
    const copies = world.faultPlan.takeDuplicate() ? 2 : 1;
    return new Promise((resolve) => {
      let settled = false;
      const settle = (outcome: Outcome): boolean => {
        if (settled) return false;
        settled = true;
        clearTimeout(deadline);
        resolve({ ...outcome, id: delivery.id });
        return true;
      };
      const deadline = setTimeout(() => settle({ acknowledged: false, error: operationTimeout }), timeoutMs);
      for (let copy = 0; copy < copies; copy += 1)
        void sendUntilAcknowledged(world, transport(), delivery, settle);
    });
  };
}

async function sendUntilAcknowledged(
  world: World,
  carrier: Transport,
  delivery: Delivery,
  settle: (outcome: Outcome) => boolean,
): Promise<void> {
  const { id, type, payload } = delivery;
  const delays = [...carrier.retryDelaysMs(type)];
  let retry: Retry | undefined;
  for (let attempt = 1; !world.closing.aborted; attempt += 1) {
    world.journal.record({ kind: 'delivery', id, type, via: carrier.via, attempt, payload });
    const outcome = await carrier.send(delivery, retry);
    if (outcome.acknowledged && !world.faultPlan.takeLostAck()) {
      const fate = settle(outcome) ? 'counted' : 'late';
      world.journal.record({ kind: 'ack', id, payload: outcome.payload, fate });
      return;
    }
    retry = { num: attempt, reason: outcome.acknowledged ? operationTimeout : outcome.error };
    if (outcome.acknowledged) {
      world.journal.record({ kind: 'ack', id, payload: outcome.payload, fate: 'lost' });
      continue;
    }
    if (!world.closing.aborted) world.journal.record({ kind: 'unacknowledged', id, error: outcome.error });
    const delay = delays.shift();
    if (delay === undefined) {
      settle(outcome);
      return;
    }
    if (delay > 0 && !(await paused(delay, world.closing))) return;
  }
}

async function paused(ms: number, closing: AbortSignal): Promise<boolean> {
  try {
    await pause(ms, undefined, { signal: closing });
    return true;
  } catch (error) {
    if (closing.aborted) return false;
    throw error;
  }
}
