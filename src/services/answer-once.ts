import { AppError } from '../errors.ts';
import { answerRequest } from '../ledger/answer-request.ts';
import type { Ledger } from '../ledger/connect.ts';
import { findAnswer, type OpenedRequest, openRequest } from '../ledger/open-request.ts';
import { type Transaction, type Tx, transact } from '../ledger/transact.ts';
import type { Answer } from './answers.ts';
import type { Call } from './call.ts';

/** What a request comes to: its answer, and the statements under way, if any, that make it true. */
export type Done<A> = { readonly answer: A; readonly writes: readonly Promise<unknown>[] };

/** The transaction, and the request in it with the caller's locked account. */
export type Opened = { readonly tx: Transaction; readonly call: Call; readonly request: OpenedRequest };

/**
 * One request, one transaction, one answer: claims the request and locks the account, decides, writes, and stores what it
 * was answered. A repeated delivery gets the stored answer and nothing is done again. Resolves after the commit.
 *
 * `prepare` starts what does not depend on the account, so that it travels in the same round trip.
 */
export async function answerOnce<A extends Answer, P>(
  ledger: Ledger,
  call: Call,
  request: { readonly verb: string },
  steps: {
    readonly prepare: (tx: Tx) => Promise<P>;
    readonly decide: (opened: Opened, prepared: P) => Promise<Done<A>>;
  },
): Promise<A> {
  return transact(ledger, { deadlineMs: call.withinMs }, async (tx) => {
    const [opened, prepared] = await Promise.all([
      openRequest(tx, { ...call, arguments: request }),
      steps.prepare(tx),
    ]);
    if (opened === null) return storedAnswer<A>(await findAnswer(tx, call.workspaceId, call.requestKey));
    const { answer, writes } = await steps.decide({ tx, call, request: opened }, prepared);
    await Promise.all(writes);
    tx.atCommit(answerRequest(call.workspaceId, opened.id, answer));
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
