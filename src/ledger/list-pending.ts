import { sql } from 'drizzle-orm';
import { bestKey, type StoredPerson } from './best-key.ts';
import { milliseconds } from './fragments.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

/** How many of the named ones are listed. */
const mostListed = 30;

/** What waits for an answer on one account. Instants in milliseconds. */
export type PendingOfAccount = {
  /** Empty for the owner's first account. */
  readonly accountName: string;
  readonly named: number;
  readonly unnamed: number;
  /** When the oldest unnamed one was sent; null without any. */
  readonly oldestUnnamedAt: number | null;
  /** The oldest of the named ones, oldest first. */
  readonly oldest: readonly (StoredPerson & { readonly sentAt: number })[];
};

export type Pending = {
  /** The version of the workspace's policy; 0 for the default one. */
  readonly policyVersion: number;
  /** In the order of their making; empty for who has recorded nothing yet, and for a name that is not there. */
  readonly accounts: readonly PendingOfAccount[];
};

type Row = {
  readonly policy_version: number;
  readonly accounts:
    | readonly (readonly [
        name: string,
        named: number,
        unnamed: number,
        oldestUnnamedAt: number | null,
        oldest: readonly (readonly [key: string | null, name: string | null, sentAt: number])[] | null,
      ])[]
    | null;
};
type Values = {
  readonly workspaceId: string;
  readonly owner: string;
  readonly accountName: string | null;
  readonly sentAfter: string;
};

const list = statement<Row, Values>(
  (its) => sql`
    select coalesce((select max(version) from policies where workspace_id = ${its.workspaceId}), 0) as policy_version,
      (select json_agg(json_build_array(a.name, c.named, c.unnamed, c.oldest_unnamed_at, o.oldest) order by a.id)
        from accounts a
        cross join lateral (
          select count(person_id) as named, count(*) - count(person_id) as unnamed,
            ${milliseconds('min(sent_at) filter (where person_id is null)')} as oldest_unnamed_at
          from invites
          where workspace_id = ${its.workspaceId} and account_id = a.id and state = 'pending'
            and sent_at > ${its.sentAfter}::timestamptz
        ) c
        cross join lateral (
          select json_agg(json_build_array(${bestKey(its.workspaceId, 'p.id')}, p.name, ${milliseconds('i.sent_at')}) order by i.sent_at, i.id) as oldest
          from (
            select id, person_id, sent_at from invites
            where workspace_id = ${its.workspaceId} and account_id = a.id and state = 'pending'
              and sent_at > ${its.sentAfter}::timestamptz and person_id is not null
            order by sent_at, id limit ${sql.raw(String(mostListed))}
          ) i
          join people p on p.workspace_id = ${its.workspaceId} and p.id = i.person_id
        ) o
        where a.workspace_id = ${its.workspaceId} and a.owner = ${its.owner} and a.removed_at is null
          and (${its.accountName}::text is null or a.name = ${its.accountName})) as accounts`,
);

/**
 * The invites of somebody's accounts (of one with `accountName`) that are pending and were sent after an instant, those
 * before it having expired: counted, and the oldest named ones of each.
 */
export async function listPending(
  tx: Tx,
  query: {
    readonly workspaceId: string;
    readonly owner: string;
    readonly accountName: string | null;
    readonly sentAfter: number;
  },
): Promise<Pending> {
  const { workspaceId, owner, accountName, sentAfter } = query;
  const values = { workspaceId, owner, accountName, sentAfter: new Date(sentAfter).toISOString() };
  const [row] = await tx.run(list(values));
  if (!row) throw new Error('one row was asked for');
  return {
    policyVersion: row.policy_version,
    accounts: (row.accounts ?? []).map(([name, named, unnamed, oldestUnnamedAt, oldest]) => ({
      accountName: name,
      named,
      unnamed,
      oldestUnnamedAt,
      oldest: (oldest ?? []).map(([key, personName, sentAt]) => ({ key, name: personName, sentAt })),
    })),
  };
}
