import { and, eq } from 'drizzle-orm';
import { accounts } from './schema.ts';
import type { Tx } from './transact.ts';

/** The zone of somebody's first account; undefined for who has recorded nothing yet. */
export async function findZone(tx: Tx, workspaceId: string, owner: string): Promise<string | undefined> {
  const [account] = await tx
    .select({ zone: accounts.zone })
    .from(accounts)
    .where(and(eq(accounts.workspaceId, workspaceId), eq(accounts.owner, owner), eq(accounts.name, '')));
  return account?.zone;
}
