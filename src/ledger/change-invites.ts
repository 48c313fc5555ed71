import { sql } from 'drizzle-orm';
import type { InviteState } from '../limits/states.ts';
import type { Account } from './account.ts';
import type { Tx } from './transact.ts';

/** Moves invites of a locked account to a state, each at its instant. */
export async function changeInvites(
  tx: Tx,
  account: Account,
  state: InviteState,
  changes: readonly { readonly id: number; readonly at: number }[],
): Promise<void> {
  if (changes.length === 0) return;
  const ids = changes.map((change) => change.id);
  const instants = changes.map((change) => new Date(change.at).toISOString());
  await tx.execute(sql`
    update invites i set state = ${state}, state_at = c.at::timestamptz
    from unnest(${sql.param(ids)}::bigint[], ${sql.param(instants)}::text[]) as c (id, at)
    where i.workspace_id = ${account.workspaceId} and i.account_id = ${account.id} and i.id = c.id`);
}
