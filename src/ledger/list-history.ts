import { type SQL, sql } from 'drizzle-orm';
import { bestKey, type StoredPerson } from './best-key.ts';
import type { EntryDetail, EntryKind } from './entry-kinds.ts';
import { isManagedBy, isUnnamed, milliseconds } from './fragments.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

/** One fact as it was recorded, and whether it was taken back. Unnamed invites of one request are one. */
export type HistoryEntry = {
  readonly kind: Exclude<EntryKind, 'undone'>;
  /** Whose account, and its name: empty for the first one. An owner or actor in another team is empty for who may not know. */
  readonly owner: string;
  readonly accountName: string;
  readonly actor: string;
  readonly source: 'command' | 'form' | 'shortcut' | 'import' | 'schedule';
  /** Of whom it speaks. */
  readonly person: StoredPerson | null;
  /** Of `joined`: who is one person with whom. */
  readonly other: StoredPerson | null;
  readonly quantity: number;
  readonly happenedAt: number;
  readonly recordedAt: number;
  readonly detail: EntryDetail;
  /** Of `page_sent`: the page's name. */
  readonly page: string | null;
  /** Only where the reader may see it. */
  readonly note: string | null;
  /** The reader manages the account's owner. */
  readonly isManaged: boolean;
  readonly undone: { readonly by: string; readonly at: number } | null;
};

const mostLines = 20;
/** Of each index read: a request has a hundred entries at most, and as many again when it is taken back. */
const mostEntries = 400;
const lines = sql.raw(String(mostLines));
const most = sql.raw(String(mostEntries));

type Row = Omit<HistoryEntry, 'happenedAt' | 'recordedAt' | 'detail' | 'undone' | 'isManaged'> & {
  readonly is_managed: boolean;
  readonly happened_at: string;
  readonly recorded_at: string;
  readonly detail: EntryDetail | null;
  readonly account_name: string;
  readonly undone_by: string | null;
  readonly undone_at: string | null;
};
type Reader = {
  readonly workspaceId: string;
  readonly reader: string;
  /** `true` for who manages everybody. */
  readonly everybody: string;
  /** The numbers of the teams whose people they manage. */
  readonly teams: readonly number[];
};
type Places<V> = Readonly<Record<keyof V, SQL>>;

/** Somebody, where the reader may know who: on an account of the reader's own, and of what they entered, always. */
function named(its: Places<Reader>, who: string): SQL {
  return sql`
    case when ${its.reader} not in (a.owner, e.actor) and not ${isManagedBy(its, who)}
      and ${isUnnamed(its.workspaceId, its.reader, who)} then '' else ${sql.raw(who)} end`;
}

/**
 * The lines of a history, from the newest entries of it: a fact stands where it was recorded or taken back last, once.
 * Without what `isLeftOut`.
 */
function historyOf(its: Places<Reader>, newest: SQL, isLeftOut: SQL): SQL {
  const person = (id: string, name: string) => sql`
    case when ${sql.raw(id)} is not null then json_build_object('key', ${bestKey(its.workspaceId, id)}, 'name', ${sql.raw(name)}) end`;
  return sql`
    with newest as (${newest}
    ), facts as (
      select coalesce(undone_request_id, request_id) as request_id, coalesce(undone_ordinal, ordinal) as ordinal, max(id) as touched
      from newest group by 1, 2
    ), told as (
      select e.request_id, min(e.ordinal) as ordinal, max(f.touched) as touched
      from facts f
      join entries e on e.workspace_id = ${its.workspaceId} and e.request_id = f.request_id and e.ordinal = f.ordinal
      where not ${isLeftOut}
      group by e.request_id, e.account_id, e.kind, case when e.person_id is null and e.invite_id is not null then -1 else e.ordinal end
      order by max(f.touched) desc
      limit ${lines}
    )
    select e.kind, ${named(its, 'a.owner')} as owner, ${isManagedBy(its, 'a.owner')} as is_managed, a.name as account_name,
      ${named(its, 'e.actor')} as actor, e.source, e.detail, g.name as page,
      ${person('e.person_id', 'p.name')} as person, ${person('o.id', 'o.name')} as other,
      ${milliseconds('e.happened_at')} as happened_at, ${milliseconds('e.recorded_at')} as recorded_at,
      case when e.person_id is null and e.invite_id is not null then (
        select count(*)::int from entries same where same.workspace_id = e.workspace_id and same.request_id = e.request_id
          and same.account_id = e.account_id and same.kind = e.kind and same.person_id is null
      ) else e.quantity end as quantity,
      n.text as note, ${named(its, 'u.actor')} as undone_by, ${milliseconds('u.recorded_at')} as undone_at
    from told t
    join entries e on e.workspace_id = ${its.workspaceId} and e.request_id = t.request_id and e.ordinal = t.ordinal
    join accounts a on a.workspace_id = e.workspace_id and a.id = e.account_id
    left join people p on p.workspace_id = e.workspace_id and p.id = e.person_id
    left join people o on o.workspace_id = e.workspace_id and o.id = (e.detail ->> 'other')::bigint
    left join pages g on g.workspace_id = e.workspace_id and g.id = (e.detail ->> 'page')::bigint
    left join notes n on n.workspace_id = e.workspace_id and n.invite_id = e.invite_id and e.kind = 'sent'
      and (n.author = ${its.reader} or ${isManagedBy(its, 'a.owner')})
    left join entries u on u.kind = 'undone' and u.workspace_id = e.workspace_id
      and u.undone_request_id = e.request_id and u.undone_ordinal = e.ordinal
    order by t.touched desc`;
}

