import { createHmac } from 'node:crypto';
import { systemClock } from '../clock.ts';
import { type Delivery, type Outcome, operationTimeout, type Retry, type Transport } from './delivery.ts';
import type { World } from './world.ts';

export type PushOptions = { readonly timeoutMs: number; readonly eventRetryDelaysMs: readonly number[] };

/** Slack's retries of an event over HTTP: at once, a minute later, five minutes later. */
export const eventRetryDelaysMs = [0, 60_000, 300_000] as const;

/** Signed requests to the app's own URL. Commands and interactions are sent once; only events are sent again. */
export function createPush(world: World, requestUrl: string, options: PushOptions): Transport {
  return {
    via: 'http',
    retryDelaysMs: (type) => (type === 'events_api' ? options.eventRetryDelaysMs : []),
    send: async (delivery, retry): Promise<Outcome> => {
      const { body, contentType } = encode(delivery);
      const timeout = AbortSignal.timeout(options.timeoutMs);
      try {
        const response = await fetch(requestUrl, {
          method: 'POST',
          body,
          headers: { 'Content-Type': contentType, ...signature(world, body), ...retryHeaders(retry) },
          redirect: 'manual',
          signal: AbortSignal.any([timeout, world.closing]),
        });
        const text = await response.text();
        if (response.status >= 500) return { acknowledged: false, error: 'http_service_error' };
        if (response.status !== 200) return { acknowledged: false, error: 'http_client_error' };
        return { acknowledged: true, payload: decode(text, response.headers.get('content-type') ?? '') };
      } catch (error) {
        if (timeout.aborted) return { acknowledged: false, error: operationTimeout };
        if (error instanceof TypeError || world.closing.aborted) {
          return { acknowledged: false, error: 'dispatch_failed' };
        }
        throw error;
      }
    },
  };
}

/** The app compares the time of a signature with its own wall clock, so a simulated clock has no say here. */
function signature(world: World, body: string): Record<string, string> {
  const timestamp = String(Math.floor(systemClock.now() / 1000));
  const digest = createHmac('sha256', world.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'X-Slack-Request-Timestamp': timestamp, 'X-Slack-Signature': `v0=${digest}` };
}

function retryHeaders(retry: Retry | undefined): Record<string, string> {
  if (retry === undefined) return {};
  const reason = retry.reason === operationTimeout ? 'http_timeout' : 'http_error';
  return { 'X-Slack-Retry-Num': String(retry.num), 'X-Slack-Retry-Reason': reason };
}

function encode({ type, payload }: Delivery): { body: string; contentType: string } {
  if (type === 'events_api') return { body: JSON.stringify(payload), contentType: 'application/json' };
  const fields =
    type === 'interactive'
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)]));
  return { body: new URLSearchParams(fields).toString(), contentType: 'application/x-www-form-urlencoded' };
}

function decode(text: string, contentType: string): unknown {
  if (text === '' || !contentType.startsWith('application/json')) return text;
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return text;
    throw cause;
  }
}
