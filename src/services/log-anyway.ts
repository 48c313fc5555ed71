import { AppError, InputError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { settleRefusals } from '../ledger/settle-refusals.ts';
import { answerOnce } from './answer-once.ts';
import type { AlreadySettledAnswer, Answer, LogAnywayAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { sendInvites } from './send-invites.ts';

/**
 * Records the refused invitations of a request because they were sent on LinkedIn all the same: facts are facts. Once,
 * and only by who typed it; a second press is told when it was done.
 */
export async function logAnyway(
  ledger: Ledger,
  call: Call,
  input: { readonly requestId: number },
): Promise<LogAnywayAnswer | AlreadySettledAnswer> {
  return answerOnce(ledger, call, { verb: 'log_anyway', ...input }, async (tx, requestId) => {
    const { workspaceId, userId: actor, now } = call;
    const original = await settleRefusals(tx, { workspaceId, id: input.requestId, actor, now });
    const answer = original?.answer as Answer | undefined;
    if (!original || answer?.kind !== 'log') throw outOfDate();
    if (original.actor !== actor) {
      throw new AppError('not_yours', 'Only the person who logged these invites can press this button.');
    }
    const people = answer.items.filter((item) => item.refused).map((item) => item.person);
    if (people.length === 0) throw outOfDate();
    if (original.settledAt !== null) {
      return { kind: 'already_settled', people, settledAt: original.settledAt, zone: answer.standing.zone };
    }
    const sending = { requestId, people, sentAt: answer.sentAt, override: true };
    return { kind: 'log_anyway', ...(await sendInvites(tx, call, sending)) };
  });
}

function outOfDate(): InputError {
  return new InputError(
    'This button is out of date. Log the invite again: `/invites log https://www.linkedin.com/in/jane-doe`',
  );
}
