import { eq, max } from 'drizzle-orm';
import { entries, requests } from './schema.ts';
import type { Tx } from './transact.ts';

/**
 * When something was recorded or refused last, in milliseconds; undefined where nothing ever was. It reads every row of the
 * workspace: for a small ledger.
 */
export async function lastRecordedAt(tx: Tx, workspaceId: string): Promise<number | undefined> {
  const [entry] = await tx
    .select({ at: max(entries.recordedAt) })
    .from(entries)
    .where(eq(entries.workspaceId, workspaceId));
  const [request] = await tx
    .select({ at: max(requests.requestedAt) })
    .from(requests)
    .where(eq(requests.workspaceId, workspaceId));
  const known = [entry?.at, request?.at].filter((at) => typeof at === 'number');
  return known.length === 0 ? undefined : Math.max(...known);
}
