import type { PendingSoft, Question } from './reason.ts';
import { pendingAfter } from './snapshot.ts';

/** Many invites without an answer are a reason for LinkedIn to restrict an account: time to withdraw some. */
export function pendingSoft({ policy, snapshot, request, now }: Question): PendingSoft | null {
  if (request.resource !== 'connection') return null;
  const { total } = pendingAfter(policy, snapshot, request, now);
  const soft = policy.pendingSoft.value;
  return total < soft ? null : { code: 'pending_soft', verdict: 'warn', pending: total, soft };
}
