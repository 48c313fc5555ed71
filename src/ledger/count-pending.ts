import { sql } from 'drizzle-orm';
import { milliseconds } from './fragments.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

/** What waits for an answer over all accounts of somebody. */
export type PendingCount = {
  readonly total: number;
  /** Milliseconds; null with none. */
  readonly oldestAt: number | null;
  /** Those sent at or before an instant. */
  readonly old: number;
};

type Row = { readonly total: string; readonly oldest_at: string | null; readonly old: string };
type Values = {
  readonly workspaceId: string;
  readonly owner: string;
  readonly sentAfter: string;
  readonly oldUntil: string;
};

const count = statement<Row, Values>(
  (its) => sql`
    select count(*) as total, ${milliseconds('min(i.sent_at)')} as oldest_at,
      count(*) filter (where i.sent_at <= ${its.oldUntil}::timestamptz) as old
    from accounts a
    join invites i on i.workspace_id = a.workspace_id and i.account_id = a.id and i.state = 'pending'
      and i.sent_at > ${its.sentAfter}::timestamptz
    where a.workspace_id = ${its.workspaceId} and a.owner = ${its.owner} and a.removed_at is null`,
);

/** Counts pending invites sent after one instant (those before it have expired), and which of them are as old as another. */
export async function countPending(
  tx: Tx,
  query: {
    readonly workspaceId: string;
    readonly owner: string;
    readonly sentAfter: number;
    readonly oldUntil: number;
  },
): Promise<PendingCount> {
  const { workspaceId, owner } = query;
  const sentAfter = new Date(query.sentAfter).toISOString();
  const oldUntil = new Date(query.oldUntil).toISOString();
  const [row] = await tx.run(count({ workspaceId, owner, sentAfter, oldUntil }));
  if (!row) throw new Error('one row was asked for');
  return {
    total: Number(row.total),
    oldestAt: row.oldest_at === null ? null : Number(row.oldest_at),
    old: Number(row.old),
  };
}
