import { and, asc, eq, lte, sql } from 'drizzle-orm';
import type { Account } from './account.ts';
import { milliseconds } from './fragments.ts';
import { invites } from './schema.ts';
import type { Tx } from './transact.ts';

/** The accounts of a zone that have invites which are stored as pending and were sent at or before an instant. */
export async function listExpirableAccounts(
  tx: Tx,
  query: { readonly workspaceId: string; readonly zone: string; readonly sentUntil: number },
): Promise<readonly number[]> {
  const until = new Date(query.sentUntil).toISOString();
  const rows = await tx.execute<{ readonly id: string }>(sql`
    select id from accounts a
    where a.zone = ${query.zone} and a.workspace_id = ${query.workspaceId} and exists (
      select from invites i where i.workspace_id = a.workspace_id and i.account_id = a.id and i.state = 'pending'
        and i.sent_at <= ${until}::timestamptz)
    order by id`);
  return rows.map(({ id }) => Number(id));
}

export type ExpirableInvite = {
  readonly id: number;
  readonly personId: number | null;
  readonly sentAt: number;
};

/** Those invites of one locked account, oldest first, `most` of them. */
export async function listExpirableInvites(
  tx: Tx,
  { workspaceId, id: accountId }: Pick<Account, 'workspaceId' | 'id'>,
  query: { readonly sentUntil: number; readonly most: number },
): Promise<readonly ExpirableInvite[]> {
  const { id, personId, sentAt } = invites;
  return tx
    .select({ id, personId, sentAt })
    .from(invites)
    .where(
      and(
        eq(invites.workspaceId, workspaceId),
        eq(invites.accountId, accountId),
        eq(invites.state, sql`'pending'`),
        lte(sentAt, query.sentUntil),
      ),
    )
    .orderBy(asc(sentAt), asc(id))
    .limit(query.most);
}

/** The changes of an account's zone after an instant, oldest first: when, and what held until then. */
export async function listZonesBefore(
  tx: Tx,
  { workspaceId, id }: Pick<Account, 'workspaceId' | 'id'>,
  after: number,
): Promise<readonly { readonly changedAt: number; readonly from: string }[]> {
  const rows = await tx.execute<{ readonly changed_at: string; readonly from: string }>(sql`
    select ${milliseconds('happened_at')} as changed_at, detail ->> 'from' as from from entries
    where workspace_id = ${workspaceId} and account_id = ${id} and kind = 'zone_changed'
      and happened_at > ${new Date(after).toISOString()}::timestamptz
    order by happened_at, id`);
  return rows.map(({ changed_at, from }) => ({ changedAt: Number(changed_at), from }));
}

/** An id for what the bot records by itself: there is no row of a request, as nobody asked. */
export async function nextRequestId(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ readonly id: string }>(sql`select nextval('requests_id_seq') as id`);
  if (!row) throw new Error('a sequence gave no id');
  return Number(row.id);
}
