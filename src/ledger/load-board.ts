import { type SQL, sql } from 'drizzle-orm';
import { isUndone, knownUpTo, milliseconds } from './fragments.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

/** What one member did, as counted from what stands. Of `earned…` and `matured…` only what earns a place. */
export type BoardTally = {
  readonly userId: string;
  /** `unnamed` chose not to be named; `former` was deactivated in Slack. */
  readonly standing: 'named' | 'unnamed' | 'former';
  /** All that was sent, and all that was accepted, in the period. */
  readonly sent: number;
  readonly accepted: number;
  /** The accepted ones that earn, in the period and in the four weeks before it. */
  readonly earned: number;
  readonly earnedBefore: number;
  /** Invites that became 14 days old in the period: how many, how many of them were accepted, and of how many it is known. */
  readonly matured: number;
  readonly maturedAccepted: number;
  readonly maturedKnown: number;
  /** Now, whatever the period is. */
  readonly pending: number;
  /** Milliseconds since the epoch; null for who logged nothing. */
  readonly lastLoggedAt: number | null;
};

/** Local dates, both included, as the meters count: an event is of its account's own date. */
export type BoardDates = {
  readonly firstDate: string;
  readonly lastDate: string;
  /** The day before `firstDate` is the last that is compared with. */
  readonly comparedFrom: string;
  /** Invites sent on these days became old enough in the period to be rated. */
  readonly maturedFrom: string;
  readonly maturedTo: string;
};

export type BoardQuery = BoardDates & {
  readonly workspaceId: string;
  /** Who is in the team now; null for everybody. */
  readonly team: number | null;
  /** What was sent at or before this instant and waits has expired. */
  readonly pendingAfter: number;
};

type Row = { readonly policy_version: number; readonly members: readonly BoardTally[] | null };
/** Where a range of dates begins, or the next one does: midnight in UTC. Only between `Low` and `High` can a zone tell otherwise. */
type Edges<Name extends string> = { readonly [Key in Name | `${Name}Low` | `${Name}High`]: string };
type Values = Edges<'start' | 'end' | 'compared' | 'matured' | 'maturedEnd'> & {
  readonly workspaceId: string;
  readonly team: number | null;
  readonly firstDate: string;
  readonly lastDate: string;
  readonly pendingAfter: string;
};

/** What a teammate does themselves; an invite that expires or a zone that changes is nothing they logged. */
export const logged = sql.raw(
  `('sent', 'accepted', 'declined', 'ignored', 'withdrawn', 'checked', 'page_sent', 'counter_set', 'restricted', 'lifted')`,
);

/** Of what stands on an account, by somebody's own doing. */
const lastLogged = (workspaceId: SQL): SQL => sql`
  select e.recorded_at from entries e
  where e.workspace_id = ${workspaceId} and e.account_id = a.id and e.kind in ${logged} and not ${isUndone('e')}
  order by e.id desc limit 1`;

/**
 * Who may have been invited by somebody else before: who was from several accounts, or whom links make one with others.
 * It is to be hashed; `count(*) > 1` says nothing new, but lets the planner expect few enough.
 */
const contested = (workspaceId: SQL): SQL => sql`
  select person_id from invites where workspace_id = ${workspaceId} and person_id is not null
  group by person_id having count(*) > 1 and min(account_id) < max(account_id)
  union all
  select id from people where workspace_id = ${workspaceId} and group_id is not null`;

/** The account of the first invite to a person, or to any of those whom links make one with them. */
const firstAccount = (workspaceId: SQL): SQL => sql`
  select o.account_id from invites o where o.workspace_id = ${workspaceId} and o.person_id = any (array(
    select c.person_id union all
    select id from people where workspace_id = ${workspaceId} and group_id = (
      select group_id from people where workspace_id = ${workspaceId} and id = c.person_id)))
  order by o.sent_at, o.id limit 1`;

const ownerOf = (workspaceId: SQL, account: SQL): SQL =>
  sql`(select owner from accounts where workspace_id = ${workspaceId} and id = ${account})`;

