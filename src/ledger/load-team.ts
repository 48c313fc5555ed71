import { sql } from 'drizzle-orm';
import type { AccountType } from '../limits/policy.ts';
import { isUndone, milliseconds } from './fragments.ts';
import type { RestrictionEntry } from './load-position.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

/** A calendar window as local dates, both included. */
export type DateWindow = { readonly firstDate: string; readonly lastDate: string };

export type TeamQuery = {
  readonly workspaceId: string;
  /** The numbers of the teams; null for everybody. */
  readonly teams: readonly number[] | null;
  /** The windows of each zone, by a name of the caller's; a zone that is not there counts nothing. */
  readonly windows: readonly (DateWindow & { readonly zone: string; readonly name: string })[];
  /** The lengths of the rolling windows, in milliseconds. */
  readonly rollingMs: readonly number[];
  readonly now: number;
};

/** What an account sent and what came of it, of connections alone: as much as its meters need. */
export type TeamAccount = {
  readonly owner: string;
  /** Empty for the owner's first account. */
  readonly name: string;
  readonly type: AccountType;
  readonly zone: string;
  /** The last local date on which the owner is away; null for here. */
  readonly awayUntil: string | null;
  /** By the name of the window; one in which nothing happened is absent. */
  readonly counts: ReadonlyMap<string, WindowCount>;
  /** What was sent in the last so many milliseconds, and how much of it carries an exception mark. */
  readonly rolling: ReadonlyMap<number, { readonly sent: number; readonly exempt: number }>;
  /** In the order of recording. */
  readonly restrictions: readonly RestrictionEntry[];
};

export type WindowCount = {
  readonly sent: number;
  readonly sentExempt: number;
  readonly accepted: number;
  readonly acceptedExempt: number;
  readonly counter: number;
};

type Row = {
  readonly owner: string;
  readonly name: string;
  readonly type: AccountType;
  readonly zone: string;
  readonly away_until: string | null;
  readonly counts: readonly (readonly [string, number, number, number, number, number])[] | null;
  readonly rolling: readonly (readonly [ms: number, sent: number, exempt: number])[] | null;
  readonly restrictions: readonly (readonly [RestrictionEntry['kind'], number, number | null])[] | null;
};

type Values = {
  readonly workspaceId: string;
  readonly teams: readonly number[] | null;
  readonly zones: readonly string[];
  readonly names: readonly string[];
  readonly firstDates: readonly string[];
  readonly lastDates: readonly string[];
  readonly rollingMs: readonly number[];
  readonly now: string;
};

/** `offset 0`: a teammate is looked up, one by one, also by a plan that was made when there were none. */
const load = statement<Row, Values>(
  (its) => sql`
    with team as materialized (
      select a.id, a.owner, a.name, a.type, a.zone, t.away_until from accounts a
      left join lateral (
        select team, deactivated_at, away_until from teammates
        where workspace_id = ${its.workspaceId} and user_id = a.owner offset 0) t on true
      where a.workspace_id = ${its.workspaceId} and a.removed_at is null and t.deactivated_at is null
        and (${its.teams}::int[] is null or t.team = any(${its.teams}::int[]))
        -- who only saved a setting has an account too
        and (t.team is not null
          or exists (select from usage where workspace_id = ${its.workspaceId} and account_id = a.id)
          or exists (select from entries
            where workspace_id = ${its.workspaceId} and account_id = a.id and kind = 'restricted'))
    ), windows as (
      select zone, name, first_date::date, last_date::date
      from unnest(${its.zones}::text[], ${its.names}::text[], ${its.firstDates}::text[], ${its.lastDates}::text[])
        as w (zone, name, first_date, last_date)
    )
    select a.owner, a.name, a.type, a.zone, a.away_until::text,
      (select json_agg(json_build_array(w.name, c.sent, c.sent_exempt, c.accepted, c.accepted_exempt, c.counter))
        from windows w
        cross join lateral (
          select sum(sent) as sent, sum(sent_exempt) as sent_exempt, sum(accepted) as accepted,
            sum(accepted_exempt) as accepted_exempt, sum(counter) as counter
          from usage where workspace_id = ${its.workspaceId} and account_id = a.id and resource = 'connection'
            and local_date between w.first_date and w.last_date
        ) c
        where w.zone = a.zone and c.sent is not null) as counts,
      (select json_agg(json_build_array(r.ms, c.sent, c.exempt))
        from unnest(${its.rollingMs}::bigint[]) as r (ms)
        cross join lateral (
          select count(*) as sent, count(*) filter (where exempt) as exempt
          from invites where workspace_id = ${its.workspaceId} and account_id = a.id
            and sent_at > ${its.now}::timestamptz - r.ms * interval '1 millisecond' and sent_at <= ${its.now}::timestamptz
        ) c) as rolling,
      (select json_agg(json_build_array(e.kind, ${milliseconds('e.happened_at')}, e.detail -> 'until') order by e.id)
        from entries e where e.workspace_id = ${its.workspaceId} and e.account_id = a.id
          and e.kind in ('restricted', 'lifted') and not ${isUndone('e')}) as restrictions
    from team a
    order by a.id`,
);

/** Every account of a workspace or of some teams, those of people who left apart, each with what its meters count, at once. */
export async function loadTeam(tx: Tx, query: TeamQuery): Promise<TeamAccount[]> {
  const { workspaceId, teams, windows, rollingMs } = query;
  const rows = await tx.run(
    load({
      workspaceId,
      teams,
      zones: windows.map(({ zone }) => zone),
      names: windows.map(({ name }) => name),
      firstDates: windows.map(({ firstDate }) => firstDate),
      lastDates: windows.map(({ lastDate }) => lastDate),
      rollingMs,
      now: new Date(query.now).toISOString(),
    }),
  );
  return rows.map(({ counts, rolling, restrictions, away_until: awayUntil, ...account }) => ({
    ...account,
    awayUntil,
    counts: new Map(
      (counts ?? []).map(([name, sent, sentExempt, accepted, acceptedExempt, counter]) => [
        name,
        { sent, sentExempt, accepted, acceptedExempt, counter },
      ]),
    ),
    rolling: new Map((rolling ?? []).map(([ms, sent, exempt]) => [ms, { sent, exempt }])),
    restrictions: (restrictions ?? []).map(([kind, at, until]) => ({ kind, at, until })),
  }));
}

/** The zones of a workspace's accounts. */
export async function listZones(tx: Tx, workspaceId: string): Promise<string[]> {
  const rows = await tx.execute<{ readonly zone: string }>(sql`
    select distinct zone from accounts where workspace_id = ${workspaceId} and removed_at is null`);
  return rows.map(({ zone }) => zone);
}
