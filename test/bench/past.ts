import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Sql } from 'postgres';

/** How much of a past: every account has as many entries, spread over the year before `now`, or over fewer days. */
export type Past = {
  readonly accounts: number;
  readonly entriesPerAccount: number;
  readonly now: number;
  /** How many accounts share a workspace; 50 without. */
  readonly perWorkspace?: number;
  readonly days?: number;
  /** One send in five carries a reason. */
  readonly hasReasons?: boolean;
};

const usualPerWorkspace = 50;
const dayMs = 24 * 60 * 60 * 1000;
const zone = 'Europe/Berlin';

/** Whose account it is: the first ones share the first workspace, and so on. */
export function teammate(
  account: number,
  perWorkspace = usualPerWorkspace,
): { readonly workspaceId: string; readonly userId: string } {
  return { workspaceId: `T${Math.floor(account / perWorkspace)}`, userId: `U${account}` };
}

/**
 * Loads a past with COPY. Of ten entries seven are sends, each to a person of its own, two acceptances and one a
 * withdrawal; rows lie in the order of time, so that those of one account are scattered as they would be.
 */
export async function loadPast(sql: Sql, past: Past): Promise<void> {
  const tables = ['accounts', 'people', 'person_keys', 'invites', 'usage', 'entries'] as const;
  await withoutIndexes(sql, tables, async () => {
    await copy(sql, 'accounts (workspace_id, id, owner, name, type, zone, created_at)', accountRows(past));
    await copy(
      sql,
      'people (workspace_id, id)',
      sendRows(past, (e) => [e.workspaceId, e.person]),
    );
    await copy(
      sql,
      'person_keys (workspace_id, key, person_id)',
      sendRows(past, (e) => [e.workspaceId, `in:person-${e.person}`, e.person]),
    );
    await copy(
      sql,
      'invites (workspace_id, id, account_id, person_id, sent_at, state, state_at)',
      sendRows(past, (e) => [
        e.workspaceId,
        e.person,
        e.account,
        e.person,
        iso(e.at),
        e.state,
        iso(e.stateAt),
      ]),
    );
    await copy(
      sql,
      'usage (workspace_id, account_id, resource, local_date, sent, accepted)',
      usageRows(past),
    );
    await copy(
      sql,
      'entries (workspace_id, request_id, ordinal, id, kind, account_id, actor, person_id, invite_id, happened_at, local_date, recorded_at, source, detail)',
      entryRows(past),
    );
  });
  for (const table of ['accounts', 'people', 'invites', 'entries', 'requests']) {
    await sql.unsafe(
      `select setval('${table}_id_seq', ${past.accounts * past.entriesPerAccount + past.accounts})`,
    );
  }
  await sql`vacuum analyze`;
}

type Event = {
  readonly workspaceId: string;
  readonly account: number;
  readonly userId: string;
  readonly kind: 'sent' | 'accepted' | 'withdrawn';
  readonly at: number;
  /** The person, and the invite: every person is invited once. */
  readonly person: number;
  readonly state: 'pending' | 'accepted' | 'withdrawn';
  readonly stateAt: number;
  readonly id: number;
};

/** Of every ten in a row: what it is, and for a send which of the ten is its outcome. */
const pattern = [
  'sent',
  'sent',
  'sent',
  'sent',
  'sent',
  'sent',
  'sent',
  'accepted',
  'accepted',
  'withdrawn',
] as const;

function* events({ accounts, entriesPerAccount, now, perWorkspace, days = 365 }: Past): Generator<Event> {
  const stepMs = (days * dayMs) / entriesPerAccount;
  const instantOf = (nth: number) => Math.floor(now - days * dayMs + nth * stepMs);
  let id = 0;
  for (let nth = 0; nth < entriesPerAccount; nth += 1) {
    const kind = pattern[nth % 10] ?? 'sent';
    // The outcomes of a round are those of its first three sends.
    const ofSend = kind === 'sent' ? nth : nth - 7;
    const outcome =
      ofSend % 10 < 3 && ofSend + 7 < entriesPerAccount ? pattern[(ofSend % 10) + 7] : undefined;
    const state = outcome === 'accepted' || outcome === 'withdrawn' ? outcome : 'pending';
    const stateAt = instantOf(state === 'pending' ? ofSend : ofSend + 7);
    for (let account = 0; account < accounts; account += 1) {
      id += 1;
      const person = ofSend * accounts + account + 1;
      yield {
        ...teammate(account, perWorkspace),
        account,
        kind,
        at: instantOf(nth),
        person,
        state,
        stateAt,
        id,
      };
    }
  }
}

