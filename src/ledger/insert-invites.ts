import type { Account } from './account.ts';
import { invites } from './schema.ts';
import type { Tx } from './transact.ts';

/** Adds pending invites and returns their ids, in the same order. */
export async function insertInvites(
  tx: Tx,
  account: Account,
  sends: readonly { readonly personId: number; readonly sentAt: number }[],
): Promise<number[]> {
  if (sends.length === 0) return [];
  const rows = await tx
    .insert(invites)
    .values(
      sends.map(({ personId, sentAt }) => ({
        workspaceId: account.workspaceId,
        accountId: account.id,
        personId,
        sentAt,
        state: 'pending' as const,
        stateAt: sentAt,
      })),
    )
    .returning({ id: invites.id });
  return rows.map((row) => row.id);
}
