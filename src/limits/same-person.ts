import type { Question, SamePerson } from './reason.ts';
import { hoursToMs } from './windows.ts';

/**
 * Another send to the person less than the cool-down before or after this one. Allowed again is the first instant clear
 * of them all: past-dated, one send can lead into the cool-down of the next, and the last of that chain is named.
 */
export function samePerson({ policy, request }: Question): SamePerson | null {
  if (request.person === null) return null;
  const coolDownMs = hoursToMs(policy.samePersonHours.value);
  let lastSentAt: number | null = null;
  let clearAt = request.at;
  for (const { sentAt } of request.person.invites.toSorted((a, b) => a.sentAt - b.sentAt)) {
    if (Math.abs(clearAt - sentAt) >= coolDownMs) continue;
    lastSentAt = sentAt;
    clearAt = sentAt + coolDownMs;
  }
  return lastSentAt === null
    ? null
    : { code: 'same_person', verdict: 'block', lastSentAt, allowedAgainAt: clearAt };
}
