import { and, eq } from 'drizzle-orm';
import { requests } from './schema.ts';
import type { Tx } from './transact.ts';

/** What was asked, by whom, and what it was answered. */
export type StoredRequest = {
  readonly actor: string;
  readonly arguments: unknown;
  readonly answer: unknown;
};

/** A request by its id; undefined for one of another workspace, and for one that is no longer kept. */
export async function findRequest(
  tx: Tx,
  workspaceId: string,
  id: number,
): Promise<StoredRequest | undefined> {
  const [found] = await tx
    .select({ actor: requests.actor, arguments: requests.arguments, answer: requests.answer })
    .from(requests)
    .where(and(eq(requests.workspaceId, workspaceId), eq(requests.id, id)));
  return found;
}
