import { InputError, NotAllowedError } from '../errors.ts';
import { findRequest } from '../ledger/find-request.ts';
import type { Tx } from '../ledger/transact.ts';
import type { Answer, LogAnswer, PageAnswer } from './answers.ts';
import type { Call } from './call.ts';
import type { LogInvites } from './log-invites.ts';

/** What can be refused and recorded all the same, with what had been asked. */
export type Refusing = {
  readonly original: Pick<LogInvites, 'manner'>;
  readonly answer: LogAnswer | PageAnswer;
};

/**
 * The refusing answer that a button points at, with what had been asked.
 *
 * @throws InputError when there is none here; NotAllowedError when somebody else had asked.
 */
export async function findRefusals(
  tx: Tx,
  { workspaceId, userId }: Pick<Call, 'workspaceId' | 'userId'>,
  id: number,
): Promise<Refusing> {
  const found = await findRequest(tx, workspaceId, id);
  const answer = found?.answer as Answer | undefined;
  if (!found || (answer?.kind !== 'log' && answer?.kind !== 'page')) throw outOfDate();
  if (answer.items.every((item) => !item.refused)) throw outOfDate();
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
