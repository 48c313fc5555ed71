import { readPolicyVersion } from '../ledger/read-policy.ts';
import type { Tx } from '../ledger/transact.ts';
import { parsePolicy, presetPolicy } from '../limits/parse-policy.ts';
import type { Policy } from '../limits/policy.ts';

/** The policy of a workspace as it was at a version: before the first one (0) the article's; undefined for none. */
export async function policyAt(tx: Tx, workspaceId: string, version: number): Promise<Policy | undefined> {
  if (version === 0) return presetPolicy('article');
  const stored = await readPolicyVersion(tx, workspaceId, version);
  return stored && parsePolicy(stored.document);
}
