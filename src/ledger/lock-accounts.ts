import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Account } from './account.ts';
import { accounts } from './schema.ts';
import type { Tx } from './transact.ts';

/** Accounts by id, anybody's, locked until the transaction ends in the order of their ids. */
export async function lockAccounts(tx: Tx, workspaceId: string, ids: readonly number[]): Promise<Account[]> {
  if (ids.length === 0) return [];
  const { id, owner, name, type, zone } = accounts;
  return tx
    .select({ id, workspaceId: accounts.workspaceId, owner, name, type, zone })
    .from(accounts)
    .where(and(eq(accounts.workspaceId, workspaceId), inArray(id, [...ids])))
    .orderBy(asc(id))
    .for('update');
}
