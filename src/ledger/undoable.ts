import { sql } from 'drizzle-orm';
import type { EntryDetail, EntryKind } from './entry-kinds.ts';
import { isUndone, milliseconds } from './fragments.ts';
import type { Tx } from './transact.ts';

/** What undo covers (commands.md): what somebody entered about invites, pages and their own accounts. */
export const undoableKinds = [
  'sent',
  'accepted',
  'declined',
  'ignored',
  'withdrawn',
  'checked',
  'page_sent',
  'counter_set',
  'restricted',
  'lifted',
  'account_added',
  'account_changed',
  'joined',
] as const satisfies readonly EntryKind[];
export type UndoableKind = (typeof undoableKinds)[number];

/** An entry that stands, and can be taken back. */
export type Undoable = {
  readonly requestId: number;
  readonly ordinal: number;
  readonly id: number;
  readonly kind: UndoableKind;
  readonly accountId: number;
  readonly actor: string;
  readonly personId: number | null;
  readonly inviteId: number | null;
  readonly quantity: number;
  readonly happenedAt: number;
  readonly localDate: string;
  readonly detail: EntryDetail;
};

/** What is told of an entry that is taken back. */
export type Taken = Pick<Undoable, 'requestId' | 'ordinal' | 'personId' | 'inviteId' | 'quantity'>;

const kinds = sql.raw(undoableKinds.map((kind) => `'${kind}'`).join(', '));
const stands = sql`e.kind in (${kinds}) and not ${isUndone('e')}`;

type Whose = { readonly workspaceId: string; readonly actor: string; readonly accountIds: readonly number[] };

/** The latest request in which somebody recorded, after an instant, what still stands; undefined if there is none. */
export async function findLatestUndoable(tx: Tx, whose: Whose, since: number): Promise<number | undefined> {
  const { workspaceId, actor, accountIds } = whose;
  const mine = sql`e.workspace_id = ${workspaceId} and e.actor = ${actor} and ${stands}
    and e.recorded_at > ${new Date(since).toISOString()}::timestamptz`;
  const [found] = await tx.execute<{ readonly request_id: string }>(sql`
    select request_id from (
      select latest.* from unnest(${sql.param([...accountIds])}::bigint[]) as a (id) cross join lateral (
        select e.request_id, e.id from entries e where e.account_id = a.id and ${mine} order by e.id desc limit 1
      ) latest
      union all
      (select e.request_id, e.id from entries e where e.on_behalf and ${mine} order by e.id desc limit 1)
    ) as candidates
    order by id desc limit 1`);
  return found && Number(found.request_id);
}

/** The same of the latest request about one of these people, of any age. */
export async function findLatestUndoableAbout(
  tx: Tx,
  { workspaceId, actor }: Pick<Whose, 'workspaceId' | 'actor'>,
  personIds: readonly number[],
): Promise<number | undefined> {
  const [found] = await tx.execute<{ readonly request_id: string }>(sql`
    select e.request_id from entries e
    where e.workspace_id = ${workspaceId} and e.person_id = any(${sql.param([...personIds])}::bigint[])
      and e.actor = ${actor} and ${stands}
    order by e.id desc limit 1`);
  return found && Number(found.request_id);
}

/** The entries of an account that say of invites that they have expired, and still stand. */
export async function loadExpiries(
  tx: Tx,
  { workspaceId, accountId }: { readonly workspaceId: string; readonly accountId: number },
  inviteIds: readonly number[],
): Promise<Taken[]> {
  if (inviteIds.length === 0) return [];
  const rows = await tx.execute<
    Pick<Row, 'ordinal' | 'person_id' | 'invite_id'> & { readonly request_id: string }
  >(sql`
    select request_id, ordinal, person_id, invite_id from entries e
    where workspace_id = ${workspaceId} and account_id = ${accountId} and kind = 'expired'
      and invite_id = any(${sql.param([...inviteIds])}::bigint[]) and not ${isUndone('e')}
    order by id desc`);
  return rows.map((row) => ({
    requestId: Number(row.request_id),
    ordinal: row.ordinal,
    personId: row.person_id === null ? null : Number(row.person_id),
    inviteId: Number(row.invite_id),
    quantity: 1,
  }));
}

type Row = {
  readonly ordinal: number;
  readonly id: string;
  readonly kind: UndoableKind;
  readonly account_id: string;
  readonly actor: string;
  readonly person_id: string | null;
  readonly invite_id: string | null;
  readonly quantity: number;
  readonly happened_at: string;
  readonly local_date: string;
  readonly detail: EntryDetail | null;
};

