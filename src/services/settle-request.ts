import { findAnswer } from '../ledger/answer-request.ts';
import type { Ledger } from '../ledger/connect.ts';
import { transact } from '../ledger/transact.ts';
import { voidRequest } from '../ledger/void-request.ts';
import type { Answer, VoidAnswer } from './answers.ts';
import type { Call } from './call.ts';

/**
 * What became of a request whose commit was never confirmed. If it was recorded, its answer; if not, its place is taken
 * by a `void`, so that it cannot be recorded later either.
 */
export async function settleRequest(ledger: Ledger, call: Call): Promise<Answer> {
  return transact(ledger, { deadlineMs: call.withinMs }, async (tx) => {
    const answer: VoidAnswer = { kind: 'void' };
    if (await voidRequest(tx, { ...call, answer })) return answer;
    return (await findAnswer(tx, call.workspaceId, call.requestKey)) as Answer;
  });
}
