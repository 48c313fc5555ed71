import { InputError, NotAllowedError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { readPolicy } from '../ledger/read-policy.ts';
import { read, type Tx } from '../ledger/transact.ts';
import { presetPolicy } from '../limits/parse-policy.ts';
import type { PresetName } from '../limits/policy.ts';
import type { ActivePolicy } from './active-policy.ts';
import type { Call } from './call.ts';
import { policyAt } from './policy-at.ts';
import { roleIn } from './role.ts';
import { loadSettings } from './settings.ts';

/**
 * A policy for somebody who is about to change the workspace's: the one that holds, an earlier version, or a preset.
 *
 * @throws NotAllowedError for who is no manager; InputError for a version that there never was.
 */
export async function readPolicyToChange(
  ledger: Ledger,
  { workspaceId, withinMs: deadlineMs, ...call }: Call,
  wanted: number | PresetName | 'active' = 'active',
): Promise<ActivePolicy> {
  return read(ledger, { deadlineMs }, async (db) => {
    const [settings, found] = await Promise.all([
      loadSettings(db, workspaceId),
      wanted === 'active' ? newest(db, workspaceId) : wanted,
    ]);
    if (!roleIn(settings, call).isManager) throw new NotAllowedError('Only managers can change the limits.');
    if (typeof found === 'string') return { version: 0, policy: presetPolicy(found) };
    const policy = await policyAt(db, workspaceId, found);
    if (policy) return { version: found, policy };
    throw new InputError('This form is out of date. Close it and open it again.');
  });
}

async function newest(db: Tx, workspaceId: string): Promise<number> {
  return (await readPolicy(db, workspaceId))?.version ?? 0;
}
