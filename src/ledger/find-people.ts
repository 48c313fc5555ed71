import { sql } from 'drizzle-orm';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

/** One of the keys of a person. Who is joined with others has a `groupId`; all of a group are one person. */
export type Person = {
  readonly id: number;
  readonly key: string;
  readonly name: string | null;
  readonly groupId: number | null;
};
type PersonRow = {
  readonly id: string;
  readonly key: string;
  readonly name: string | null;
  readonly group_id: string | null;
};

const toPerson = ({ id, key, name, group_id }: PersonRow): Person => ({
  id: Number(id),
  key,
  name,
  groupId: group_id === null ? null : Number(group_id),
});

const byKey = (rows: readonly PersonRow[]) => new Map(rows.map((row) => [row.key, toPerson(row)]));

/** What tells whether two keys are one person: the same for all who are joined. */
export function oneOf({ id, groupId }: Pick<Person, 'id' | 'groupId'>): number {
  return groupId ?? id;
}

/**
 * The people behind these keys, by key; a key nobody has used is absent. They are locked until the transaction ends, in
 * the order of their ids, so that no two commands wait in a circle.
 */
export async function findPeople(
  tx: Tx,
  workspaceId: string,
  keys: readonly string[],
): Promise<Map<string, Person>> {
  const rows = await tx.execute<PersonRow>(sql`
    select p.id, k.key, p.name, p.group_id
    from person_keys k join people p on p.workspace_id = k.workspace_id and p.id = k.person_id
    where k.workspace_id = ${workspaceId} and k.key = any(${sql.param(keys)}::text[])
    order by p.id
    for update of p
    for key share of k`);
  return byKey(rows);
}

/** Every key of these groups, joined people included, locked in the order of their ids. */
export async function lockGroups(
  tx: Tx,
  workspaceId: string,
  groupIds: readonly number[],
): Promise<readonly Person[]> {
  if (groupIds.length === 0) return [];
  const rows = await tx.execute<PersonRow>(sql`
    select p.id, k.key, p.name, p.group_id
    from people p join person_keys k on k.workspace_id = p.workspace_id and k.person_id = p.id
    where p.workspace_id = ${workspaceId} and p.group_id = any(${sql.param(groupIds)}::bigint[])
    order by p.id
    for update of p`);
  return rows.map(toPerson);
}

type GivenPeople = { readonly workspaceId: string; readonly keys: readonly string[] };

const lockOrCreate = statement<PersonRow, GivenPeople>(
  (its) => sql`
    with known as (
      select p.id, k.key, p.name, p.group_id
      from person_keys k join people p on p.workspace_id = k.workspace_id and p.id = k.person_id
      where k.workspace_id = ${its.workspaceId} and k.key = any(${its.keys}::text[])
      order by p.id
      for update of p
      for key share of k -- a key that is erased meanwhile is nobody's
    ), claimed as (
      insert into person_keys (workspace_id, key, person_id)
      select ${its.workspaceId}, key, nextval('people_id_seq') from unnest(${its.keys}::text[]) as given (key)
      where key not in (select key from known) order by key
      on conflict do nothing
      returning key, person_id
    ), created as (
      insert into people (workspace_id, id)
      select ${its.workspaceId}, person_id from claimed
    )
    select id, key, name, group_id from known
    union all
    select person_id, key, null, null from claimed`,
);

export type EnsuredPeople = {
  readonly people: ReadonlyMap<string, Person>;
  /** Some were locked by a second statement: what was read right behind the first may be older than the locks. */
  readonly late: boolean;
};

/**
 * The people behind these keys, locked, by key; unseen keys become people, without a name: a name is kept with what was
 * recorded. Two commands that bring the same new key wait for each other on its row; keys are taken in order too.
 */
export async function ensurePeople(
  tx: Tx,
  workspaceId: string,
  typed: readonly string[],
): Promise<EnsuredPeople> {
  const keys = [...new Set(typed)].sort();
  const people = byKey(await tx.run(lockOrCreate({ workspaceId, keys })));
  const missed = keys.filter((key) => !people.has(key));
  // Another transaction has just committed these: this statement waited for it, but could not see its rows.
  if (missed.length > 0)
    for (const [key, person] of await findPeople(tx, workspaceId, missed)) people.set(key, person);
  return { people, late: missed.length > 0 };
}
