import { sql } from 'drizzle-orm';
import type { Horizon } from '../limits/horizon.ts';
import type { AccountType, Resource } from '../limits/policy.ts';
import type { DayCount } from '../limits/snapshot.ts';
import type { InviteState } from '../limits/states.ts';
import { type Account, toAccount } from './account.ts';
import { isUndone, isUnnamed, milliseconds } from './fragments.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

/** Whose account, and how far to look. Instants in milliseconds. */
export type PositionQuery = {
  readonly workspaceId: string;
  readonly owner: string;
  /** Empty for the owner's first account. */
  readonly accountName: string;
  readonly horizon: Horizon;
  /** Pending invites sent after it count as pending; those sent after `recentPendingAfter` as recent. */
  readonly pendingAfter: number;
  readonly recentPendingAfter: number;
  /** Sends over a cap are counted after the first and up to the second instant. */
  readonly overCapAfter: number;
  readonly overCapUntil: number;
  /** The keys of those to be invited, and the hashes of their keys for the do-not-contact list. */
  readonly people: { readonly keys: readonly string[]; readonly hashes: readonly string[] };
};

/** What the engine must know of an account and of some people: bounded by windows and people, never by history. */
export type Position = {
  /** Undefined for somebody who has recorded nothing yet. */
  readonly account: Account | undefined;
  /** The version of the workspace's policy; 0 for the default one. */
  readonly policyVersion: number;
  /** Counts a local date, ascending. */
  readonly days: Readonly<Record<Resource, readonly (DayCount & { readonly exposureSaid: number })[]>>;
  /** The instants of sends after the horizon's, ascending; a send of three is there three times. */
  readonly sends: Readonly<Record<Resource, readonly number[]>>;
  readonly exemptSends: readonly number[];
  readonly pending: { readonly total: number; readonly recent: number; readonly recentExempt: number };
  /** Every entry that began, changed or ended a restriction, in the order of recording. */
  readonly restrictions: readonly RestrictionEntry[];
  readonly overCapSends: number;
  /** Everybody's invites to each person (all who are one person together), oldest first, by the key asked for. */
  readonly invitesTo: ReadonlyMap<string, readonly InviteTo[]>;
  /** Since when nobody may contact them, by hash. */
  readonly doNotContact: ReadonlyMap<string, number>;
};

export type RestrictionEntry = {
  readonly kind: 'restricted' | 'lifted';
  readonly at: number;
  /** Of `restricted`: its end; null while none is known. */
  readonly until: number | null;
};

export type InviteTo = {
  /** Null for an invite of the account asked for; empty for somebody in another team who is not named across teams. */
  readonly teammate: string | null;
  readonly sentAt: number;
  readonly state: InviteState;
  readonly stateAt: number;
};

type Row = {
  readonly id: string | null;
  readonly owner: string;
  readonly name: string;
  readonly type: AccountType;
  readonly zone: string;
  readonly policy_version: number;
  readonly days: readonly Day[] | null;
  readonly sends: readonly (readonly [at: number, exempt: boolean])[] | null;
  readonly page_sends: readonly (readonly [at: number, quantity: number])[] | null;
  readonly pending: readonly [total: number, recent: number, recentExempt: number];
  readonly restrictions:
    | readonly (readonly [kind: 'restricted' | 'lifted', at: number, until: number | null])[]
    | null;
  readonly over_cap_sends: number;
  readonly invites_to:
    | readonly (readonly [
        key: string,
        teammate: string | null,
        sentAt: number,
        state: InviteState,
        stateAt: number,
      ])[]
    | null;
  readonly do_not_contact: readonly (readonly [hash: string, since: number])[] | null;
};
type Day = readonly [
  resource: Resource,
  date: string,
  sent: number,
  sentExempt: number,
  accepted: number,
  acceptedExempt: number,
  notes: number,
  counter: number,
  exposureSaid: number,
];

type Values = {
  readonly workspaceId: string;
  readonly owner: string;
  readonly accountName: string;
  readonly firstDate: string;
  readonly lastDate: string;
  readonly sendsAfter: string;
  readonly pendingAfter: string;
  readonly recentPendingAfter: string;
  readonly overCapAfter: string;
  readonly overCapUntil: string;
  readonly keys: readonly string[];
  readonly hashes: readonly string[];
};

