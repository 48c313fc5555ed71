import { answerRequest } from '../ledger/answer-request.ts';
import { claimRequest } from '../ledger/claim-request.ts';
import type { Ledger } from '../ledger/connect.ts';
import { transact } from '../ledger/transact.ts';
import type { Answer } from './answers.ts';
import type { Call } from './call.ts';

/**
 * What became of a request whose commit was never confirmed. If it was recorded, its answer; if not, its place is taken
 * by a `void`, so that it cannot be recorded later either. A transaction still at work is waited for: they want the same row.
 */
export async function settleRequest(ledger: Ledger, call: Call): Promise<Answer> {
  return transact(ledger, { deadlineMs: call.withinMs }, async (tx) => {
    const { workspaceId, requestKey: key, userId: actor, now } = call;
    const claim = await claimRequest(tx, { workspaceId, key, actor, arguments: { verb: 'settle' }, now });
    if ('answer' in claim) return claim.answer as Answer;
    await answerRequest(tx, workspaceId, claim.id, { kind: 'void' } satisfies Answer);
    return { kind: 'void' };
  });
}
