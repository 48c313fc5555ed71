import { type SQL, sql } from 'drizzle-orm';
import { inviteStates } from './entry-kinds.ts';
import { isUndone } from './fragments.ts';

/** One kind of derived rows, and how to have them beside what the entries make of them. */
export type Matter = {
  readonly name: string;
  readonly table: string;
  /** What a row is known by, besides its workspace. */
  readonly key: readonly string[];
  /** What must be equal in both, besides being there. */
  readonly columns: readonly string[];
  /** A row that is missing is the same as one of zeros. */
  readonly zeros?: true;
  /** `s`, what is stored, joined to `x`, what is expected; `present` is null in the one that lacks the row. */
  readonly rows: SQL;
};

const stands = (entry: string): SQL => sql`not ${isUndone(entry)}`;
const outcomeKinds = sql.raw(
  inviteStates
    .filter((state) => state !== 'pending')
    .map((state) => `'${state}'`)
    .join(', '),
);
const carriesMarks = sql`coalesce(sent.detail -> 'marks' <> '[]', false)`;

const expectedInvites = sql`
  select sent.workspace_id, sent.invite_id as id, sent.account_id, sent.person_id, sent.happened_at as sent_at,
    coalesce(outcome.kind, 'pending') as state, coalesce(outcome.happened_at, sent.happened_at) as state_at,
    ${carriesMarks} as exempt, true as present
  from entries sent left join (
    select distinct on (e.workspace_id, e.invite_id) e.workspace_id, e.invite_id, e.kind, e.happened_at
    from entries e where e.kind in (${outcomeKinds}) and ${stands('e')}
    order by e.workspace_id, e.invite_id, e.id desc
  ) outcome using (workspace_id, invite_id)
  where sent.kind = 'sent' and ${stands('sent')}`;

const expectedUsage = sql`
  select workspace_id, account_id, resource, local_date, sum(sent) as sent, sum(sent_exempt) as sent_exempt,
    sum(accepted) as accepted, sum(accepted_exempt) as accepted_exempt, sum(notes) as notes, sum(counter) as counter,
    sum(exposure_said) as exposure_said
  from (
    select e.workspace_id, e.account_id, case e.kind when 'page_sent' then 'page' else 'connection' end as resource,
      e.local_date, case when e.kind in ('sent', 'page_sent') then e.quantity else 0 end as sent,
      (e.kind = 'sent' and exempt.invite_id is not null)::int as sent_exempt, (e.kind = 'accepted')::int as accepted,
      (e.kind = 'accepted' and exempt.invite_id is not null)::int as accepted_exempt,
      (e.kind = 'sent' and coalesce(e.detail ? 'noteChars', false))::int as notes,
      case e.kind when 'counter_set' then e.quantity else 0 end as counter, 0 as exposure_said
    from entries e left join (
      select distinct sent.workspace_id, sent.invite_id from entries sent where sent.kind = 'sent' and ${carriesMarks}
    ) exempt using (workspace_id, invite_id)
    where e.kind in ('sent', 'accepted', 'page_sent', 'counter_set') and ${stands('e')}
    union all
    select e.workspace_id, e.account_id, 'connection', (e.detail ->> 'exposureSaidOn')::date, 0, 0, 0, 0, 0, 0, 1
    from entries e where e.kind = 'sent' and e.detail ? 'exposureSaidOn' and ${stands('e')}
  ) counted
  group by workspace_id, account_id, resource, local_date`;

/** What the last change that stands changed to; when all were taken back, what the first one changed from. */
const lastChange = (kind: 'account_changed' | 'zone_changed'): SQL => sql`
  select distinct on (workspace_id, account_id) workspace_id, account_id as id, detail ->> case when undone then 'from' else 'to' end as value
  from (
    select e.workspace_id, e.account_id, e.id, e.detail, ${isUndone('e')} as undone
    from entries e where e.kind = ${sql.raw(`'${kind}'`)}
  ) changes
  order by workspace_id, account_id, undone, case when undone then id else -id end`;

