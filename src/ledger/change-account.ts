import { and, eq } from 'drizzle-orm';
import type { Account } from './account.ts';
import { accounts } from './schema.ts';
import type { Tx } from './transact.ts';

/** Changes a locked account's type or zone. The entry that says so is the caller's to append. */
export async function changeAccount(
  tx: Tx,
  account: Account,
  change: Partial<Pick<Account, 'type' | 'zone'>>,
): Promise<Account> {
  await tx
    .update(accounts)
    .set(change)
    .where(and(eq(accounts.workspaceId, account.workspaceId), eq(accounts.id, account.id)));
  return { ...account, ...change };
}
