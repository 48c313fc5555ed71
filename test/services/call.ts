import type { PersonRef } from '../../src/linkedin/person.ts';
import type { Call } from '../../src/services/call.ts';

let requests = 0;

/** A call of one teammate, each with a request key of its own. */
export function callOf(given: Partial<Call>): Call {
  requests += 1;
  return {
    workspaceId: 'T1',
    userId: 'U1',
    owner: given.userId ?? 'U1',
    isAdmin: false,
    requestKey: `request ${requests}`,
    now: Date.parse('2026-11-24T09:00:00Z'),
    withinMs: 10_000,
    zone: 'Europe/Berlin',
    ...given,
  };
}

export const person = (slug: string): PersonRef => ({ key: `in:${slug}` });
