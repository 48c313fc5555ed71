import { sql } from 'drizzle-orm';
import { byBest, type StoredPerson } from './best-key.ts';
import { milliseconds } from './fragments.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

/** A pending invite to somebody who is known by a key. Instants in milliseconds. */
export type PendingPerson = StoredPerson & {
  readonly inviteId: number;
  /** Empty for the owner's first account. */
  readonly accountName: string;
  readonly sentAt: number;
  /** What tells one person from another, joined ones together (see `oneOf`). */
  readonly one: number;
  /** Every key of theirs, the one that says most first, and of those joined with them; each with the name kept beside it. */
  readonly known: readonly { readonly key: string; readonly name: string | null }[];
};

type Row = {
  readonly id: string;
  readonly account_name: string;
  readonly sent_at: string;
  readonly person_id: string;
  readonly group_id: string | null;
  readonly name: string | null;
};
type Values = {
  readonly workspaceId: string;
  readonly owner: string;
  readonly accountName: string | null;
  readonly sentAfter: string;
};

const list = statement<Row, Values>(
  (its) => sql`
    select i.id, a.name as account_name, ${milliseconds('i.sent_at')} as sent_at, p.id as person_id, p.group_id, p.name
    from accounts a
    join invites i on i.workspace_id = a.workspace_id and i.account_id = a.id
    join people p on p.workspace_id = i.workspace_id and p.id = i.person_id
    where a.workspace_id = ${its.workspaceId} and a.owner = ${its.owner} and a.removed_at is null
      and (${its.accountName}::text is null or a.name = ${its.accountName})
      and i.state = 'pending' and i.sent_at > ${its.sentAfter}::timestamptz
      and exists (select from person_keys k where k.workspace_id = p.workspace_id and k.person_id = p.id)
    order by i.sent_at, i.id`,
);

/** A pending invite whose person's keys are not loaded. */
export type PendingInvite = {
  readonly inviteId: number;
  readonly accountName: string;
  readonly sentAt: number;
  readonly personId: string;
  readonly groupId: string | null;
  readonly name: string | null;
};

/**
 * Whom somebody's accounts (the one of `accountName`, if given) have pending invites to, sent after an instant, those
 * before it having expired: one an invite, oldest first. Who was erased is not among them. Without keys: there may be
 * 30,000, and a page shows a few (`withKeys`).
 */
export async function listPendingInvites(
  tx: Tx,
  query: {
    readonly workspaceId: string;
    readonly owner: string;
    readonly accountName: string | null;
    readonly sentAfter: number;
  },
): Promise<readonly PendingInvite[]> {
  const { workspaceId, owner, accountName, sentAfter } = query;
  const values = { workspaceId, owner, accountName, sentAfter: new Date(sentAfter).toISOString() };
  const rows = await tx.run(list(values));
  return rows.map(({ id, account_name, sent_at, person_id, group_id, name }) => ({
    inviteId: Number(id),
    accountName: account_name,
    sentAt: Number(sent_at),
    personId: person_id,
    groupId: group_id,
    name,
  }));
}

/** The same invites with all that their people are known by. */
export async function withKeys(
  tx: Tx,
  workspaceId: string,
  invites: readonly PendingInvite[],
): Promise<readonly PendingPerson[]> {
  const joined = await membersOf(tx, workspaceId, [
    ...new Set(invites.flatMap(({ groupId }) => groupId ?? [])),
  ]);
  const ids = new Set([
    ...invites.map(({ personId }) => personId),
    ...[...joined.values()].flat().map(({ id }) => id),
  ]);
  const keys = await keysOf(tx, workspaceId, [...ids]);
  return invites.flatMap(({ inviteId, accountName, sentAt, personId, groupId, name }) => {
    const own = { id: personId, name };
    const others = (joined.get(groupId) ?? []).filter((member) => member.id !== personId);
    const known = [own, ...others].flatMap((member) =>
      (keys.get(member.id) ?? []).map((key) => ({ key, name: member.name })),
    );
    const [best] = keys.get(personId) ?? [];
    if (best === undefined) return [];
    return { inviteId, accountName, sentAt, one: Number(groupId ?? personId), key: best, name, known };
  });
}

type Member = { readonly id: string; readonly name: string | null };

// Statements of their own, without joins: on a young database the planner would read all keys for each person.
async function membersOf(
  tx: Tx,
  workspaceId: string,
  groups: readonly string[],
): Promise<ReadonlyMap<string | null, readonly Member[]>> {
  if (groups.length === 0) return new Map();
  const rows = await tx.execute<Member & { readonly group_id: string }>(sql`
    select id, name, group_id from people
    where workspace_id = ${workspaceId} and group_id = any(${sql.param([...groups])}::bigint[]) order by id`);
  return grouped(rows.map(({ group_id, id, name }) => [group_id, { id, name }]));
}

/** The keys of people, of each the one that says most first. */
async function keysOf(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx.execute<{ readonly person_id: string; readonly key: string }>(sql`
    select person_id, key from person_keys
    where workspace_id = ${workspaceId} and person_id = any(${sql.param([...ids])}::bigint[])`);
  const keys = grouped(rows.map(({ person_id, key }) => [person_id, key]));
  // Here, not there: the server would sort all of them by a computed value.
  for (const some of keys.values()) if (some.length > 1) some.sort(byBest);
  return keys;
}

function grouped<K, V>(pairs: readonly (readonly [K, V])[]): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
