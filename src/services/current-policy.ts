import type { Ledger } from '../ledger/connect.ts';
import { readPolicy } from '../ledger/read-policy.ts';
import type { Tx } from '../ledger/transact.ts';
import type { Policy } from '../limits/policy.ts';
import { activePolicy } from './active-policy.ts';

/** The policy of a workspace as it is now, for what is read outside a request. */
export async function currentPolicy(ledger: Ledger, db: Tx, workspaceId: string): Promise<Policy> {
  const stored = await readPolicy(db, workspaceId);
  return (await activePolicy(ledger, db, workspaceId, stored?.version ?? 0)).policy;
}
