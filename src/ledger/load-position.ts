import { type SQL, sql } from 'drizzle-orm';
import type { Horizon } from '../limits/horizon.ts';
import type { AccountType, Resource } from '../limits/policy.ts';
import type { DayCount } from '../limits/snapshot.ts';
import type { InviteFact, InviteState } from '../limits/states.ts';
import { type Account, accountColumns, toAccount } from './account.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

/** Whose account, and how far to look. */
export type PositionQuery = {
  readonly workspaceId: string;
  readonly userId: string;
  readonly horizon: Horizon;
  /** Those whose invites from this account are wanted, and since when (exclusive, in milliseconds). */
  readonly people?: { readonly keys: readonly string[]; readonly sentAfter: number };
};

/** What the engine must know of an account: bounded by windows, never by history. */
export type Position = {
  readonly account: Account;
  /** Counts a local date, ascending. */
  readonly days: Readonly<Record<Resource, readonly DayCount[]>>;
  /** The instants of connection sends after the horizon's, ascending. */
  readonly sends: readonly number[];
  /** This account's invites to each person, oldest first, by key. */
  readonly invitesTo: ReadonlyMap<string, readonly InviteFact[]>;
  readonly pending: number;
};

type Row = {
  readonly id: string;
  readonly type: AccountType;
  readonly zone: string;
  readonly days: readonly Day[] | null;
  readonly sends: readonly number[] | null;
  readonly invites_to: readonly InviteTo[] | null;
  readonly pending: string;
};
type Day = readonly [resource: Resource, date: string, sent: number, accepted: number];
type InviteTo = readonly [key: string, sentAt: number, state: InviteState, stateAt: number];

const milliseconds = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::bigint`);

type AccountValues = {
  readonly workspaceId: string;
  readonly owner: string;
  readonly firstDate: string;
  readonly lastDate: string;
  readonly sendsAfter: string;
};
type PeopleValues = { readonly keys: readonly string[]; readonly sentAfter: string };

const positionWith = (its: Readonly<Record<keyof AccountValues, SQL>>, invitesTo: SQL) => sql`
  select ${accountColumns},
    (select json_agg(json_build_array(resource, local_date, sent, accepted) order by local_date) from usage
      where workspace_id = a.workspace_id and account_id = a.id
        and local_date between ${its.firstDate}::date and ${its.lastDate}::date) as days,
    (select json_agg(${milliseconds('sent_at')} order by sent_at) from invites
      where workspace_id = a.workspace_id and account_id = a.id and sent_at > ${its.sendsAfter}::timestamptz) as sends,
    ${invitesTo} as invites_to,
    (select count(*) from invites
      where workspace_id = a.workspace_id and account_id = a.id and state = 'pending') as pending
  from accounts a
  where workspace_id = ${its.workspaceId} and owner = ${its.owner} and name = ''`;

const ofAccount = statement<Row, AccountValues>((its) => positionWith(its, sql`null`));

const ofAccountAndPeople = statement<Row, AccountValues & PeopleValues>((its) =>
  positionWith(
    its,
    // From the few people to their invites, whatever the planner would guess of an account's.
    sql`(
      select json_agg(
          json_build_array(k.key, ${milliseconds('i.sent_at')}, i.state, ${milliseconds('i.state_at')}) order by i.sent_at)
      from person_keys k cross join lateral (
        select sent_at, state, state_at from invites
        where workspace_id = k.workspace_id and person_id = k.person_id and account_id = a.id
          and sent_at > ${its.sentAfter}::timestamptz
        offset 0
      ) i
      where k.workspace_id = ${its.workspaceId} and k.key = any(${its.keys}::text[]))`,
  ),
);

/** Where an account stands, in one statement; undefined for somebody who has recorded nothing yet. */
export async function loadPosition(tx: Tx, query: PositionQuery): Promise<Position | undefined> {
  const { workspaceId, userId: owner, people } = query;
  const { firstDate, lastDate, sendsAfter } = query.horizon;
  const account = { workspaceId, owner, firstDate, lastDate, sendsAfter: new Date(sendsAfter).toISOString() };
  const [row] = await tx.run(
    people === undefined
      ? ofAccount(account)
      : ofAccountAndPeople({
          ...account,
          keys: people.keys,
          sentAfter: new Date(people.sentAfter).toISOString(),
        }),
  );
  if (!row) return undefined;
  const days = row.days ?? [];
  return {
    account: toAccount(row, query),
    days: { connection: ofResource(days, 'connection'), page: ofResource(days, 'page') },
    sends: row.sends ?? [],
    invitesTo: byKey(row.invites_to ?? []),
    pending: Number(row.pending),
  };
}

function ofResource(days: readonly Day[], wanted: Resource): DayCount[] {
  return days.flatMap(([resource, date, sent, accepted]) =>
    resource === wanted
      ? [{ date, sent, sentExempt: 0, accepted, acceptedExempt: 0, notes: 0, counter: 0 }]
      : [],
  );
}

function byKey(rows: readonly InviteTo[]): Map<string, InviteFact[]> {
  const invites = new Map<string, InviteFact[]>();
  for (const [key, sentAt, state, stateAt] of rows) {
    invites.set(key, [...(invites.get(key) ?? []), { sentAt, state, stateAt }]);
  }
  return invites;
}
