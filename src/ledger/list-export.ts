import { sql } from 'drizzle-orm';
import { bestKey, type StoredPerson } from './best-key.ts';
import type { EntryDetail, EntryKind, inviteStates } from './entry-kinds.ts';
import { milliseconds } from './fragments.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

/** One fact as it is exported. Instants in milliseconds. */
export type ExportEntry = {
  readonly id: number;
  readonly kind: Exclude<EntryKind, 'undone'>;
  /** Of whom it speaks, and who is one person with them; null for nobody, and for who was erased a key of null. */
  readonly person: StoredPerson | null;
  readonly other: StoredPerson | null;
  /** What the invite is now; null where it is about none, or was taken back. `sentAt` tells whether it has expired. */
  readonly state: (typeof inviteStates)[number] | null;
  readonly sentAt: number | null;
  readonly quantity: number;
  readonly actor: string;
  readonly happenedAt: number;
  readonly localDate: string;
  readonly recordedAt: number;
  readonly source: string;
  readonly overCap: boolean;
  readonly detail: EntryDetail;
  readonly page: string | null;
  /** Only where the reader may see it. */
  readonly note: string | null;
  readonly undoneAt: number | null;
};

/** Whose entries: an account, with what is said of it. */
export type ExportAccount = {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly zone: string;
};

type AccountValues = {
  readonly workspaceId: string;
  readonly owner: string | null;
  readonly team: number | null;
};
const accountsOf = statement<ExportAccount & { readonly id: string }, AccountValues>(
  (its) => sql`
    select a.id, a.owner, a.name, a.zone from accounts a
    where a.workspace_id = ${its.workspaceId} and (${its.owner}::text is null or a.owner = ${its.owner})
      and (${its.team}::int is null or exists (
        select from teammates t where t.workspace_id = a.workspace_id and t.user_id = a.owner and t.team = ${its.team}::int))
    order by a.id`,
);

/** The accounts of one member, of a team's present members, or (both null) of everybody; in the order of their making. */
export async function listExportAccounts(tx: Tx, values: AccountValues): Promise<readonly ExportAccount[]> {
  const rows = await tx.run(accountsOf(values));
  return rows.map((row) => ({ ...row, id: Number(row.id) }));
}

type Row = Omit<
  ExportEntry,
  'id' | 'sentAt' | 'happenedAt' | 'localDate' | 'recordedAt' | 'overCap' | 'undoneAt' | 'detail'
> & {
  readonly id: string;
  readonly detail: EntryDetail | null;
  readonly sent_at: string | null;
  readonly happened_at: string;
  readonly local_date: string;
  readonly recorded_at: string;
  readonly over_cap: boolean;
  readonly undone_at: string | null;
};
type Values = {
  readonly workspaceId: string;
  readonly accountId: number;
  readonly after: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly reader: string;
  readonly seesNotes: string;
  readonly most: number;
};

const ofAccount = statement<Row, Values>(
  (its) => sql`
    select e.id, e.kind, e.quantity, e.actor, e.source, e.over_cap, e.detail, e.local_date::text as local_date,
      i.state, ${milliseconds('i.sent_at')} as sent_at, g.name as page, n.text as note,
      case when e.person_id is not null then json_build_object('key', ${bestKey(its.workspaceId, 'e.person_id')}, 'name', p.name) end as person,
      case when o.id is not null then json_build_object('key', ${bestKey(its.workspaceId, 'o.id')}, 'name', o.name) end as other,
      ${milliseconds('e.happened_at')} as happened_at, ${milliseconds('e.recorded_at')} as recorded_at,
      ${milliseconds('u.recorded_at')} as undone_at
    from (
      select * from entries
      where workspace_id = ${its.workspaceId} and account_id = ${its.accountId}::bigint and id > ${its.after}::bigint
        and kind <> 'undone' and (${its.from}::date is null or local_date >= ${its.from}::date)
        and (${its.to}::date is null or local_date <= ${its.to}::date)
      order by id limit ${its.most}::int
    ) e
    left join invites i on i.workspace_id = e.workspace_id and i.id = e.invite_id
    left join people p on p.workspace_id = e.workspace_id and p.id = e.person_id
    left join people o on o.workspace_id = e.workspace_id and o.id = (e.detail ->> 'other')::bigint
    left join pages g on g.workspace_id = e.workspace_id and g.id = (e.detail ->> 'page')::bigint
    left join notes n on n.workspace_id = e.workspace_id and n.invite_id = e.invite_id and e.kind = 'sent'
      and (n.author = ${its.reader} or ${its.seesNotes}::text::boolean)
    left join entries u on u.kind = 'undone' and u.workspace_id = e.workspace_id
      and u.undone_request_id = e.request_id and u.undone_ordinal = e.ordinal
    order by e.id`,
);

/** The next entries of an account after one of its ids, in the order of recording: a page, so that no file is held twice. */
export async function listExport(
  tx: Tx,
  query: {
    readonly workspaceId: string;
    readonly accountId: number;
    readonly after: number;
    /** Local dates, both included. */
    readonly from: string | null;
    readonly to: string | null;
    /** Who gets it: they see their own notes, and with `seesNotes` everybody's. */
    readonly reader: string;
    readonly seesNotes: boolean;
    readonly most: number;
  },
): Promise<readonly ExportEntry[]> {
  const rows = await tx.run(ofAccount({ ...query, seesNotes: String(query.seesNotes) }));
  return rows.map(
    ({ id, detail, sent_at, happened_at, local_date, recorded_at, over_cap, undone_at, ...rest }) => ({
      ...rest,
      id: Number(id),
      detail: detail ?? {},
      sentAt: sent_at === null ? null : Number(sent_at),
      happenedAt: Number(happened_at),
      localDate: local_date,
      recordedAt: Number(recorded_at),
      overCap: over_cap,
      undoneAt: undone_at === null ? null : Number(undone_at),
    }),
  );
}
