import { and, eq } from 'drizzle-orm';
import type { Account } from './account.ts';
import { accounts } from './schema.ts';
import type { Tx } from './transact.ts';

const columns = {
  id: accounts.id,
  workspaceId: accounts.workspaceId,
  owner: accounts.owner,
  type: accounts.type,
  zone: accounts.zone,
};

/**
 * The owner's first account, locked until the transaction ends, so that two commands cannot both take the last slot.
 * Whoever records for the first time gets one: account type `free`, in the given zone.
 */
export async function lockAccount(
  tx: Tx,
  owner: {
    readonly workspaceId: string;
    readonly userId: string;
    readonly zone: string;
    readonly now: number;
  },
): Promise<Account> {
  const mine = and(
    eq(accounts.workspaceId, owner.workspaceId),
    eq(accounts.owner, owner.userId),
    eq(accounts.name, ''),
  );
  const locked = () => tx.select(columns).from(accounts).where(mine).for('update');
  const [known] = await locked();
  if (known) return known;
  const [created] = await tx
    .insert(accounts)
    .values({
      workspaceId: owner.workspaceId,
      owner: owner.userId,
      type: 'free',
      zone: owner.zone,
      createdAt: owner.now,
    })
    .onConflictDoNothing()
    .returning(columns);
  if (created) return created;
  const [meanwhile] = await locked();
  if (!meanwhile) throw new Error('the account vanished between two statements');
  return meanwhile;
}
