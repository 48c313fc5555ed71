import { sql } from 'drizzle-orm';
import type { AccountType } from '../limits/policy.ts';
import { isUndone, milliseconds } from './fragments.ts';
import type { RestrictionEntry } from './load-position.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

/** A calendar window as local dates, both included. */
export type DateWindow = { readonly firstDate: string; readonly lastDate: string };

const units = ['day', 'week', 'month'] as const;
type Unit = (typeof units)[number];
/** What is summed of `usage`. */
const columns = ['sent', 'sent_exempt', 'accepted', 'accepted_exempt', 'counter'] as const;

export type TeamQuery = {
  readonly workspaceId: string;
  /** The numbers of the teams; null for everybody. */
  readonly teams: readonly number[] | null;
  /** The windows of each zone that an account has; of a zone that is not there nothing is counted, and nobody found. */
  readonly windows: readonly (Readonly<Record<Unit, DateWindow>> & { readonly zone: string })[];
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
  readonly counts: Readonly<Record<Unit, WindowCount>>;
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
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly type: AccountType;
  readonly zone: string;
  readonly away_until: string | null;
  /** Null where there is nothing to sum. */
  readonly counts: readonly (number | null)[];
  readonly rolling: readonly (readonly [ms: number, sent: number, exempt: number])[] | null;
  readonly restrictions: readonly (readonly [RestrictionEntry['kind'], number, number | null])[] | null;
};

type Values = {
  readonly workspaceId: string;
  readonly teams: readonly number[] | null;
  readonly zones: readonly string[];
  readonly rollingMs: readonly number[];
  readonly now: string;
} & Readonly<Record<`${Unit}${'First' | 'Last'}`, readonly string[]>>;

/** The sums of each column in each window, in the order of both lists. */
const sums = sql.raw(
  units
    .flatMap((unit) =>
      columns.map(
        (column) => `sum(${column}) filter (where local_date between z.${unit}_first and z.${unit}_last)`,
      ),
    )
    .join(', '),
);

/**
 * `offset 0`: a teammate is looked up, one by one, also by a plan that was made when there were none. The days of an
 * account are read once for all windows.
 */
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
    ), zones as materialized (
      select zone, day_first::date, day_last::date, week_first::date, week_last::date, month_first::date, month_last::date
      from unnest(${its.zones}::text[], ${its.dayFirst}::text[], ${its.dayLast}::text[], ${its.weekFirst}::text[],
        ${its.weekLast}::text[], ${its.monthFirst}::text[], ${its.monthLast}::text[])
        as z (zone, day_first, day_last, week_first, week_last, month_first, month_last)
    )
    select a.id::float8 as id, a.owner, a.name, a.type, a.zone, a.away_until::text, c.counts,
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
    left join zones z on z.zone = a.zone
    cross join lateral (
      select json_build_array(${sums}) as counts
      from usage where workspace_id = ${its.workspaceId} and account_id = a.id and resource = 'connection'
        and local_date between least(z.week_first, z.month_first) and greatest(z.week_last, z.month_last)
    ) c`,
);

/** Every account of a workspace or of some teams, those of people who left apart, each with what its meters count, at once. */
export async function loadTeam(tx: Tx, query: TeamQuery): Promise<TeamAccount[]> {
  const { workspaceId, teams, windows, rollingMs } = query;
  const rows = await tx.run(
    load({
      workspaceId,
      teams,
      zones: windows.map(({ zone }) => zone),
      dayFirst: windows.map(({ day }) => day.firstDate),
      dayLast: windows.map(({ day }) => day.lastDate),
      weekFirst: windows.map(({ week }) => week.firstDate),
      weekLast: windows.map(({ week }) => week.lastDate),
      monthFirst: windows.map(({ month }) => month.firstDate),
      monthLast: windows.map(({ month }) => month.lastDate),
      rollingMs,
      now: new Date(query.now).toISOString(),
    }),
  );
  // Sorted here: the server would hold all of them back until the last one is counted.
  return rows
    .toSorted((a, b) => a.id - b.id)
    .map((row) => {
      const { owner, name, type, zone, away_until: awayUntil } = row;
      return {
        ...{ owner, name, type, zone, awayUntil },
        counts: { day: countIn(row, 'day'), week: countIn(row, 'week'), month: countIn(row, 'month') },
        rolling: new Map((row.rolling ?? []).map(([ms, sent, exempt]) => [ms, { sent, exempt }])),
        restrictions: (row.restrictions ?? []).map(([kind, at, until]) => ({ kind, at, until })),
      };
    });
}

function countIn({ counts }: Row, unit: Unit): WindowCount {
  const first = units.indexOf(unit) * columns.length;
  const of = (column: (typeof columns)[number]) => counts[first + columns.indexOf(column)] ?? 0;
  return {
    sent: of('sent'),
    sentExempt: of('sent_exempt'),
    accepted: of('accepted'),
    acceptedExempt: of('accepted_exempt'),
    counter: of('counter'),
  };
}

/** The zones of a workspace's accounts. */
export async function listZones(tx: Tx, workspaceId: string): Promise<string[]> {
  const rows = await tx.execute<{ readonly zone: string }>(sql`
    select distinct zone from accounts where workspace_id = ${workspaceId} and removed_at is null`);
  return rows.map(({ zone }) => zone);
}
