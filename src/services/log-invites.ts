import type { Ledger } from '../ledger/connect.ts';
import type { PersonRef } from '../linkedin/person.ts';
import { answerOnce } from './answer-once.ts';
import type { LogAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { sendInvites } from './send-invites.ts';

export type LogInvites = {
  readonly people: readonly PersonRef[];
  /** When they were sent, in milliseconds; now without it. */
  readonly sentAt?: number;
};

/** Logs invitations that were sent on LinkedIn. Those a rule forbids are refused, and can be recorded by `logAnyway`. */
export async function logInvites(ledger: Ledger, call: Call, input: LogInvites): Promise<LogAnswer> {
  const sentAt = input.sentAt ?? call.now;
  return answerOnce(ledger, call, { verb: 'log', ...input }, async (tx, requestId) => {
    const result = await sendInvites(tx, call, { requestId, people: input.people, sentAt, override: false });
    return { kind: 'log', requestId, sentAt, loggedAt: call.now, ...result };
  });
}