const midnight = (date: SQL): SQL => sql`(${date})::timestamp at time zone 'UTC'`;

/** The local dates of a send and of an acceptance that stands: those of their entries. */
const sentOn = (workspaceId: SQL): SQL => sql`
  select e.local_date from entries e
  where e.workspace_id = ${workspaceId} and e.person_id = i.person_id and e.invite_id = i.id and e.kind = 'sent' limit 1`;
const acceptedOn = (workspaceId: SQL): SQL => sql`
  select e.local_date from entries e
  where e.workspace_id = ${workspaceId} and e.person_id = i.person_id and e.invite_id = i.id and e.kind = 'accepted'
  order by e.id desc limit 1`;

/**
 * What was sent and accepted is what the meters count, by account and local date (`usage`). The rest are counts over the
 * invites that stand, by local date too: it is looked up where an instant is so near an edge that zones differ about it.
 * What earns nothing: unnamed ones, those recorded over a cap, and invites to a person (all whom links make one) whom another
 * teammate had invited first. Whether one earns is looked up for those alone that a place or a rate counts: for a month some
 * eighth of a year's. Connections plan without hash joins, and plans may be older than the rows (`driver.ts`), so that what
 * is looked up is a subplan with one way to go: a join could go the wrong one.
 */
const load = statement<Row, Values>(
  (its) => sql`
    with dated as (
      select account_id, id, person_id, sent_at as sent, state = 'accepted' as is_accepted,
        state = 'pending' and sent_at > ${its.pendingAfter}::timestamptz as waits,
        case when state <> 'accepted' or person_id is null then null
          when state_at >= ${its.startLow}::timestamptz and state_at < ${its.startHigh}::timestamptz
            or state_at >= ${its.endLow}::timestamptz and state_at < ${its.endHigh}::timestamptz
            or state_at >= ${its.comparedLow}::timestamptz and state_at < ${its.comparedHigh}::timestamptz
          then ${midnight(acceptedOn(its.workspaceId))} else state_at end as accepted_at,
        case when person_id is null then null
          when sent_at >= ${its.maturedLow}::timestamptz and sent_at < ${its.maturedHigh}::timestamptz
            or sent_at >= ${its.maturedEndLow}::timestamptz and sent_at < ${its.maturedEndHigh}::timestamptz
          then ${midnight(sentOn(its.workspaceId))} else sent_at end as sent_at
      from invites i where workspace_id = ${its.workspaceId} and (
        state = 'pending' and sent_at > ${its.pendingAfter}::timestamptz
        or state = 'accepted' and state_at >= ${its.comparedLow}::timestamptz and state_at < ${its.endHigh}::timestamptz
        or sent_at >= ${its.maturedLow}::timestamptz and sent_at < ${its.maturedEndHigh}::timestamptz)
      offset 0
    ), counting as (
      select account_id, id, person_id, sent, is_accepted, waits,
        coalesce(accepted_at >= ${its.start}::timestamptz and accepted_at < ${its.end}::timestamptz, false) as accepted,
        coalesce(accepted_at >= ${its.compared}::timestamptz and accepted_at < ${its.start}::timestamptz, false)
          as accepted_before,
        coalesce(sent_at >= ${its.matured}::timestamptz and sent_at < ${its.maturedEnd}::timestamptz, false) as matures
      from dated
    ), judged as (
      select c.*, case when c.accepted or c.accepted_before or c.matures then
          c.id not in (
            select invite_id from entries
            where workspace_id = ${its.workspaceId} and over_cap and kind = 'sent' and invite_id is not null)
          and case when c.person_id in (${contested(its.workspaceId)})
            then ${ownerOf(its.workspaceId, sql`(${firstAccount(its.workspaceId)})`)} = ${ownerOf(its.workspaceId, sql`c.account_id`)}
            else true end
        end as earns
      from counting c
      where c.waits or c.accepted or c.accepted_before or c.matures
      offset 0
    ), by_account as materialized (
      select account_id, count(*) filter (where waits) as pending,
        count(*) filter (where accepted and earns) as earned,
        count(*) filter (where accepted_before and earns) as earned_before,
        count(*) filter (where matures and earns) as matured,
        count(*) filter (where matures and earns and is_accepted) as matured_accepted,
        count(*) filter (where matures and earns and not waits) as matured_answered,
        array_agg(sent) filter (where matures and earns and waits) as matured_waiting
      from judged group by account_id
    ), counted as (
      select ${ownerOf(its.workspaceId, sql`b.account_id`)} as user_id, null::timestamptz as logged_at, b.pending,
        0 as sent, 0 as accepted, b.earned, b.earned_before, b.matured, b.matured_accepted,
        b.matured_answered + (
          select count(*) from unnest(b.matured_waiting) as w (sent)
          where w.sent <= ${knownUpTo(its.workspaceId, sql`b.account_id`)}) as matured_known
      from by_account b
      union all
      select a.owner, (${lastLogged(its.workspaceId)}), 0, u.sent, u.accepted, 0, 0, 0, 0, 0
      from accounts a cross join lateral (
        select coalesce(sum(sent), 0) as sent, coalesce(sum(accepted), 0) as accepted from usage
        where workspace_id = ${its.workspaceId} and account_id = a.id and resource = 'connection'
          and local_date between ${its.firstDate}::date and ${its.lastDate}::date
        offset 0) u
      where a.workspace_id = ${its.workspaceId}
      union all
      select user_id, null, 0, 0, 0, 0, 0, 0, 0, 0
      from teammates where workspace_id = ${its.workspaceId} and team is not null
    ), summed as (
      select user_id, max(logged_at) as logged_at, sum(pending) as pending, sum(sent) as sent, sum(accepted) as accepted,
        sum(earned) as earned, sum(earned_before) as earned_before, sum(matured) as matured,
        sum(matured_accepted) as matured_accepted, sum(matured_known) as matured_known
      from counted group by user_id
    )
    select coalesce((select max(version) from policies where workspace_id = ${its.workspaceId}), 0) as policy_version,
      (select json_agg(json_build_object('userId', s.user_id,
          'standing', case when t.deactivated_at is not null then 'former' when t.ranked is false then 'unnamed' else 'named' end,
          'sent', s.sent, 'accepted', s.accepted, 'earned', s.earned, 'earnedBefore', s.earned_before, 'matured', s.matured,
          'maturedAccepted', s.matured_accepted, 'maturedKnown', s.matured_known, 'pending', s.pending,
          'lastLoggedAt', ${milliseconds('s.logged_at')}))
        from summed s left join lateral (
          select team, ranked, deactivated_at from teammates
          where workspace_id = ${its.workspaceId} and user_id = s.user_id offset 0) t on true
        where ${its.team}::int is null or t.team = ${its.team}::int) as members`,
);

