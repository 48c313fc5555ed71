import type { Clock } from '../clock.ts';

/** Everything that passed between Slack and the app, in order. `at` is in milliseconds since the epoch. */
export type Call =
  | {
      readonly kind: 'api';
      readonly at: number;
      readonly method: string;
      readonly args: Readonly<Record<string, unknown>>;
      /** The `User-Agent` of who called, if it said one. */
      readonly agent?: string;
      readonly status: number;
      /** It was done, but by a fault its answer did not arrive. */
      readonly lost?: true;
      /** Slack's name of the refusal, or of the injected fault. */
      readonly error?: string;
      /** What is wrong in its blocks, each with its place (`[json-pointer:/blocks/0/text]`). */
      readonly details?: readonly string[];
    }
  | {
      readonly kind: 'delivery';
      readonly at: number;
      readonly id: string;
      readonly type: DeliveryType;
      readonly via: 'socket' | 'http';
      /** 1 for the first time this payload is sent. */
      readonly attempt: number;
      readonly payload: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: 'ack';
      readonly at: number;
      /** The delivery's. */
      readonly id: string;
      readonly payload: unknown;
      /** `counted`: the first in time; `lost`: by a fault; `late`: after Slack gave up, or not the first. */
      readonly fate: 'counted' | 'lost' | 'late';
    }
  | {
      /** One sending that ended without an acknowledgement: the app was silent, not there, or answered an error. */
      readonly kind: 'unacknowledged';
      readonly at: number;
      /** The delivery's. */
      readonly id: string;
      readonly error: string;
    }
  | {
      readonly kind: 'response_url';
      readonly at: number;
      /** Where it came to: the address that a delivery carried. */
      readonly url: string;
      readonly payload: unknown;
      readonly status: number;
      readonly error?: string;
      readonly details?: readonly string[];
    }
  | {
      /** What an acknowledgement carried, and Slack does not take. */
      readonly kind: 'refused';
      readonly at: number;
      /** The delivery's. */
      readonly id: string;
      readonly payload: unknown;
      readonly error: string;
      readonly details?: readonly string[];
    };

export type DeliveryType = 'slash_commands' | 'interactive' | 'events_api';

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

export type Journal = {
  readonly calls: readonly Call[];
  readonly record: (call: WithoutTime<Call>) => void;
};

export function createJournal(clock: Clock, changed: () => void): Journal {
  const calls: Call[] = [];
  return {
    calls,
    record: (call) => {
      calls.push({ ...withoutToken(call), at: clock.now() });
      changed();
    },
  };
}

/** A payload's `token` proves that it is Slack's: it is nobody's business who reads the journal. */
function withoutToken(call: WithoutTime<Call>): WithoutTime<Call> {
  if (call.kind !== 'delivery') return call;
  const { token: _token, ...payload } = call.payload;
  return { ...call, payload };
}
