import type { Account } from './account.ts';
import { accounts } from './schema.ts';
import type { Tx } from './transact.ts';

export type AccountToAdd = Pick<Account, 'workspaceId' | 'owner' | 'name' | 'zone'> & {
  readonly now: number;
};

/**
 * Adds a further account, of type `free`, and locks it. One whose adding was undone comes back as it was. The owner's
 * first account must be locked: it keeps two of the same name from being added at once.
 */
export async function addAccount(tx: Tx, { now, ...added }: AccountToAdd): Promise<Account> {
  const { workspaceId, id, owner, name, type, zone } = accounts;
  const [account] = await tx
    .insert(accounts)
    .values({ ...added, type: 'free', createdAt: now })
    .onConflictDoUpdate({ target: [workspaceId, owner, name], set: { removedAt: null } })
    .returning({ id, workspaceId, owner, name, type, zone });
  if (!account) throw new Error('an account was not added');
  return account;
}