const columns = sql`id, request_id, ordinal, undone_request_id, undone_ordinal`;

/** Nobody entered it: it would push out what was. */
const isExpiry = sql`kind = 'expired'`;

const ofMember = statement<Row, Reader>((its) =>
  historyOf(
    its,
    sql`
      select * from (
        select e.* from accounts a cross join lateral (
          select ${columns} from entries
          where workspace_id = ${its.workspaceId} and account_id = a.id and not ${isExpiry}
          order by id desc limit ${most}
        ) e
        where a.workspace_id = ${its.workspaceId} and a.owner = ${its.reader}
        union
        (select ${columns} from entries
          where workspace_id = ${its.workspaceId} and actor = ${its.reader} and on_behalf
          order by id desc limit ${most})
      ) mine order by id desc limit ${most}`,
    isExpiry,
  ),
);

type About = Reader & { readonly personIds: readonly number[] };

const aboutPeople = statement<Row, About>((its) =>
  historyOf(
    its,
    sql`
      select e.* from unnest(${its.personIds}::bigint[]) as member (id) cross join lateral (
        select ${columns} from entries
        where workspace_id = ${its.workspaceId} and person_id = member.id
        order by id desc limit ${most}
      ) e
      order by id desc limit ${most}`,
    sql`false`,
  ),
);

/** Who reads, and whom they manage: everybody, or those of some teams. Their notes and names are there besides the reader's own. */
export type HistoryReader = {
  readonly workspaceId: string;
  readonly reader: string;
  readonly everybody: boolean;
  readonly teams?: readonly number[];
};

/** The last facts of a member's accounts, and those that they entered for others, newest first. */
export async function listHistory(tx: Tx, reader: HistoryReader): Promise<HistoryEntry[]> {
  const rows = await tx.run(ofMember(valuesOf(reader)));
  return rows.map(toEntry);
}

/** The last facts about people, of all accounts of the workspace, newest first. */
export async function listHistoryAbout(
  tx: Tx,
  reader: HistoryReader,
  personIds: readonly number[],
): Promise<HistoryEntry[]> {
  if (personIds.length === 0) return [];
  const rows = await tx.run(aboutPeople({ ...valuesOf(reader), personIds }));
  return rows.map(toEntry);
}

function valuesOf({ everybody, teams = [], ...reader }: HistoryReader): Reader {
  return { ...reader, teams, everybody: String(everybody) };
}

function toEntry(row: Row): HistoryEntry {
  const {
    happened_at,
    recorded_at,
    account_name,
    is_managed: isManaged,
    undone_by,
    undone_at,
    detail,
    ...rest
  } = row;
  return {
    ...rest,
    isManaged,
    accountName: rest.owner === '' ? '' : account_name,
    happenedAt: Number(happened_at),
    recordedAt: Number(recorded_at),
    detail: detail ?? {},
    undone: undone_by === null ? null : { by: undone_by, at: Number(undone_at) },
  };
}
