import type { Account } from '../ledger/account.ts';
import { loadPosition, type Position } from '../ledger/load-position.ts';
import type { Tx } from '../ledger/transact.ts';
import { articlePolicy as policy } from '../limits/article.ts';
import { horizonOf } from '../limits/horizon.ts';
import { readMeters } from '../limits/meters.ts';
import { emptySnapshot, type Snapshot } from '../limits/snapshot.ts';
import { hoursToMs } from '../limits/windows.ts';
import type { Standing } from './answers.ts';
import type { Call } from './call.ts';

/** The caller's position around some instants, with the sends to some people that their cool-down could forbid. */
export function positionOf(
  tx: Tx,
  call: Call,
  around: { readonly instants: readonly [number, ...number[]]; readonly keys?: readonly string[] },
): Promise<Position | undefined> {
  const sentAfter = Math.min(...around.instants) - hoursToMs(policy.samePersonHours.value);
  return loadPosition(tx, {
    workspaceId: call.workspaceId,
    userId: call.userId,
    horizon: horizonOf(policy, call.zone, around.instants),
    ...(around.keys && { people: { keys: around.keys, sentAfter } }),
  });
}

/** What the engine takes of a position; the account as it is now, since its zone may just have changed. */
export function snapshotOf(position: Position, account: Pick<Account, 'type' | 'zone'>): Snapshot {
  return {
    ...emptySnapshot({ type: account.type, zone: account.zone }),
    days: position.days,
    sends: { connection: position.sends, page: [] },
  };
}

/** Where an account stands, for a reply. */
export function standingOf(snapshot: Snapshot, pending: number, now: number): Standing {
  const { type, zone } = snapshot.account;
  return { accountType: type, zone, meters: readMeters(policy, snapshot, now, 'connection'), pending };
}

/** Where the account stands after this request has written. */
export async function standingNow(tx: Tx, call: Call, account: Account): Promise<Standing> {
  const position = await positionOf(tx, call, { instants: [call.now] });
  if (!position) throw new Error('an account vanished within its transaction');
  return standingOf(snapshotOf(position, account), position.pending, call.now);
}
