import { sql } from 'drizzle-orm';
import type { Person } from './find-people.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

type Row = {
  readonly id: string;
  readonly key: string;
  readonly name: string | null;
  readonly group_id: string | null;
};
type Values = { readonly workspaceId: string; readonly keys: readonly string[] };

const list = statement<Row, Values>(
  (its) => sql`
    with found as (
      select p.id, p.group_id from person_keys k
      join people p on p.workspace_id = k.workspace_id and p.id = k.person_id
      where k.workspace_id = ${its.workspaceId} and k.key = any(${its.keys}::text[])
    ), members as (
      select id from found
      union
      select m.id from found f join people m on m.workspace_id = ${its.workspaceId} and m.group_id = f.group_id
    )
    select p.id, k.key, p.name, p.group_id
    from members
    join people p on p.workspace_id = ${its.workspaceId} and p.id = members.id
    join person_keys k on k.workspace_id = p.workspace_id and k.person_id = p.id
    order by p.id`,
);

/**
 * The people behind these keys and all who are joined with them, by key; a key nobody has used is absent. Locks nobody:
 * for reads.
 */
export async function listPeople(
  tx: Tx,
  workspaceId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Person>> {
  const rows = await tx.run(list({ workspaceId, keys }));
  return new Map(
    rows.map(({ id, key, name, group_id }) => [
      key,
      { id: Number(id), key, name, groupId: group_id === null ? null : Number(group_id) },
    ]),
  );
}