function* sendRows(past: Past, row: (event: Event) => (string | number)[]): Generator<(string | number)[]> {
  for (const event of events(past)) if (event.kind === 'sent') yield row(event);
}

/** As COPY reads it. */
const none = '\\N';

function* entryRows(past: Past): Generator<(string | number)[]> {
  for (const e of events(past)) {
    const at = iso(e.at);
    const invite = [e.person, e.person, at, at.slice(0, 10), at, 'command'];
    const detail = past.hasReasons && e.kind === 'sent' && e.person % 5 === 0 ? '{"because":"met"}' : none;
    yield [e.workspaceId, e.id, 0, e.id, e.kind, e.account, e.userId, ...invite, detail];
  }
}

function* accountRows({ accounts, now, perWorkspace }: Past): Generator<(string | number)[]> {
  for (let account = 0; account < accounts; account += 1) {
    const { workspaceId, userId } = teammate(account, perWorkspace);
    yield [workspaceId, account, userId, '', 'free', zone, iso(now - 366 * dayMs)];
  }
}

/** Days in UTC: a benchmark's own zone would only cost time. */
function* usageRows(past: Past): Generator<(string | number)[]> {
  const one = { ...past, accounts: 1 };
  const days = new Map<string, { sent: number; accepted: number }>();
  for (const { kind, at } of events(one)) {
    const date = iso(at).slice(0, 10);
    const day = days.get(date) ?? { sent: 0, accepted: 0 };
    if (kind === 'sent') day.sent += 1;
    if (kind === 'accepted') day.accepted += 1;
    days.set(date, day);
  }
  for (const [date, { sent, accepted }] of days) {
    for (let account = 0; account < past.accounts; account += 1) {
      yield [teammate(account, past.perWorkspace).workspaceId, account, 'connection', date, sent, accepted];
    }
  }
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

async function copy(sql: Sql, into: string, rows: Iterable<(string | number)[]>): Promise<void> {
  const writable = await sql.unsafe(`copy ${into} from stdin`).writable();
  await pipeline(Readable.from(chunks(rows)), writable);
}

function* chunks(rows: Iterable<(string | number)[]>): Generator<string> {
  let chunk: string[] = [];
  for (const row of rows) {
    chunk.push(row.join('\t'));
    if (chunk.length < 1_000) continue;
    yield `${chunk.join('\n')}\n`;
    chunk = [];
  }
  if (chunk.length > 0) yield `${chunk.join('\n')}\n`;
}

type Definition = { readonly name: string; readonly owner: string; readonly definition: string };

/** Rows first, indexes and constraints afterwards: several times faster than keeping them at every row. */
async function withoutIndexes(sql: Sql, tables: readonly string[], load: () => Promise<void>): Promise<void> {
  const constraints = await sql<Definition[]>`
    select conname as name, conrelid::regclass::text as owner, pg_get_constraintdef(oid) as definition
    from pg_constraint
    where conrelid::regclass::text = any(${[...tables]}::text[]) and contype in ('p', 'u', 'f')
    order by array_position(array['p', 'u', 'f'], contype::text)`;
  const indexes = await sql<Definition[]>`
    select indexname as name, tablename as owner, indexdef as definition from pg_indexes
    where tablename = any(${[...tables]}::text[])
      and not exists (select from pg_constraint c where c.conindid = indexname::regclass)`;
  const outside = await sql<Definition[]>`
    select conname as name, conrelid::regclass::text as owner, pg_get_constraintdef(oid) as definition
    from pg_constraint
    where contype = 'f' and confrelid::regclass::text = any(${[...tables]}::text[])
      and not conrelid::regclass::text = any(${[...tables]}::text[])`;
  const all = [...constraints, ...outside];
  for (const { owner, name } of all.toReversed())
    await sql.unsafe(`alter table ${owner} drop constraint "${name}"`);
  for (const { name } of indexes) await sql.unsafe(`drop index "${name}"`);
  await load();
  for (const { definition } of indexes) await sql.unsafe(definition);
  for (const { owner, name, definition } of all) {
    await sql.unsafe(`alter table ${owner} add constraint "${name}" ${definition}`);
  }
}
