import { sql } from 'drizzle-orm';
import { bestKey, type StoredPerson } from './best-key.ts';
import type { EntryDetail } from './entry-kinds.ts';
import { isUndone, milliseconds } from './fragments.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';
import { type UndoableKind, undoableKinds } from './undoable.ts';

/** What a request recorded and still stands, by the first fact of it. */
export type LastRequest = {
  readonly requestId: number;
  readonly kind: UndoableKind;
  /** Whose account, and its name: empty for the first one. */
  readonly owner: string;
  readonly accountName: string;
  readonly actor: string;
  readonly person: StoredPerson | null;
  /** Of `joined`: who is one person with whom. */
  readonly other: StoredPerson | null;
  /** Of unnamed invites: all of them, as one fact. */
  readonly quantity: number;
  readonly happenedAt: number;
  readonly detail: EntryDetail;
  /** Of `page_sent`: the page's name. */
  readonly page: string | null;
  /** How many facts besides this one still stand, checks aside. */
  readonly others: number;
};

/** A request has a hundred entries at most: so many hold the last five for certain. */
const mostEntries = sql.raw('500');
const kinds = sql.raw(undoableKinds.map((kind) => `'${kind}'`).join(', '));
const stands = sql`e.kind in (${kinds}) and not ${isUndone('e')}`;
const columns = sql`e.kind, e.id, e.request_id, e.ordinal, e.person_id, e.invite_id`;

type Row = Omit<LastRequest, 'requestId' | 'happenedAt' | 'detail'> & {
  readonly request_id: string;
  readonly account_name: string;
  readonly happened_at: string;
  readonly detail: EntryDetail | null;
};

const list = statement<Row, { readonly workspaceId: string; readonly reader: string; readonly most: string }>(
  (its) => {
    const person = (id: string, name: string) => sql`
    case when ${sql.raw(id)} is not null then json_build_object('key', ${bestKey(its.workspaceId, id)}, 'name', ${sql.raw(name)}) end`;
    return sql`
    with mine as (
      select e.* from accounts a cross join lateral (
        select ${columns} from entries e
        where e.workspace_id = ${its.workspaceId} and e.account_id = a.id and ${stands}
        order by e.id desc limit ${mostEntries}
      ) e
      where a.workspace_id = ${its.workspaceId} and a.owner = ${its.reader}
      union
      (select ${columns} from entries e
        where e.workspace_id = ${its.workspaceId} and e.actor = ${its.reader} and e.on_behalf and ${stands}
        order by e.id desc limit ${mostEntries})
    ), told as (
      select request_id, min(ordinal) as ordinal, max(id) as last, count(*) filter (where kind <> 'checked') as facts,
        count(*) filter (where person_id is null and invite_id is not null) as unnamed
      from mine group by request_id order by max(id) desc limit ${its.most}::int
    )
    select e.request_id, e.kind, a.owner, a.name as account_name, e.actor, e.detail, g.name as page,
      ${person('e.person_id', 'p.name')} as person, ${person('o.id', 'o.name')} as other,
      ${milliseconds('e.happened_at')} as happened_at,
      case when t.unnamed > 0 then t.unnamed::int else e.quantity end as quantity,
      greatest(t.facts - greatest(t.unnamed, 1), 0)::int as others
    from told t
    join entries e on e.workspace_id = ${its.workspaceId} and e.request_id = t.request_id and e.ordinal = t.ordinal
    join accounts a on a.workspace_id = e.workspace_id and a.id = e.account_id
    left join people p on p.workspace_id = e.workspace_id and p.id = e.person_id
    left join people o on o.workspace_id = e.workspace_id and o.id = (e.detail ->> 'other')::bigint
    left join pages g on g.workspace_id = e.workspace_id and g.id = (e.detail ->> 'page')::bigint
    order by t.last desc`;
  },
);

/**
 * The last requests of a member's accounts, and of those that they entered for others, of which something that can be
 * taken back still stands, newest first.
 */
export async function listLastRequests(
  tx: Tx,
  query: { readonly workspaceId: string; readonly reader: string; readonly most: number },
): Promise<LastRequest[]> {
  const rows = await tx.run(list({ ...query, most: String(query.most) }));
  return rows.map(({ request_id, account_name, happened_at, detail, ...rest }) => ({
    ...rest,
    requestId: Number(request_id),
    accountName: account_name,
    happenedAt: Number(happened_at),
    detail: detail ?? {},
  }));
}
