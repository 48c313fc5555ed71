import { and, eq, sql } from 'drizzle-orm';
import { milliseconds } from './fragments.ts';
import { digestSchedules } from './schema.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

export type TeamId = { readonly workspaceId: string; readonly team: number };

/** A team's next digest: the local date it is for, and when it is due. */
export type DigestSchedule = TeamId & { readonly localDate: string; readonly dueAt: number };

const { workspaceId, team, localDate, dueAt } = digestSchedules;
const columns = { workspaceId, team, localDate, dueAt };
const isOf = (id: TeamId) => and(eq(workspaceId, id.workspaceId), eq(team, id.team));

/** What is planned for a team: nobody claims it until the transaction ends. */
export async function lockSchedule(tx: Tx, id: TeamId): Promise<DigestSchedule | undefined> {
  const [found] = await tx.select(columns).from(digestSchedules).where(isOf(id)).for('update');
  return found;
}

/** The local date of the last digest of a team, posted or missed; null for none. */
export async function lastDigestDate(tx: Tx, { workspaceId: workspace, team: number }: TeamId) {
  const [found] = await tx.execute<{ date: string | null }>(sql`
    select max(local_date)::text as date from digests where workspace_id = ${workspace} and team = ${number}`);
  return found?.date ?? null;
}

export async function saveSchedule(tx: Tx, schedule: DigestSchedule): Promise<void> {
  const set = { localDate: schedule.localDate, dueAt: schedule.dueAt };
  await tx
    .insert(digestSchedules)
    .values(schedule)
    .onConflictDoUpdate({ target: [workspaceId, team], set });
}

export async function dropSchedule(tx: Tx, id: TeamId): Promise<void> {
  await tx.delete(digestSchedules).where(isOf(id));
}

/** What is planned for the teams of a workspace, the next one first. */
export async function listSchedules(tx: Tx, workspace: string): Promise<DigestSchedule[]> {
  return tx.select(columns).from(digestSchedules).where(eq(workspaceId, workspace)).orderBy(dueAt, team);
}

/** A team as it was saved last, and the date of its last digest. */
export type UnplannedTeam = TeamId & { readonly document: unknown; readonly lastDate: string | null };

/**
 * Teams that have a channel and no plan: those that were saved before there were any digests. The first versions of all
 * teams are looked through for it, the later ones only of those without a plan.
 */
const unplanned = statement<UnplannedTeam, { readonly most: string }>(
  (its) => sql`
    select t.workspace_id as "workspaceId", t.team, newest.document, (
        select max(local_date)::text from digests d where d.workspace_id = t.workspace_id and d.team = t.team
      ) as "lastDate"
    from (
      select workspace_id, subject, substring(subject from 6)::int as team from settings
      where version = 1 and subject like 'team:%'
    ) t
    cross join lateral (
      select document from settings s where s.workspace_id = t.workspace_id and s.subject = t.subject
      order by version desc limit 1
    ) newest
    where not exists (select from digest_schedules p where p.workspace_id = t.workspace_id and p.team = t.team)
      and newest.document ->> 'channel' is not null and newest.document -> 'removed' is distinct from 'true'::jsonb
    limit ${its.most}::int`,
);

/** At most `most` teams that lack a plan. */
export async function listUnplanned(tx: Tx, most: number): Promise<readonly UnplannedTeam[]> {
  return tx.run(unplanned({ most: String(most) }));
}

/** Adds plans; where somebody made one meanwhile, that one stays. */
export async function addSchedules(tx: Tx, schedules: readonly DigestSchedule[]): Promise<void> {
  await tx
    .insert(digestSchedules)
    .values([...schedules])
    .onConflictDoNothing();
}

const due = statement<
  { readonly workspaceId: string; readonly team: number; readonly localDate: string; readonly dueAt: string },
  { readonly now: string; readonly most: string }
>(
  (its) => sql`
    select workspace_id as "workspaceId", team, local_date::text as "localDate", ${milliseconds('due_at')} as "dueAt"
    from digest_schedules where due_at <= ${its.now}::timestamptz
    order by due_at, workspace_id, team limit ${its.most}::int
    for update skip locked`,
);

/** Locks what is due and nobody else is claiming, the oldest first. */
export async function lockDueDigests(
  tx: Tx,
  { now, most }: { readonly now: number; readonly most: number },
): Promise<readonly DigestSchedule[]> {
  const rows = await tx.run(due({ now: new Date(now).toISOString(), most: String(most) }));
  return rows.map((row) => ({ ...row, dueAt: Number(row.dueAt) }));
}
