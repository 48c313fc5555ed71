import { requests } from './schema.ts';
import type { Tx } from './transact.ts';

/**
 * Takes the place of a request that may or may not have happened, with an answer that says so. False if it did happen; a
 * transaction still at work is waited for, because both want the same row.
 */
export async function voidRequest(
  tx: Tx,
  request: {
    readonly workspaceId: string;
    readonly requestKey: string;
    readonly userId: string;
    readonly answer: unknown;
    readonly now: number;
  },
): Promise<boolean> {
  const taken = await tx
    .insert(requests)
    .values({
      workspaceId: request.workspaceId,
      key: request.requestKey,
      actor: request.userId,
      arguments: {},
      answer: request.answer,
      requestedAt: request.now,
    })
    .onConflictDoNothing({ target: [requests.workspaceId, requests.key] })
    .returning({ id: requests.id });
  return taken.length > 0;
}
