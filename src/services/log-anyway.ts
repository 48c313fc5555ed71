import { InputError, NotAllowedError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { settleRefusals } from '../ledger/settle-refusals.ts';
import type { Tx } from '../ledger/transact.ts';
import { answerOnce } from './answer-once.ts';
import type { AlreadySettledAnswer, Answer, LogAnswer, LogAnywayAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { prepareSending, sendInvites } from './send-invites.ts';

/**
 * Records the refused invitations of a request because they were sent on LinkedIn all the same: facts are facts. Once,
 * and only by who typed it; a second press is told when it was done.
 */
export async function logAnyway(
  ledger: Ledger,
  call: Call,
  input: { readonly requestId: number },
): Promise<LogAnywayAnswer | AlreadySettledAnswer> {
  return answerOnce<LogAnywayAnswer | AlreadySettledAnswer, undefined>(
    ledger,
    call,
    { verb: 'log_anyway', ...input },
    {
      prepare: async () => undefined,
      async decide(opened) {
        const { answer, settledAt } = await settle(opened.tx, call, input.requestId);
        const people = answer.items.filter((item) => item.refused).map((item) => item.person);
        if (people.length === 0) throw outOfDate();
        if (settledAt !== null) {
          return {
            answer: { kind: 'already_settled', people, settledAt, zone: answer.standing.zone },
            writes: [],
          };
        }
        const sending = { people, sentAt: answer.sentAt, override: true };
        const prepared = await prepareSending(opened.tx, call, sending);
        const { items, standing, writes } = await sendInvites(opened, prepared, sending);
        return { answer: { kind: 'log_anyway', items, standing }, writes };
      },
    },
  );
}

/** The refusing answer that the button stands below, and when it was settled before. */
async function settle(
  tx: Tx,
  { workspaceId, userId: actor, now }: Call,
  id: number,
): Promise<{ readonly answer: LogAnswer; readonly settledAt: number | null }> {
  const original = await settleRefusals(tx, { workspaceId, id, actor, now });
  const answer = original?.answer as Answer | undefined;
  if (!original || answer?.kind !== 'log') throw outOfDate();
  if (original.actor !== actor) {
    throw new NotAllowedError('Only the person who logged these invites can press this button.');
  }
  return { answer, settledAt: original.settledAt };
}

function outOfDate(): InputError {
  return new InputError(
    'This button is out of date. Log the invite again: `/invites log https://www.linkedin.com/in/jane-doe`',
  );
}
