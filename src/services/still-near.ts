import type { Ledger } from '../ledger/connect.ts';
import { read } from '../ledger/transact.ts';
import { type Level, readMeter } from '../limits/meters.ts';
import { currentPolicy } from './current-policy.ts';
import type { LimitWarning } from './messages.ts';
import { positionOf, snapshotOf } from './position.ts';

/** Whether a meter stands where a warning says, now: what it counts can have been taken back, or its window be over. */
export async function isStillNear(
  ledger: Ledger,
  { owner, accountName, zone, meter }: LimitWarning,
  about: { readonly workspaceId: string; readonly now: number; readonly withinMs: number },
): Promise<boolean> {
  const { workspaceId, now, withinMs } = about;
  return read(ledger, { deadlineMs: withinMs }, async (db) => {
    const policy = await currentPolicy(ledger, db, workspaceId);
    const limit = policy.limits.find(({ id }) => id === meter.limit.id);
    const call = { ...about, userId: owner, owner, isAdmin: false, requestKey: '', zone, as: accountName };
    const position = await positionOf(db, call, policy);
    const { account } = position;
    if (!limit || !account) return false;
    const present = readMeter(policy, limit, snapshotOf(position, account, account, now), now);
    return levels.indexOf(present.level) >= levels.indexOf(meter.level);
  });
}

const levels: readonly Level[] = ['ok', 'nearing', 'critical', 'reached'];
