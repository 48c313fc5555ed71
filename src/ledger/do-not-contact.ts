import { sql } from 'drizzle-orm';
import { milliseconds } from './fragments.ts';
import type { Tx } from './transact.ts';

/** Puts hashes (`ledger.hashesOf`) on the list, and gives those that were not there. What is there keeps its date. */
export async function addObjections(
  tx: Tx,
  workspaceId: string,
  hashes: readonly string[],
  since: number,
): Promise<ReadonlySet<string>> {
  const added = await tx.execute<{ key_hash: string }>(sql`
    insert into do_not_contact (workspace_id, key_hash, since)
    select distinct ${workspaceId}, hash, ${new Date(since).toISOString()}::timestamptz
    from unnest(${sql.param([...hashes])}::text[]) as hash order by hash
    on conflict do nothing
    returning key_hash`);
  return new Set(added.map(({ key_hash }) => key_hash));
}

/** Takes hashes off the list, and gives those that were there. */
export async function removeObjections(
  tx: Tx,
  workspaceId: string,
  hashes: readonly string[],
): Promise<ReadonlySet<string>> {
  const removed = await tx.execute<{ key_hash: string }>(sql`
    delete from do_not_contact
    where workspace_id = ${workspaceId} and key_hash = any(${sql.param([...hashes])}::text[])
    returning key_hash`);
  return new Set(removed.map(({ key_hash }) => key_hash));
}

/** Since when (milliseconds) those of these hashes that are on the list have been there. */
export async function loadObjections(
  tx: Tx,
  workspaceId: string,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.execute<{ key_hash: string; since: string }>(sql`
    select key_hash, ${milliseconds('since')} as since from do_not_contact
    where workspace_id = ${workspaceId} and key_hash = any(${sql.param([...hashes])}::text[])`);
  return new Map(rows.map(({ key_hash, since }) => [key_hash, Number(since)]));
}
