import { sql } from 'drizzle-orm';
import type { Tx } from './transact.ts';

/** What a person is called by, and the key that says most: an address before a name. */
export type NamedPerson = { readonly key: string; readonly name: string | null };

type Row = { readonly id: string; readonly key: string; readonly name: string | null };

/** People by id, for a reply. Who has no key any more was erased, and is absent. */
export async function namePeople(
  tx: Tx,
  workspaceId: string,
  ids: readonly number[],
): Promise<ReadonlyMap<number, NamedPerson>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.execute<Row>(sql`
    select distinct on (p.id) p.id, k.key, p.name
    from people p join person_keys k on k.workspace_id = p.workspace_id and k.person_id = p.id
    where p.workspace_id = ${workspaceId} and p.id = any(${sql.param([...ids])}::bigint[])
    order by p.id, array_position(array['in', 'member', 'slack', 'name'], split_part(k.key, ':', 1)), k.key`);
  return new Map(rows.map(({ id, key, name }) => [Number(id), { key, name }]));
}

/** Locks people by id until the transaction ends, in the order of their ids. */
export async function lockPeople(tx: Tx, workspaceId: string, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(sql`
    select from people where workspace_id = ${workspaceId} and id = any(${sql.param([...ids])}::bigint[])
    order by id for update`);
}