const expectedAccounts = sql`
  select a.workspace_id, a.id, coalesce(types.value, a.type) as type, coalesce(zones.value, a.zone) as zone,
    a.name <> '' and not exists (
      select from entries e where e.workspace_id = a.workspace_id and e.account_id = a.id and e.kind = 'account_added'
        and ${stands('e')}
    ) as removed, true as present
  from accounts a
  left join (${lastChange('account_changed')}) types using (workspace_id, id)
  left join (${lastChange('zone_changed')}) zones using (workspace_id, id)`;

const expectedLinks = sql`
  select distinct e.workspace_id, least(e.person_id, (e.detail ->> 'other')::bigint) as person_id,
    greatest(e.person_id, (e.detail ->> 'other')::bigint) as other_id, true as present
  from entries e where e.kind = 'joined' and ${stands('e')}`;

const expectedGroups = sql`
  with recursive links as (${expectedLinks}), steps as (
    select workspace_id, person_id, other_id from links union all select workspace_id, other_id, person_id from links
  ), reached as (
    select workspace_id, person_id as id, person_id as member from steps
    union
    select r.workspace_id, r.id, steps.other_id
    from reached r join steps on steps.workspace_id = r.workspace_id and steps.person_id = r.member
  )
  select workspace_id, id, min(member) as group_id, true as present from reached group by workspace_id, id`;

/** All that is derived from the entries (design.md, "The ledger"). */
export const matters: readonly Matter[] = [
  {
    name: 'Invites',
    table: 'invites',
    key: ['id'],
    columns: ['account_id', 'person_id', 'sent_at', 'state', 'state_at', 'exempt'],
    rows: sql`(select *, true as present from invites) s full join (${expectedInvites}) x using (workspace_id, id)`,
  },
  {
    name: 'Outcomes',
    table: 'invites',
    key: ['id'],
    columns: ['account_id', 'person_id'],
    rows: sql`(select *, true as present from invites) s right join (
      select e.workspace_id, e.invite_id as id, e.account_id, e.person_id, true as present
      from entries e where e.kind in (${outcomeKinds}) and ${stands('e')}
    ) x using (workspace_id, id)`,
  },
  {
    name: 'Usage',
    table: 'usage',
    key: ['account_id', 'resource', 'local_date'],
    columns: ['sent', 'sent_exempt', 'accepted', 'accepted_exempt', 'notes', 'counter', 'exposure_said'],
    zeros: true,
    rows: sql`usage s full join (${expectedUsage}) x using (workspace_id, account_id, resource, local_date)`,
  },
  {
    name: 'Accounts',
    table: 'accounts',
    key: ['id'],
    columns: ['type', 'zone', 'removed'],
    rows: sql`(select *, removed_at is not null as removed, true as present from accounts) s
      join (${expectedAccounts}) x using (workspace_id, id)`,
  },
  {
    name: 'Links between people',
    table: 'person_links',
    key: ['person_id', 'other_id'],
    columns: [],
    rows: sql`(select *, true as present from person_links) s
      full join (${expectedLinks}) x using (workspace_id, person_id, other_id)`,
  },
  {
    name: 'Joined people',
    table: 'people',
    key: ['id'],
    columns: ['group_id'],
    rows: sql`(select workspace_id, id, group_id, true as present from people where group_id is not null) s
      full join (${expectedGroups}) x using (workspace_id, id)`,
  },
  {
    name: 'Notes',
    table: 'notes',
    key: ['invite_id'],
    columns: [],
    rows: sql`(select workspace_id, invite_id, true as present from notes) s
      left join (select workspace_id, id as invite_id, true as present from invites) x using (workspace_id, invite_id)`,
  },
  {
    name: 'Entries taken back',
    table: 'entries',
    key: ['request_id', 'ordinal'],
    columns: [],
    rows: sql`(select workspace_id, request_id, ordinal, true as present from entries) s right join (
      select workspace_id, undone_request_id as request_id, undone_ordinal as ordinal, true as present
      from entries where kind = 'undone'
    ) x using (workspace_id, request_id, ordinal)`,
  },
];
