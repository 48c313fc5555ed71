import { AppError } from '../errors.ts';
import { answerRequest } from '../ledger/answer-request.ts';
import { claimRequest } from '../ledger/claim-request.ts';
import type { Ledger } from '../ledger/connect.ts';
import { type Tx, transact } from '../ledger/transact.ts';
import type { Answer } from './answers.ts';
import type { Call } from './call.ts';

/**
 * One request, one transaction, one answer: claims the request, does the work and stores what it was answered. A repeated
 * delivery gets the stored answer and nothing is done again. Resolves after the commit.
 */
export async function answerOnce<A extends Answer>(
  ledger: Ledger,
  call: Call,
  request: { readonly verb: string },
  work: (tx: Tx, requestId: number) => Promise<A>,
): Promise<A> {
  return transact(ledger, { deadlineMs: call.withinMs }, async (tx) => {
    const claim = await claimRequest(tx, {
      workspaceId: call.workspaceId,
      key: call.requestKey,
      actor: call.userId,
      arguments: request,
      now: call.now,
    });
    if ('answer' in claim) return storedAnswer<A>(claim.answer);
    const answer = await work(tx, claim.id);
    await answerRequest(tx, call.workspaceId, claim.id, answer);
    return answer;
  });
}

/** The column holds what this program wrote under the same key, so it is of the kind that the same request answers. */
function storedAnswer<A extends Answer>(stored: unknown): A {
  const answer = stored as A | { readonly kind: 'void' };
  if (answer.kind === 'void')
    throw new AppError('request_void', 'Nothing was recorded. Please type it again.');
  return answer as A;
}
