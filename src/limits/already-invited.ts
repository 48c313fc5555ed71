import type { AlreadyConnected, AlreadyPending, Question } from './reason.ts';
import { stateAt } from './states.ts';

/** An invite of this account to the person waits for an answer at present. */
export function alreadyPending(question: Question): AlreadyPending | null {
  const since = latest(question, 'pending');
  return since === null ? null : { code: 'already_pending', verdict: 'warn', since };
}

/** The person has accepted an invite of this account. */
export function alreadyConnected(question: Question): AlreadyConnected | null {
  const since = latest(question, 'accepted');
  return since === null ? null : { code: 'already_connected', verdict: 'warn', since };
}

function latest({ policy, request, now }: Question, wanted: 'pending' | 'accepted'): number | null {
  if (request.person === null) return null;
  let newest: number | null = null;
  for (const invite of request.person.invites) {
    const { state, since } = stateAt(invite, policy, now);
    if (state === wanted && (newest === null || since > newest)) newest = since;
  }
  return newest;
}
