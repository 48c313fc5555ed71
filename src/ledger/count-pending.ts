import { and, eq } from 'drizzle-orm';
import type { Account } from './account.ts';
import { invites } from './schema.ts';
import type { Tx } from './transact.ts';

/** How many of the account's invites wait for an answer. */
export async function countPending(tx: Tx, account: Account): Promise<number> {
  return tx.$count(
    invites,
    and(
      eq(invites.workspaceId, account.workspaceId),
      eq(invites.accountId, account.id),
      eq(invites.state, 'pending'),
    ),
  );
}
