import type { Ledger } from '../ledger/connect.ts';
import type { PersonRef } from '../linkedin/person.ts';
import { answerOnce } from './answer-once.ts';
import type { LogAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { type Manner, prepareSending, type Sending, sendInvites } from './send-invites.ts';

/** People, or a number of unnamed ones. */
export type LogInvites = {
  readonly people: readonly PersonRef[];
  readonly unnamed?: number;
  /** When they were sent, in milliseconds; now without it. */
  readonly sentAt?: number;
  readonly manner?: Manner;
};

/** Logs invitations that were sent on LinkedIn. Those a rule forbids are refused, and can be recorded by `logAnyway`. */
export async function logInvites(ledger: Ledger, call: Call, input: LogInvites): Promise<LogAnswer> {
  const sending: Sending = {
    people: input.people,
    unnamed: input.unnamed ?? 0,
    sentAt: input.sentAt ?? call.now,
    manner: input.manner ?? plain,
    override: false,
  };
  return answerOnce(
    ledger,
    call,
    { verb: 'log', ...input },
    {
      prepare: (tx, policy) => prepareSending(ledger, tx, call, policy, sending),
      async decide(opened, prepared) {
        const { items, standing, writes } = await sendInvites(ledger, opened, prepared, sending);
        const answer: LogAnswer = {
          kind: 'log',
          requestId: opened.requestId,
          owner: call.owner,
          onBehalf: call.owner !== call.userId,
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

const plain: Manner = { marks: [], note: null };
