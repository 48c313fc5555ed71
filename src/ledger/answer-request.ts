import { and, eq } from 'drizzle-orm';
import { requests } from './schema.ts';
import type { Tx } from './transact.ts';

/** Stores what the request was answered, refusals included, so that a repeated delivery gets the same. */
export async function answerRequest(tx: Tx, workspaceId: string, id: number, answer: unknown): Promise<void> {
  await tx
    .update(requests)
    .set({ answer })
    .where(and(eq(requests.workspaceId, workspaceId), eq(requests.id, id)));
}
