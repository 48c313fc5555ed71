import { type SQL, sql } from 'drizzle-orm';
import type { Because } from './entry-kinds.ts';
import { isUndone, knownUpTo } from './fragments.ts';
import { logged } from './load-board.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

/** Who is in the team now, without those who left. */
type OfTeam = { readonly workspaceId: string; readonly team: number };

const accountsOfTeam = (its: { readonly workspaceId: SQL; readonly team: SQL }): SQL => sql`
  select a.id from teammates t cross join lateral (
    select id from accounts where workspace_id = ${its.workspaceId} and owner = t.user_id and removed_at is null offset 0) a
  where t.workspace_id = ${its.workspaceId} and t.team = ${its.team}::int and t.deactivated_at is null`;

/** What a team recorded in a span of time, as far as it stands. */
export type Recorded = {
  readonly sent: number;
  readonly accepted: number;
  /** All that a digest could tell of: not that somebody looked whether anybody accepted, nor PageInvites. */
  readonly logged: number;
};
/** After `from`, up to and including `to`. */
type Span = { readonly from: number; readonly to: number };

/** `is true` keeps the planner from making a join of it: what it looks up in is hashed once. */
const recorded = statement<Recorded, OfTeam & { readonly from: string; readonly to: string }>(
  (its) => sql`
    with team as materialized (${accountsOfTeam(its)})
    select (count(*) filter (where e.kind = 'sent'))::int as sent,
      (count(*) filter (where e.kind = 'accepted'))::int as accepted, (count(*) filter (where e.kind not in ('checked', 'page_sent')))::int as logged
    from entries e
    where e.workspace_id = ${its.workspaceId} and e.kind in ${logged}
      and e.recorded_at > ${its.from}::timestamptz and e.recorded_at <= ${its.to}::timestamptz
      and (e.account_id in (select id from team)) is true and not ${isUndone('e')}`,
);

/** What the members of a team recorded in a span of time. */
export async function loadRecorded(tx: Tx, { from, to, ...team }: OfTeam & Span): Promise<Recorded> {
  const [row] = await tx.run(recorded({ ...team, from: iso(from), to: iso(to) }));
  return row ?? { sent: 0, accepted: 0, logged: 0 };
}

/** What a team sent and what was accepted on a local date, of the accounts' own. */
export type DayCount = { readonly date: string; readonly sent: number; readonly accepted: number };

/** Day by day, those of others too: looking them up account by account took three times as long. */
const days = statement<DayCount, OfTeam & { readonly firstDate: string; readonly lastDate: string }>(
  (its) => sql`
    with team as materialized (${accountsOfTeam(its)})
    select u.local_date::text as date, sum(u.sent)::int as sent, sum(u.accepted)::int as accepted
    from usage u
    where u.workspace_id = ${its.workspaceId} and u.resource = 'connection'
      and u.local_date between ${its.firstDate}::date and ${its.lastDate}::date
      and (u.account_id in (select id from team)) is true
    group by u.local_date order by u.local_date`,
);

/** The counts of the days between two local dates, both included; a day on which nothing happened is absent. */
export async function loadDays(
  tx: Tx,
  query: OfTeam & { readonly firstDate: string; readonly lastDate: string },
): Promise<readonly DayCount[]> {
  return tx.run(days(query));
}

/** What waits in a team, and of how much the outcome is known. */
export type Waiting = {
  /** Pending ones that were sent at or before `staleUpTo`. */
  readonly stale: number;
  /** Invites sent after `agedFrom`, up to `agedTo`; and of how many of them it is not known what came of them. */
  readonly aged: number;
  readonly unknown: number;
};
export type WaitingQuery = OfTeam & {
  /** What was sent at or before this instant and waits has expired. */
  readonly pendingAfter: number;
  readonly staleUpTo: number;
  readonly agedFrom: number;
  readonly agedTo: number;
};

const waiting = statement<
  Waiting,
  OfTeam & Readonly<Record<'pendingAfter' | 'staleUpTo' | 'agedFrom' | 'agedTo', string>>
>(
  (its) => sql`
    with team as materialized (${accountsOfTeam(its)})
    select coalesce(sum(old.n), 0)::int as stale, coalesce(sum(aged.n), 0)::int as aged,
      coalesce(sum(unknown.n), 0)::int as unknown
    from team a
    cross join lateral (select ${knownUpTo(its.workspaceId, sql`a.id`)} as up_to offset 0) known
    cross join lateral (
      select count(*) as n from invites
      where workspace_id = ${its.workspaceId} and account_id = a.id and state = 'pending'
        and sent_at > ${its.pendingAfter}::timestamptz and sent_at <= ${its.staleUpTo}::timestamptz) old
    cross join lateral (
      select count(*) as n from invites
      where workspace_id = ${its.workspaceId} and account_id = a.id
        and sent_at > ${its.agedFrom}::timestamptz and sent_at <= ${its.agedTo}::timestamptz) aged
    cross join lateral (
      select count(*) as n from invites
      where workspace_id = ${its.workspaceId} and account_id = a.id and state = 'pending'
        and sent_at > greatest(${its.agedFrom}::timestamptz, ${its.pendingAfter}::timestamptz, known.up_to)
        and sent_at <= ${its.agedTo}::timestamptz) unknown`,
);

/** What the members of a team wait for. */
export async function loadWaiting(tx: Tx, query: WaitingQuery): Promise<Waiting> {
  const { workspaceId, team, pendingAfter, staleUpTo, agedFrom, agedTo } = query;
  const [row] = await tx.run(
    waiting({
      workspaceId,
      team,
      pendingAfter: iso(pendingAfter),
      staleUpTo: iso(staleUpTo),
      agedFrom: iso(agedFrom),
      agedTo: iso(agedTo),
    }),
  );
  return row ?? { stale: 0, aged: 0, unknown: 0 };
}

/** The sends that carry a reason, and how many of them are accepted. */
export type ReasonCount = { readonly because: Because; readonly sent: number; readonly accepted: number };

/** What was taken back has no invite any more. Those of a reason are looked up together: one by one took three times as long. */
const reasons = statement<ReasonCount, OfTeam & { readonly from: string; readonly to: string }>(
  (its) => sql`
    with team as materialized (${accountsOfTeam(its)}), given as (
      select e.detail ->> 'because' as because, array_agg(e.invite_id) as ids
      from entries e
      where e.workspace_id = ${its.workspaceId} and e.kind = 'sent'
        and e.happened_at > ${its.from}::timestamptz and e.happened_at <= ${its.to}::timestamptz
        and e.detail ->> 'because' is not null and (e.account_id in (select id from team)) is true
      group by e.detail ->> 'because')
    select because, sent, accepted
    from given cross join lateral (
      select count(*)::int as sent, (count(*) filter (where state = 'accepted'))::int as accepted
      from invites where workspace_id = ${its.workspaceId} and id = any(given.ids) offset 0) counted
    where sent > 0 order by because`,
);

/** Of the invites that a team sent after `from`, up to `to`: how many for which reason. */
export async function loadReasons(
  tx: Tx,
  { from, to, ...team }: OfTeam & Span,
): Promise<readonly ReasonCount[]> {
  return tx.run(reasons({ ...team, from: iso(from), to: iso(to) }));
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
