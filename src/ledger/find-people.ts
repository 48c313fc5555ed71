import { sql } from 'drizzle-orm';
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

/**
 * The people behind these references, locked, by key; unseen keys become people, and a name that was given is kept. Two
 * commands that bring the same new key wait for each other on its row; keys are taken in order too.
 */
export async function ensurePeople(
  tx: Tx,
  workspaceId: string,
  written: readonly WrittenPerson[],
): Promise<Map<string, Person>> {
  const names = new Map(written.map(({ key }): [string, string | null] => [key, null]));
  for (const { key, name } of written) if (name !== undefined) names.set(key, name);
  const keys = [...names.keys()].sort();
  const rows = await tx.execute<PersonRow>(sql`
    with given as (
      select * from unnest(
        ${sql.param(keys)}::text[],
        ${sql.param(keys.map((key) => names.get(key) ?? null))}::text[]
      ) as g (key, name)
    ), known as (
      select p.id, k.key, p.name
      from person_keys k join people p on p.workspace_id = k.workspace_id and p.id = k.person_id
      where k.workspace_id = ${workspaceId} and k.key in (select key from given)
      order by p.id
      for update of p
    ), claimed as (
      insert into person_keys (workspace_id, key, person_id)
      select ${workspaceId}, key, nextval('people_id_seq') from given
      where key not in (select key from known) order by key
      on conflict do nothing
      returning key, person_id
    ), created as (
      insert into people (workspace_id, id, name)
      select ${workspaceId}, c.person_id, g.name from claimed c join given g using (key)
      returning id, name
    )
    select id, key, name from known
    union all
    select n.id, c.key, n.name from claimed c join created n on n.id = c.person_id`);
  const found = byKey(rows);
  const missed = keys.filter((key) => !found.has(key));
  // Another transaction has just committed these: this statement waited for it, but could not see its rows.
  if (missed.length > 0)
    for (const [key, person] of await findPeople(tx, workspaceId, missed)) found.set(key, person);
  await rename(tx, workspaceId, found, names);
  return found;
}

/** Keeps the names that were given for people known without one, or by another. Who is known by name keeps it as first written. */
async function rename(
  tx: Tx,
  workspaceId: string,
  found: Map<string, Person>,
  names: ReadonlyMap<string, string | null>,
): Promise<void> {
  const renamed = [...found.values()].flatMap((person) => {
    const name = names.get(person.key) ?? null;
    const kept = name === null || name === person.name || person.key.startsWith('name:');
    return kept ? [] : [{ ...person, name }];
  });
  if (renamed.length === 0) return;
  const ids = renamed.map((person) => person.id);
  const given = renamed.map((person) => person.name);
  await tx.execute(sql`
    update people p set name = g.name
    from unnest(${sql.param(ids)}::bigint[], ${sql.param(given)}::text[]) as g (id, name)
    where p.workspace_id = ${workspaceId} and p.id = g.id`);
  for (const person of renamed) found.set(person.key, person);
}
