import { sql } from 'drizzle-orm';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

export type Person = { readonly id: number; readonly key: string; readonly name: string | null };
/** A person as somebody wrote them: a key, and a name if one was given. */
export type WrittenPerson = { readonly key: string; readonly name?: string | undefined };

type PersonRow = { readonly id: string; readonly key: string; readonly name: string | null };

const byKey = (rows: readonly PersonRow[]) =>
  new Map(rows.map((row) => [row.key, { ...row, id: Number(row.id) }]));

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
    select p.id, k.key, p.name
    from person_keys k join people p on p.workspace_id = k.workspace_id and p.id = k.person_id
    where k.workspace_id = ${workspaceId} and k.key = any(${sql.param(keys)}::text[])
    order by p.id
    for update of p`);
  return byKey(rows);
}

type GivenPeople = {
  readonly workspaceId: string;
  readonly keys: readonly string[];
  readonly names: readonly (string | null)[];
};

const lockOrCreate = statement<PersonRow, GivenPeople>(
  (its) => sql`
    with given as (
      select * from unnest(${its.keys}::text[], ${its.names}::text[]) as g (key, name)
    ), known as (
      select p.id, k.key, p.name
      from person_keys k join people p on p.workspace_id = k.workspace_id and p.id = k.person_id
      where k.workspace_id = ${its.workspaceId} and k.key in (select key from given)
      order by p.id
      for update of p
    ), claimed as (
      insert into person_keys (workspace_id, key, person_id)
      select ${its.workspaceId}, key, nextval('people_id_seq') from given
      where key not in (select key from known) order by key
      on conflict do nothing
      returning key, person_id
    ), created as (
      insert into people (workspace_id, id, name)
      select ${its.workspaceId}, c.person_id, g.name from claimed c join given g using (key)
      returning id, name
    )
    select id, key, name from known
    union all
    select n.id, c.key, n.name from claimed c join created n on n.id = c.person_id`,
);

/**
 * The people behind these references, locked, by key; unseen keys become people, with the name given. Two commands
 * that bring the same new key wait for each other on its row; keys are taken in order too.
 */
export async function ensurePeople(
  tx: Tx,
  workspaceId: string,
  written: readonly WrittenPerson[],
): Promise<Map<string, Person>> {
  const names = new Map(written.map(({ key }): [string, string | null] => [key, null]));
  for (const { key, name } of written) if (name !== undefined) names.set(key, name);
  const keys = [...names.keys()].sort();
  const given = { workspaceId, keys, names: keys.map((key) => names.get(key) ?? null) };
  const found = byKey(await tx.run(lockOrCreate(given)));
  const missed = keys.filter((key) => !found.has(key));
  // Another transaction has just committed these: this statement waited for it, but could not see its rows.
  if (missed.length > 0)
    for (const [key, person] of await findPeople(tx, workspaceId, missed)) found.set(key, person);
  return found;
}
