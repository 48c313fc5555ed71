import { type SQL, sql } from 'drizzle-orm';
import { isUndone, milliseconds } from './fragments.ts';
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

export type BoardQuery = {
  readonly workspaceId: string;
  /** Who is in the team now; null for everybody. */
  readonly team: number | null;
  readonly start: number;
  readonly end: number;
  readonly comparedFrom: number;
  readonly maturedFrom: number;
  readonly maturedTo: number;
  /** What was sent at or before it and waits has expired. */
  readonly pendingAfter: number;
};

type Row = { readonly policy_version: number; readonly members: readonly BoardTally[] | null };
type Values = {
  readonly workspaceId: string;
  readonly team: number | null;
  readonly start: string;
  readonly end: string;
  readonly comparedFrom: string;
  readonly maturedFrom: string;
  readonly maturedTo: string;
  readonly pendingAfter: string;
};

/** What a teammate does themselves; an invite that expires or a zone that changes is nothing they logged. */
const logged = sql.raw(
  `('sent', 'accepted', 'declined', 'ignored', 'withdrawn', 'page_sent', 'counter_set', 'restricted', 'lifted')`,
);

/** Of what stands on an account, by somebody's own doing. */
const lastLogged = (workspaceId: SQL): SQL => sql`
  select e.recorded_at from entries e
  where e.workspace_id = ${workspaceId} and e.account_id = a.id and e.kind in ${logged} and not ${isUndone('e')}
  order by e.id desc limit 1`;

/**
 * Counts over the invites that stand. What earns nothing: unnamed ones, those recorded over a cap, and invites to a person
 * (all whom links make one) whom another teammate had invited first. Connections plan without hash joins (`driver.ts`), so
 * what is looked up for each invite is a subplan that is hashed once, first comers are found by one sort, and the sums are by
 * account, of which the planner knows how many there are.
 */
const load = statement<Row, Values>(
  (its) => sql`
    with known as (
      select a.owner, i.account_id, i.id, i.state, i.sent_at, i.state_at,
        case when i.person_id in (select id from people where workspace_id = ${its.workspaceId} and group_id is not null)
          then (select group_id from people where workspace_id = ${its.workspaceId} and id = i.person_id)
          else i.person_id end as person
      from accounts a join invites i on i.workspace_id = a.workspace_id and i.account_id = a.id
      where a.workspace_id = ${its.workspaceId}
    ), judged as (
      select account_id, state, sent_at, state_at, person is not null
          and owner = first_value(owner) over (partition by person order by sent_at, id)
          and id not in (
            select invite_id from entries
            where workspace_id = ${its.workspaceId} and over_cap and kind = 'sent' and invite_id is not null
          ) as earns,
        state = 'pending' and sent_at > ${its.pendingAfter}::timestamptz as waits,
        state = 'accepted' and state_at >= ${its.start}::timestamptz and state_at < ${its.end}::timestamptz as accepted,
        sent_at >= ${its.maturedFrom}::timestamptz and sent_at < ${its.maturedTo}::timestamptz as matures
      from known
    ), counted as (
      select (select owner from accounts where workspace_id = ${its.workspaceId} and id = account_id) as user_id, null::timestamptz as logged_at, count(*) filter (where waits) as pending,
        count(*) filter (where sent_at >= ${its.start}::timestamptz and sent_at < ${its.end}::timestamptz) as sent,
        count(*) filter (where accepted) as accepted, count(*) filter (where accepted and earns) as earned,
        count(*) filter (where earns and state = 'accepted' and state_at >= ${its.comparedFrom}::timestamptz
          and state_at < ${its.start}::timestamptz) as earned_before,
        count(*) filter (where matures and earns) as matured,
        count(*) filter (where matures and earns and state = 'accepted') as matured_accepted,
        count(*) filter (where matures and earns and not waits) as matured_known
      from judged group by account_id
      union all
      select a.owner, (${lastLogged(its.workspaceId)}), 0, 0, 0, 0, 0, 0, 0, 0
      from accounts a where a.workspace_id = ${its.workspaceId}
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
        from summed s left join teammates t on t.workspace_id = ${its.workspaceId} and t.user_id = s.user_id
        where ${its.team}::int is null or t.team = ${its.team}::int) as members`,
);

/** What every member of a team (of the workspace without one) did in a period, and the version of the policy. One query. */
export async function loadBoard(
  tx: Tx,
  { workspaceId, team, ...instants }: BoardQuery,
): Promise<{ readonly policyVersion: number; readonly members: readonly BoardTally[] }> {
  const at = (ms: number) => new Date(ms).toISOString();
  const [row] = await tx.run(
    load({
      workspaceId,
      team,
      start: at(instants.start),
      end: at(instants.end),
      comparedFrom: at(instants.comparedFrom),
      maturedFrom: at(instants.maturedFrom),
      maturedTo: at(instants.maturedTo),
      pendingAfter: at(instants.pendingAfter),
    }),
  );
  if (!row) throw new Error('one row was asked for');
  return { policyVersion: row.policy_version, members: row.members ?? [] };
}
