import type { Ledger } from '../ledger/connect.ts';
import type { PersonRef } from '../linkedin/person.ts';
import { answerOnce } from './answer-once.ts';
import type { LogAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { prepareSending, sendInvites } from './send-invites.ts';

export type LogInvites = {
  readonly people: readonly PersonRef[];
  /** When they were sent, in milliseconds; now without it. */
  readonly sentAt?: number;
};

/** Logs invitations that were sent on LinkedIn. Those a rule forbids are refused, and can be recorded by `logAnyway`. */
export async function logInvites(ledger: Ledger, call: Call, input: LogInvites): Promise<LogAnswer> {
  const sending = { people: input.people, sentAt: input.sentAt ?? call.now, override: false };
  return answerOnce(
    ledger,
    call,
    { verb: 'log', ...input },
    {
      prepare: (tx) => prepareSending(tx, call, sending),
      async decide(opened, prepared) {
        const { items, standing, writes } = await sendInvites(opened, prepared, sending);
        const { id: requestId } = opened.request;
        const answer: LogAnswer = {
          kind: 'log',
          requestId,
          sentAt: sending.sentAt,
          loggedAt: call.now,
          items,
          standing,
        };
        return { answer, writes };
      },
    },
  );
}
