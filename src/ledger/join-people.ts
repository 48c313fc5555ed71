import { sql } from 'drizzle-orm';
import { oneOf } from './find-people.ts';
import { lockPersonsById } from './lock-persons.ts';
import type { Tx } from './transact.ts';

/**
 * Makes two people one person, with all who are joined with either. False if they were one already; then nothing is
 * written. Locks them all.
 */
export async function joinPeople(tx: Tx, workspaceId: string, a: number, b: number): Promise<boolean> {
  const members = await lockPersonsById(tx, workspaceId, [a, b]);
  const [one, other] = [a, b].map((id) => members.find((member) => member.id === id));
  if (!one || !other) throw new Error('who is joined must exist');
  if (oneOf(one) === oneOf(other)) return false;
  await tx.execute(sql`
    insert into person_links (workspace_id, person_id, other_id)
    values (${workspaceId}, ${Math.min(a, b)}, ${Math.max(a, b)})`);
  await regroup(tx, workspaceId, new Set(members.map(({ id }) => id)));
  return true;
}

/** Takes back that two people were said to be one. Who is joined by other links stays so. Locks them all. */
export async function separatePeople(tx: Tx, workspaceId: string, a: number, b: number): Promise<void> {
  const members = await lockPersonsById(tx, workspaceId, [a, b]);
  await tx.execute(sql`
    delete from person_links
    where workspace_id = ${workspaceId} and person_id = ${Math.min(a, b)} and other_id = ${Math.max(a, b)}`);
  await regroup(tx, workspaceId, new Set(members.map(({ id }) => id)));
}

type Link = { readonly person_id: string; readonly other_id: string };

/** Gives these locked people, among them all whom their links reach, the groups that the links make. */
async function regroup(tx: Tx, workspaceId: string, ids: ReadonlySet<number>): Promise<void> {
  const all = sql.param([...ids]);
  const links = await tx.execute<Link>(sql`
    select person_id, other_id from person_links
    where workspace_id = ${workspaceId} and person_id = any(${all}::bigint[])`);
  const groups = groupsOf(
    ids,
    links.map((link) => [Number(link.person_id), Number(link.other_id)]),
  );
  const groupIds = [...ids].map((id) => groups.get(id) ?? null);
  await tx.execute(sql`
    update people p set group_id = g.group_id
    from unnest(${all}::bigint[], ${sql.param(groupIds)}::bigint[]) as g (id, group_id)
    where p.workspace_id = ${workspaceId} and p.id = g.id and p.group_id is distinct from g.group_id`);
}

/** The smallest id among all whom a chain of links connects, by id; who has no link is absent. */
function groupsOf(ids: ReadonlySet<number>, links: readonly (readonly [number, number])[]) {
  const groups = new Map<number, number>();
  for (const first of [...ids].sort((a, b) => a - b)) {
    const reached = groups.has(first) ? [] : [first];
    for (const id of reached) {
      for (const link of links) {
        const next = link[0] === id ? link[1] : link[1] === id ? link[0] : undefined;
        if (next === undefined || groups.has(next)) continue;
        groups.set(next, first);
        if (next !== first) reached.push(next);
      }
    }
  }
  return groups;
}
