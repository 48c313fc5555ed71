import { sql } from 'drizzle-orm';
import type { DigestSchedule, TeamId } from './digest-schedules.ts';
import { milliseconds } from './fragments.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

/** What a claim is decided on. */
export type TeamToDigest = {
  /** The newest version of the team's settings; null for none. */
  readonly document: unknown;
  /** When its last digest that was queued was claimed; null for none. */
  readonly lastAt: number | null;
  /** The local date of its last digest, queued or missed; null for none. */
  readonly lastDate: string | null;
};

const read = statement<
  { readonly document: unknown; readonly lastAt: string | null; readonly lastDate: string | null },
  {
    readonly workspaceIds: readonly string[];
    readonly teams: readonly number[];
    readonly subjects: readonly string[];
  }
>(
  (its) => sql`
    select (
        select document from settings s where s.workspace_id = t.workspace_id and s.subject = t.subject
        order by version desc limit 1
      ) as document, (
        select ${milliseconds('claimed_at')} from digests d
        where d.workspace_id = t.workspace_id and d.team = t.team and d.result = 'queued'
        order by local_date desc limit 1
      ) as "lastAt", (
        select max(local_date)::text from digests d where d.workspace_id = t.workspace_id and d.team = t.team
      ) as "lastDate"
    from unnest(${its.workspaceIds}::text[], ${its.teams}::int[], ${its.subjects}::text[])
      with ordinality as t (workspace_id, team, subject, position)
    order by t.position`,
);

/** Reads teams in one statement, in the order in which they are given. `subject` is that of their settings. */
export async function readTeamsToDigest(
  tx: Tx,
  teams: readonly (TeamId & { readonly subject: string })[],
): Promise<readonly TeamToDigest[]> {
  const rows = await tx.run(
    read({
      workspaceIds: teams.map(({ workspaceId }) => workspaceId),
      teams: teams.map(({ team }) => team),
      subjects: teams.map(({ subject }) => subject),
    }),
  );
  return rows.map((row) => ({ ...row, lastAt: row.lastAt === null ? null : Number(row.lastAt) }));
}

/** A digest to be claimed. */
export type DigestClaim = TeamId & {
  readonly localDate: string;
  readonly result: 'queued' | 'missed';
};

const claim = statement<
  { readonly workspaceId: string; readonly team: number },
  {
    readonly now: string;
    readonly workspaceIds: readonly string[];
    readonly teams: readonly number[];
    readonly dates: readonly string[];
    readonly results: readonly string[];
  }
>(
  (its) => sql`
    insert into digests (workspace_id, team, local_date, claimed_at, result)
    select c.workspace_id, c.team, c.local_date::date, ${its.now}::timestamptz, c.result
    from unnest(${its.workspaceIds}::text[], ${its.teams}::int[], ${its.dates}::text[], ${its.results}::text[])
      as c (workspace_id, team, local_date, result)
    order by c.workspace_id, c.team
    on conflict (workspace_id, team, local_date) do nothing
    returning workspace_id as "workspaceId", team`,
);

/** Claims digests, one a team; gives the teams whose digest nobody had claimed before, by hand for example. */
export async function claimDigestDates(
  tx: Tx,
  now: number,
  claims: readonly DigestClaim[],
): Promise<readonly TeamId[]> {
  if (claims.length === 0) return [];
  return tx.run(
    claim({
      now: new Date(now).toISOString(),
      workspaceIds: claims.map(({ workspaceId }) => workspaceId),
      teams: claims.map(({ team }) => team),
      dates: claims.map(({ localDate }) => localDate),
      results: claims.map(({ result }) => result),
    }),
  );
}

const move = statement<
  never,
  {
    readonly workspaceIds: readonly string[];
    readonly teams: readonly number[];
    readonly dates: readonly (string | null)[];
    readonly times: readonly (string | null)[];
  }
>(
  (its) => sql`
    with next as (
      select workspace_id, team, local_date::date, due_at::timestamptz
      from unnest(${its.workspaceIds}::text[], ${its.teams}::int[], ${its.dates}::text[], ${its.times}::text[])
        as n (workspace_id, team, local_date, due_at)
    ), gone as (
      delete from digest_schedules s using next n
      where n.due_at is null and s.workspace_id = n.workspace_id and s.team = n.team
    )
    update digest_schedules s set due_at = n.due_at, local_date = n.local_date from next n
    where n.due_at is not null and s.workspace_id = n.workspace_id and s.team = n.team`,
);

/** Plans the next digest of teams that are locked; `null` for a team that is to have none any more. */
export async function moveSchedules(
  tx: Tx,
  moves: readonly { readonly id: TeamId; readonly next: Omit<DigestSchedule, keyof TeamId> | null }[],
): Promise<void> {
  await tx.run(
    move({
      workspaceIds: moves.map(({ id }) => id.workspaceId),
      teams: moves.map(({ id }) => id.team),
      dates: moves.map(({ next }) => next?.localDate ?? null),
      times: moves.map(({ next }) => (next ? new Date(next.dueAt).toISOString() : null)),
    }),
  );
}
