import { type SQL, sql } from 'drizzle-orm';
import type { Person } from './find-people.ts';
import type { Tx } from './transact.ts';

/** A person as `find-people.ts` has it, by one of the keys; of who was erased the key is null. */
export type Member = Omit<Person, 'key'> & { readonly key: string | null };

/** Who has one of these keys, and all who are one person with them, with every key; locked in the order of their ids. */
export function lockPersons(tx: Tx, workspaceId: string, keys: readonly string[]): Promise<Member[]> {
  return lockWhole(
    tx,
    workspaceId,
    sql`select person_id from person_keys
      where workspace_id = ${workspaceId} and key = any(${sql.param([...keys])}::text[])`,
  );
}

/** The same, by ids. */
export function lockPersonsById(tx: Tx, workspaceId: string, ids: readonly number[]): Promise<Member[]> {
  return lockWhole(tx, workspaceId, sql`select unnest(${sql.param([...ids])}::bigint[])`);
}

type Row = {
  readonly id: string;
  readonly key: string | null;
  readonly name: string | null;
  readonly group_id: string | null;
};

/**
 * A statement that waits for a lock sees the past: others may have joined meanwhile. So it looks again until it finds
 * nobody whom it had not locked; who is locked cannot be joined with anybody.
 */
async function lockWhole(tx: Tx, workspaceId: string, asked: SQL): Promise<Member[]> {
  for (let locked = new Set<string>(); ; ) {
    const rows = await tx.execute<Row>(sql`
      select p.id, k.key, p.name, p.group_id
      from people p left join person_keys k on k.workspace_id = p.workspace_id and k.person_id = p.id
      where p.workspace_id = ${workspaceId} and p.id in (
        ${asked}
        union
        select other.id
        from people one join people other on other.workspace_id = one.workspace_id and other.group_id = one.group_id
        where one.workspace_id = ${workspaceId} and one.group_id is not null and one.id in (${asked}))
      order by p.id
      for update of p`);
    if (rows.every(({ id }) => locked.has(id))) return rows.map(toMember);
    locked = new Set(rows.map(({ id }) => id));
  }
}

function toMember({ id, key, name, group_id }: Row): Member {
  return { id: Number(id), key, name, groupId: group_id === null ? null : Number(group_id) };
}
