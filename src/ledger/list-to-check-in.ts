import { sql } from 'drizzle-orm';
import type { OwnSettings } from './own-settings.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

type Values = {
  readonly workspaceId: string;
  readonly zone: string;
  readonly localDate: string;
  readonly wishes: readonly string[];
  readonly sentAfter: string;
  readonly sentUntil: string;
  readonly after: string;
  readonly most: string;
};

const list = statement<{ readonly owner: string }, Values>(
  (its) => sql`
    select a.owner from accounts a
    left join teammates t on t.workspace_id = a.workspace_id and t.user_id = a.owner
    where a.workspace_id = ${its.workspaceId} and a.zone = ${its.zone} and a.removed_at is null and a.owner > ${its.after}
      and t.deactivated_at is null and coalesce(t.check_ins, 'twice') = any(${its.wishes}::text[])
      and (t.away_until is null or t.away_until < ${its.localDate}::date)
      and exists (
        select from accounts b
        join invites i on i.workspace_id = b.workspace_id and i.account_id = b.id and i.state = 'pending'
          and i.sent_at > ${its.sentAfter}::timestamptz and i.sent_at <= ${its.sentUntil}::timestamptz
        where b.workspace_id = a.workspace_id and b.owner = a.owner and b.removed_at is null)
    group by a.owner order by a.owner limit ${its.most}::int`,
);

/**
 * Who is asked in a zone on a local date what came of their invites: of those with an account there, who wants it, is not
 * away, and waits for an answer to something sent between two instants from any account. By id, after another one.
 */
export async function listToCheckIn(
  tx: Tx,
  query: {
    readonly workspaceId: string;
    readonly zone: string;
    readonly localDate: string;
    readonly wishes: readonly OwnSettings['checkIns'][];
    readonly sentAfter: number;
    readonly sentUntil: number;
    readonly after: string;
    readonly most: number;
  },
): Promise<readonly string[]> {
  const rows = await tx.run(
    list({
      ...query,
      sentAfter: new Date(query.sentAfter).toISOString(),
      sentUntil: new Date(query.sentUntil).toISOString(),
      most: String(query.most),
    }),
  );
  return rows.map(({ owner }) => owner);
}
