import type { Ledger } from '../ledger/connect.ts';
import { readPolicyVersion } from '../ledger/read-policy.ts';
import { read } from '../ledger/transact.ts';
import { parsePolicy } from '../limits/parse-policy.ts';
import type { Policy } from '../limits/policy.ts';
import { policyAt } from './policy-at.ts';

/** A change of a workspace's policy: what held before it, what since, and when it was made. */
export type ChangedPolicy = { readonly before: Policy; readonly after: Policy; readonly at: number };

/** What a version of a workspace's policy changed; undefined for a version that there never was. */
export async function readPolicyChange(
  ledger: Ledger,
  { workspaceId, version, withinMs }: ChangeToRead,
): Promise<ChangedPolicy | undefined> {
  return read(ledger, { deadlineMs: withinMs }, async (db) => {
    const [stored, before] = await Promise.all([
      readPolicyVersion(db, workspaceId, version),
      policyAt(db, workspaceId, version - 1),
    ]);
    return stored && before && { before, after: parsePolicy(stored.document), at: stored.changedAt };
  });
}

type ChangeToRead = {
  readonly workspaceId: string;
  readonly version: number;
  readonly withinMs: number;
};
