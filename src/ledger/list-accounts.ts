import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Account } from './account.ts';
import { accounts } from './schema.ts';
import type { Tx } from './transact.ts';

/** The accounts of a teammate, the first one first. */
export async function listAccounts(tx: Tx, workspaceId: string, owner: string): Promise<Account[]> {
  const { id, name, type, zone } = accounts;
  return tx
    .select({ id, workspaceId: accounts.workspaceId, owner: accounts.owner, name, type, zone })
    .from(accounts)
    .where(and(eq(accounts.workspaceId, workspaceId), eq(accounts.owner, owner), isNull(accounts.removedAt)))
    .orderBy(asc(id));
}
