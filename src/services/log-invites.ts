import type { Ledger } from '../ledger/connect.ts';
import type { PersonRef } from '../linkedin/person.ts';
import { answerOnce } from './answer-once.ts';
import type { LogAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { type Manner, prepareSending, type Sending, sendInvites } from './send-invites.ts';
import { sendSpread, spreadOver } from './send-spread.ts';

/** People, or a number of unnamed ones. */
export type LogInvites = {
  readonly people: readonly PersonRef[];
  readonly unnamed?: number;
  /** When they were sent, in milliseconds; now without it. */
  readonly sentAt?: number;
  /** Of people whose days are not known: instants that they are spread over evenly, ascending. Marked as estimated. */
  readonly spread?: readonly number[];
  readonly manner?: Manner;
};

/** Logs invitations that were sent on LinkedIn. Those a rule forbids are refused, and can be recorded by `logAnyway`. */
export async function logInvites(ledger: Ledger, call: Call, input: LogInvites): Promise<LogAnswer> {
  const { people, spread, manner = plain } = input;
  const sending: Sending = {
    people,
    unnamed: input.unnamed ?? 0,
    sentAt: spread?.[0] ?? input.sentAt ?? call.now,
    manner: spread ? { ...manner, estimated: true } : manner,
    override: false,
  };
  return answerOnce(
    ledger,
    call,
    { verb: 'log', ...input },
    {
      prepare: (tx, policy) => prepareSending(ledger, tx, call, policy, sending),
      async decide(opened, prepared) {
        const { items, standing, writes } = spread
          ? await sendSpread(ledger, opened, prepared.ensured, sending, spreadOver(spread, people.length))
          : await sendInvites(ledger, opened, prepared, sending);
        const answer: LogAnswer = {
          kind: 'log',
          requestId: opened.requestId,
          owner: call.owner,
          onBehalf: call.owner !== call.userId,
          sentAt: sending.sentAt,
          ...(spread && { estimated: true }),
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
