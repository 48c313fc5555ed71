import type { Account } from '../ledger/account.ts';
import { readMeters } from '../limits/meters.ts';
import type { AccountType } from '../limits/policy.ts';
import type { Opened } from './answer-once.ts';
import { positionOf, snapshotOf } from './position.ts';
import { sayMeter } from './said.ts';
import { isNear, type NearMeter, warn } from './warn.ts';

/**
 * Warns of the meters of an account that are near their limit, or at it, now that its type allows less than the former one
 * did, and gives them for the reply. Costs nothing where it allows as much.
 */
export async function warnOfLowerCaps(
  opened: Opened,
  account: Account,
  from: AccountType,
): Promise<readonly NearMeter[]> {
  const { tx, call, policy } = opened;
  const lowered = policy.limits.filter(({ cap }) => cap[account.type] < cap[from]);
  if (lowered.length === 0) return [];
  const position = await positionOf(tx, { ...call, as: account.name }, policy);
  const snapshot = snapshotOf(position, account, account, call.now);
  const near = readMeters({ ...policy, limits: lowered }, snapshot, call.now)
    .map(sayMeter)
    .filter(isNear);
  await warn(opened, account, near);
  return near;
}
