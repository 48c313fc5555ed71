import { InputError, NotAllowedError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { findRequest } from '../ledger/find-request.ts';
import { settleRefusals } from '../ledger/settle-refusals.ts';
import { read } from '../ledger/transact.ts';
import { answerOnce } from './answer-once.ts';
import type { AlreadySettledAnswer, Answer, LogAnswer, LogAnywayAnswer } from './answers.ts';
import type { Call } from './call.ts';
import type { LogInvites } from './log-invites.ts';
import { prepareSending, type Sending, sendInvites } from './send-invites.ts';

/**
 * Records the refused invitations of a request because they were sent on LinkedIn all the same: facts are facts. Once,
 * and only by who typed it; a second press is told when it was done. Who asked not to be contacted stays refused.
 */
export async function logAnyway(
  ledger: Ledger,
  call: Call,
  input: { readonly requestId: number },
): Promise<LogAnywayAnswer | AlreadySettledAnswer> {
  const { original, answer } = await findRefusals(ledger, call, input.requestId);
  const refused = answer.items.filter((item) => item.refused);
  const sending: Sending = {
    people: refused.flatMap(({ person }) => person ?? []),
    unnamed: refused.reduce((sum, { person, quantity }) => sum + (person ? 0 : quantity), 0),
    sentAt: answer.sentAt,
    manner: original.manner ?? { marks: [], note: null },
    override: true,
  };
  const same = { ...call, owner: answer.owner, as: answer.standing.accountName };
  return answerOnce<LogAnywayAnswer | AlreadySettledAnswer, undefined>(
    ledger,
    same,
    { verb: 'log_anyway', ...input },
    {
      prepare: async () => undefined,
      async decide(opened) {
        const { tx, policy, requestId } = opened;
        const { workspaceId, now } = call;
        const settledAt = await settleRefusals(tx, { workspaceId, id: input.requestId, now });
        if (settledAt !== null) {
          const { zone } = answer.standing;
          return { answer: { kind: 'already_settled', items: refused, settledAt, zone }, writes: [] };
        }
        const prepared = await prepareSending(ledger, tx, same, policy, sending);
        const { items, standing, writes } = await sendInvites(ledger, opened, prepared, sending);
        const { owner, sentAt } = answer;
        return {
          answer: { kind: 'log_anyway', requestId, owner, sentAt, loggedAt: now, items, standing },
          writes,
        };
      },
    },
  );
}

/** The refusing answer that the button stands below, with what had been asked. */
async function findRefusals(
  ledger: Ledger,
  { workspaceId, userId, withinMs }: Call,
  id: number,
): Promise<{ readonly original: Pick<LogInvites, 'manner'>; readonly answer: LogAnswer }> {
  const found = await read(ledger, { deadlineMs: withinMs }, (db) => findRequest(db, workspaceId, id));
  const answer = found?.answer as Answer | undefined;
  if (!found || answer?.kind !== 'log' || answer.items.every((item) => !item.refused)) throw outOfDate();
  if (found.actor !== userId) {
    throw new NotAllowedError('Only the person who logged these invites can press this button.');
  }
  return { original: found.arguments as LogInvites, answer };
}

function outOfDate(): InputError {
  return new InputError(
    'This button is out of date. Log the invite again: `/invites log https://www.linkedin.com/in/jane-doe`',
  );
}
