import { sql } from 'drizzle-orm';
import type { Tx } from './transact.ts';

type Which = { readonly workspaceId: string; readonly onceKey: string };

/**
 * The id of the request that answered a delivery by its buttons; null if none did, or the delivery is not kept any more.
 * With `lock` its row stays as it is until the transaction ends.
 */
export async function findAnswered(
  tx: Tx,
  { workspaceId, onceKey }: Which,
  { lock = false } = {},
): Promise<number | null> {
  const [row] = await tx.execute<{ readonly request_id: string | null }>(sql`
    select payload ->> 'answeredBy' as request_id from deliveries
    where workspace_id = ${workspaceId} and once_key = ${onceKey} ${lock ? sql`for update` : sql``}`);
  return row?.request_id == null ? null : Number(row.request_id);
}

/** Keeps with a delivery which request answered it. */
export async function noteAnswered(
  tx: Tx,
  { workspaceId, onceKey, requestId }: Which & { readonly requestId: number },
): Promise<void> {
  await tx.execute(sql`
    update deliveries set payload = payload || jsonb_build_object('answeredBy', ${requestId}::bigint)
    where workspace_id = ${workspaceId} and once_key = ${onceKey}`);
}
