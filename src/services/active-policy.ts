import { LRUCache } from 'lru-cache';
import type { Ledger } from '../ledger/connect.ts';
import { readPolicy } from '../ledger/read-policy.ts';
import type { Tx } from '../ledger/transact.ts';
import { parsePolicy, presetPolicy } from '../limits/parse-policy.ts';
import type { Policy } from '../limits/policy.ts';

/** A workspace's policy, and which of its versions that is: 0 for the default one. */
export type ActivePolicy = { readonly version: number; readonly policy: Policy };

const byDefault: ActivePolicy = { version: 0, policy: presetPolicy('article') };

/**
 * The last one seen of each workspace, so that what must be loaded under it can be asked for without asking for it first.
 * It is only a guess: every request compares its version with the ledger's.
 */
const lastSeen = new WeakMap<Ledger, LRUCache<string, ActivePolicy>>();

/** The policy that a workspace had when last looked. */
export function expectedPolicy(ledger: Ledger, workspaceId: string): ActivePolicy {
  return lastSeen.get(ledger)?.get(workspaceId) ?? byDefault;
}

/** The policy of the version that the ledger has now. */
export async function activePolicy(
  ledger: Ledger,
  tx: Tx,
  workspaceId: string,
  version: number,
): Promise<ActivePolicy> {
  const expected = expectedPolicy(ledger, workspaceId);
  if (expected.version === version) return expected;
  const stored = await readPolicy(tx, workspaceId);
  const active = stored ? { version: stored.version, policy: parsePolicy(stored.document) } : byDefault;
  const seen = lastSeen.get(ledger) ?? new LRUCache<string, ActivePolicy>({ max: 10_000 });
  lastSeen.set(ledger, seen);
  seen.set(workspaceId, active);
  return active;
}