/** What still stands of a request, latest first. */
export async function loadUndoable(tx: Tx, workspaceId: string, requestId: number): Promise<Undoable[]> {
  const rows = await tx.execute<Row>(sql`
    select ordinal, id, kind, account_id, actor, person_id, invite_id, quantity,
      ${milliseconds('happened_at')} as happened_at, local_date::text, detail
    from entries e where workspace_id = ${workspaceId} and request_id = ${requestId} and ${stands}
    order by ordinal desc`);
  return rows.map((row) => ({
    requestId,
    ordinal: row.ordinal,
    id: Number(row.id),
    kind: row.kind,
    accountId: Number(row.account_id),
    actor: row.actor,
    personId: row.person_id === null ? null : Number(row.person_id),
    inviteId: row.invite_id === null ? null : Number(row.invite_id),
    quantity: row.quantity,
    happenedAt: Number(row.happened_at),
    localDate: row.local_date,
    detail: row.detail ?? {},
  }));
}

/** What stands in the way of taking an entry back. */
export type LaterEntry = {
  readonly requestId: number;
  readonly ordinal: number;
  readonly kind: EntryKind;
  readonly actor: string;
  readonly happenedAt: number;
};

type LaterRow = {
  readonly request_id: string;
  readonly ordinal: number;
  readonly kind: EntryKind;
  readonly actor: string;
  readonly happened_at: string;
};
const laterColumns = sql`request_id, ordinal, kind, actor, ${milliseconds('happened_at')} as happened_at`;

function toLater(row: LaterRow | undefined): LaterEntry | undefined {
  if (!row) return undefined;
  const { ordinal, kind, actor } = row;
  return { requestId: Number(row.request_id), ordinal, kind, actor, happenedAt: Number(row.happened_at) };
}

/** The last later entry about the same invite that still stands; that it expired is nothing somebody built on it. */
export async function findLaterOutcome(
  tx: Tx,
  { id, accountId, inviteId }: Pick<Undoable, 'id' | 'accountId' | 'inviteId'>,
  workspaceId: string,
): Promise<LaterEntry | undefined> {
  const [row] = await tx.execute<LaterRow>(sql`
    select ${laterColumns} from entries e
    where workspace_id = ${workspaceId} and account_id = ${accountId} and id > ${id} and invite_id = ${inviteId}
      and kind not in ('undone', 'expired') and not ${isUndone('e')}
    order by id desc limit 1`);
  return toLater(row);
}

/**
 * The last later entry that took two people for one: an outcome typed for the one and recorded for the other, or an
 * objection, unless it was withdrawn since.
 */
export async function findLaterUseOfJoin(
  tx: Tx,
  { id }: Pick<Undoable, 'id'>,
  workspaceId: string,
  personIds: readonly number[],
): Promise<LaterEntry | undefined> {
  const [row] = await tx.execute<LaterRow>(sql`
    select ${laterColumns} from entries e
    where workspace_id = ${workspaceId} and person_id = any(${sql.param([...personIds])}::bigint[]) and id > ${id}
      and (kind in ('do_not_contact', 'contact_allowed') or detail ? 'typedAs') and not ${isUndone('e')}
    order by id desc limit 1`);
  return row?.kind === 'contact_allowed' ? undefined : toLater(row);
}

/**
 * The last later entry of the same account that still stands, of some kinds (null: of any but a change of zone), within a
 * month if one is given.
 */
export async function findLaterEntry(
  tx: Tx,
  { requestId, id, accountId }: Pick<Undoable, 'requestId' | 'id' | 'accountId'>,
  workspaceId: string,
  wanted: { readonly kinds: readonly EntryKind[] | null; readonly month?: string },
): Promise<LaterEntry | undefined> {
  const ofKind =
    wanted.kinds === null
      ? sql`e.kind not in ('zone_changed', 'undone')`
      : sql`e.kind = any(${sql.param([...wanted.kinds])}::text[])`;
  const [row] = await tx.execute<LaterRow>(sql`
    select ${laterColumns} from entries e
    where workspace_id = ${workspaceId} and account_id = ${accountId} and id > ${id} and request_id <> ${requestId}
      and ${ofKind} and (${wanted.month ?? null}::text is null or to_char(local_date, 'YYYY-MM') = ${wanted.month ?? null})
      and not ${isUndone('e')}
    order by id desc limit 1`);
  return toLater(row);
}
