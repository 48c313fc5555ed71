import { articlePolicy } from '../../src/limits/article.ts';
import { type Decision, decide, type Request } from '../../src/limits/decide.ts';
import type { AccountType } from '../../src/limits/policy.ts';
import { type Event, events, onlyLimit, snapshotOf, strictPolicy, utc } from './history.ts';

/** The instant at which the examples ask: a Tuesday. */
export const now = utc('2026-11-24T12:00');

/** What the article policy says. */
export function article(past: readonly Event[], request: Request, type: AccountType = 'free'): Decision {
  return decide(articlePolicy, snapshotOf('UTC', past, type), request, now);
}

/** What one limit of the strict policy says, when it is all there is. */
export function strict(id: string, past: readonly Event[], request: Request, change: object = {}): Decision {
  return decide(onlyLimit(strictPolicy, id, change), snapshotOf('UTC', past), request, now);
}

/** `cap_reached block connection-day`, in the order given. */
export function inWords({ reasons }: Decision): string[] {
  return reasons.map((reason) =>
    'meter' in reason
      ? `${reason.code} ${reason.verdict} ${reason.meter.limit.id}`
      : `${reason.code} ${reason.verdict}`,
  );
}

export const accepted = (count: number, at = now) => events('connection', 'accepted', count, at);
export const sent = (count: number, ...at: number[]) => events('connection', 'sent', count, ...at);
