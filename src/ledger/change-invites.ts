import { sql } from 'drizzle-orm';
import type { InviteState } from '../limits/states.ts';
import type { Tx } from './transact.ts';

/** Moves invites of locked accounts to a state, each at its instant. */
export async function changeInvites(
  tx: Tx,
  workspaceId: string,
  changes: readonly { readonly id: number; readonly state: InviteState; readonly at: number }[],
): Promise<void> {
  if (changes.length === 0) return;
  const ids = changes.map((change) => change.id);
  const states = changes.map((change) => change.state);
  const instants = changes.map((change) => new Date(change.at).toISOString());
  await tx.execute(sql`
    update invites i set state = c.state, state_at = c.at::timestamptz
    from unnest(${sql.param(ids)}::bigint[], ${sql.param(states)}::text[], ${sql.param(instants)}::text[]) as c (id, state, at)
    where i.workspace_id = ${workspaceId} and i.id = c.id`);
}
