import { sql } from 'drizzle-orm';
import { bestKey, type StoredPerson } from './best-key.ts';
import type { Tx } from './transact.ts';

type Row = StoredPerson & { readonly id: string };

/** People by id, for a reply. */
export async function namePeople(
  tx: Tx,
  workspaceId: string,
  ids: readonly number[],
): Promise<ReadonlyMap<number, StoredPerson>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.execute<Row>(sql`
    select p.id, ${bestKey(sql`${workspaceId}`, 'p.id')} as key, p.name from people p
    where p.workspace_id = ${workspaceId} and p.id = any(${sql.param([...ids])}::bigint[])`);
  return new Map(rows.map(({ id, key, name }) => [Number(id), { key, name }]));
}

/** Locks people by id until the transaction ends, in the order of their ids. */
export async function lockPeople(tx: Tx, workspaceId: string, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(sql`
    select from people where workspace_id = ${workspaceId} and id = any(${sql.param([...ids])}::bigint[])
    order by id for update`);
}