/** What every member of a team (of the workspace without one) did in a period, and the version of the policy. One query. */
export async function loadBoard(
  tx: Tx,
  query: BoardQuery,
): Promise<{ readonly policyVersion: number; readonly members: readonly BoardTally[] }> {
  const { workspaceId, team, firstDate, lastDate } = query;
  const [row] = await tx.run(
    load({
      workspaceId,
      team,
      firstDate,
      lastDate,
      ...edges('start', startOf(firstDate)),
      ...edges('end', startOf(lastDate) + dayMs),
      ...edges('compared', startOf(query.comparedFrom)),
      ...edges('matured', startOf(query.maturedFrom)),
      ...edges('maturedEnd', startOf(query.maturedTo) + dayMs),
      pendingAfter: iso(query.pendingAfter),
    }),
  );
  if (!row) throw new Error('one row was asked for');
  return { policyVersion: row.policy_version, members: row.members ?? [] };
}

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

/** Dates begin in Kiritimati, 14 hours before UTC, and last where it is 12 hours behind. */
function edges<Name extends string>(name: Name, at: number): Edges<Name> {
  const three = {
    [name]: iso(at),
    [`${name}Low`]: iso(at - 14 * hourMs),
    [`${name}High`]: iso(at + 12 * hourMs),
  };
  return three as Edges<Name>;
}

function startOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
