import { and, eq } from 'drizzle-orm';
import type { Account } from './account.ts';
import { accounts } from './schema.ts';
import type { Tx } from './transact.ts';

/** The owner's first account, not locked; undefined for somebody who has not recorded anything yet. */
export async function findAccount(tx: Tx, workspaceId: string, owner: string): Promise<Account | undefined> {
  const [account] = await tx
    .select({
      id: accounts.id,
      workspaceId: accounts.workspaceId,
      owner: accounts.owner,
      type: accounts.type,
      zone: accounts.zone,
    })
    .from(accounts)
    .where(and(eq(accounts.workspaceId, workspaceId), eq(accounts.owner, owner), eq(accounts.name, '')));
  return account;
}