const load = statement<Row, Values>(
  (its) => sql`
    select a.*,
      coalesce((select max(version) from policies where workspace_id = ${its.workspaceId}), 0) as policy_version,
      (select json_agg(json_build_array(resource, local_date, sent, sent_exempt, accepted, accepted_exempt, notes, counter,
          exposure_said) order by local_date)
        from usage where workspace_id = ${its.workspaceId} and account_id = a.id
          and local_date between ${its.firstDate}::date and ${its.lastDate}::date) as days,
      (select json_agg(json_build_array(${milliseconds('sent_at')}, exempt) order by sent_at)
        from invites where workspace_id = ${its.workspaceId} and account_id = a.id
          and sent_at > ${its.sendsAfter}::timestamptz) as sends,
      (select json_agg(json_build_array(${milliseconds('happened_at')}, quantity) order by happened_at)
        from entries e where workspace_id = ${its.workspaceId} and account_id = a.id and kind = 'page_sent'
          and happened_at > ${its.sendsAfter}::timestamptz and not ${isUndone('e')}) as page_sends,
      (select json_build_array(count(*), count(*) filter (where sent_at > ${its.recentPendingAfter}::timestamptz),
          count(*) filter (where sent_at > ${its.recentPendingAfter}::timestamptz and exempt))
        from invites where workspace_id = ${its.workspaceId} and account_id = a.id and state = 'pending'
          and sent_at > ${its.pendingAfter}::timestamptz) as pending,
      (select json_agg(json_build_array(kind, ${milliseconds('happened_at')}, detail -> 'until') order by id)
        from entries e where workspace_id = ${its.workspaceId} and account_id = a.id and kind in ('restricted', 'lifted')
          and not ${isUndone('e')}) as restrictions,
      (select coalesce(sum(quantity), 0)::int
        from entries e where workspace_id = ${its.workspaceId} and account_id = a.id and over_cap
          and happened_at > ${its.overCapAfter}::timestamptz and happened_at <= ${its.overCapUntil}::timestamptz
          and not ${isUndone('e')}) as over_cap_sends,
      (select json_agg(json_build_array(k.key, case when i.account_id is distinct from a.id then (
          select case when ${isUnnamed(its.workspaceId, its.owner, 'b.owner')} then '' else b.owner end
          from accounts b where b.workspace_id = k.workspace_id and b.id = i.account_id) end, ${milliseconds('i.sent_at')}, i.state, ${milliseconds('i.state_at')})
          order by i.sent_at)
        from person_keys k
        join people p on p.workspace_id = k.workspace_id and p.id = k.person_id
        -- From the few people to their invites, whatever the planner would guess of an account's.
        cross join lateral (
          select k.person_id as id
          union
          select m.id from people m where p.group_id is not null and m.workspace_id = k.workspace_id and m.group_id = p.group_id
        ) member
        cross join lateral (
          select account_id, sent_at, state, state_at from invites
          where workspace_id = k.workspace_id and person_id = member.id
          offset 0
        ) i
        where k.workspace_id = ${its.workspaceId} and k.key = any(${its.keys}::text[])) as invites_to,
      (select json_agg(json_build_array(key_hash, ${milliseconds('since')}))
        from do_not_contact
        where workspace_id = ${its.workspaceId} and key_hash = any(${its.hashes}::text[])) as do_not_contact
    from (select) as nobody
    left join (
      select id, owner, name, type, zone from accounts
      where workspace_id = ${its.workspaceId} and owner = ${its.owner} and name = ${its.accountName}
        and removed_at is null
    ) a on true`,
);

/** Where an account stands, and what is known of the people it would invite, in one statement. */
export async function loadPosition(tx: Tx, query: PositionQuery): Promise<Position> {
  const { workspaceId, owner, accountName, horizon } = query;
  const instant = (at: number) => new Date(at).toISOString();
  const [row] = await tx.run(
    load({
      workspaceId,
      owner,
      accountName,
      firstDate: horizon.firstDate,
      lastDate: horizon.lastDate,
      sendsAfter: instant(horizon.sendsAfter),
      pendingAfter: instant(query.pendingAfter),
      recentPendingAfter: instant(query.recentPendingAfter),
      overCapAfter: instant(query.overCapAfter),
      overCapUntil: instant(query.overCapUntil),
      keys: query.people.keys,
      hashes: query.people.hashes,
    }),
  );
  if (!row) throw new Error('one row was asked for');
  const { id } = row;
  const [total, recent, recentExempt] = row.pending;
  const sends = row.sends ?? [];
  return {
    account: id === null ? undefined : toAccount({ ...row, id }, workspaceId),
    policyVersion: row.policy_version,
    days: { connection: ofResource(row, 'connection'), page: ofResource(row, 'page') },
    sends: {
      connection: sends.map(([at]) => at),
      page: (row.page_sends ?? []).flatMap(([at, quantity]) => Array<number>(quantity).fill(at)),
    },
    exemptSends: sends.flatMap(([at, exempt]) => (exempt ? [at] : [])),
    pending: { total, recent, recentExempt },
    restrictions: (row.restrictions ?? []).map(([kind, at, until]) => ({ kind, at, until })),
    overCapSends: row.over_cap_sends,
    invitesTo: byKey(row),
    doNotContact: new Map(row.do_not_contact ?? []),
  };
}

function ofResource({ days }: Row, wanted: Resource): Position['days'][Resource] {
  return (days ?? []).flatMap(
    ([resource, date, sent, sentExempt, accepted, acceptedExempt, notes, counter, exposureSaid]) =>
      resource === wanted
        ? [{ date, sent, sentExempt, accepted, acceptedExempt, notes, counter, exposureSaid }]
        : [],
  );
}

function byKey({ invites_to }: Row): Map<string, InviteTo[]> {
  const invites = new Map<string, InviteTo[]>();
  for (const [key, teammate, sentAt, state, stateAt] of invites_to ?? []) {
    invites.set(key, [...(invites.get(key) ?? []), { teammate, sentAt, state, stateAt }]);
  }
  return invites;
}
