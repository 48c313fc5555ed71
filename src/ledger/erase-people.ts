import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from './transact.ts';

/** Whose data is kept: who has an entry after `keptSince`, or an invite that is pending (sent after `pendingAfter`). */
export type Kept = {
  readonly workspaceId: string;
  readonly keptSince: number;
  readonly pendingAfter: number;
  /** Who has no entry at all is as old as those of lower ids: up to this one, older than `keptSince`. */
  readonly oldIdsUntil: number;
};

const instantOf = (ms: number): SQL => sql`${new Date(ms).toISOString()}::timestamptz`;

/** Whether a person `p`, or one of those who are one with them, is kept. What only expired counts as no entry. */
function isKept({ keptSince, pendingAfter, oldIdsUntil }: Kept): SQL {
  const entry = sql`entries e where e.workspace_id = p.workspace_id and e.person_id = m.id`;
  return sql`exists (
    select from (
      select p.id union select id from people where workspace_id = p.workspace_id and group_id = p.group_id
    ) m
    where exists (select from ${entry} and e.kind <> 'expired' and e.recorded_at > ${instantOf(keptSince)})
      or exists (
        select from invites i where i.workspace_id = p.workspace_id and i.person_id = m.id and i.state = 'pending'
          and i.sent_at > ${instantOf(pendingAfter)})
      or m.id > ${oldIdsUntil} and not exists (select from ${entry}))`;
}

/** The highest id of a person about whom something was recorded at or before an instant; 0 for none. */
export async function findLastOldPerson(tx: Tx, workspaceId: string, until: number): Promise<number> {
  const [row] = await tx.execute<{ readonly id: string }>(sql`
    select id from people p
    where workspace_id = ${workspaceId} and exists (
      select from entries e where e.workspace_id = p.workspace_id and e.person_id = p.id and e.recorded_at <= ${instantOf(until)})
    order by id desc limit 1`);
  return row === undefined ? 0 : Number(row.id);
}

/**
 * Looks at the next `most` people after an id for those who have a name or keys and are not kept. `lastId` is the last
 * one looked at; null when there was nobody left.
 */
export async function listErasable(
  tx: Tx,
  kept: Kept,
  { afterId, most }: { readonly afterId: number; readonly most: number },
): Promise<{ readonly ids: readonly number[]; readonly lastId: number | null }> {
  const [row] = await tx.execute<{
    readonly ids: readonly number[] | null;
    readonly last_id: string | null;
  }>(sql`
    with page as (
      select * from people where workspace_id = ${kept.workspaceId} and id > ${afterId} order by id limit ${most}
    )
    select max(id) as last_id, (
      select json_agg(p.id) from page p
      where (p.name is not null or exists (
          select from person_keys k where k.workspace_id = p.workspace_id and k.person_id = p.id))
        and not ${isKept(kept)}) as ids
    from page`);
  const lastId = row?.last_id ?? null;
  return { ids: row?.ids ?? [], lastId: lastId === null ? null : Number(lastId) };
}

/**
 * Takes from locked people what is personal, unless they are kept after all: their names, their keys, and the notes to
 * them. Their entries, invites and counts stay, and so does the do-not-contact list. Gives how many people.
 */
export async function erasePeople(tx: Tx, kept: Kept, ids: readonly number[]): Promise<number> {
  const [row] = await tx.execute<{ readonly erased: string }>(sql`
    with erased as materialized (
      select p.id from people p
      where p.workspace_id = ${kept.workspaceId} and p.id = any(${sql.param([...ids])}::bigint[]) and not ${isKept(kept)}
    ), unnamed as (
      update people set name = null
      where workspace_id = ${kept.workspaceId} and id in (select id from erased) and name is not null
    ), unknown as (
      delete from person_keys where workspace_id = ${kept.workspaceId} and person_id in (select id from erased)
    ), unwritten as (
      delete from notes where workspace_id = ${kept.workspaceId} and invite_id in (
        select i.id from invites i where i.workspace_id = ${kept.workspaceId} and i.person_id in (select id from erased))
    )
    select count(*) as erased from erased`);
  return Number(row?.erased ?? 0);
}
