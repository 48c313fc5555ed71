import type { Account } from '../ledger/account.ts';
import { countPending } from '../ledger/count-pending.ts';
import { loadSnapshot } from '../ledger/load-snapshot.ts';
import type { Tx } from '../ledger/transact.ts';
import { articlePolicy as policy } from '../limits/article.ts';
import { readMeters } from '../limits/meters.ts';
import { horizonOf, type Snapshot } from '../limits/snapshot.ts';
import type { Standing } from './answers.ts';

/** Where the account stands now, read after the request has written. */
export async function loadStanding(tx: Tx, account: Account, now: number): Promise<Standing> {
  const [snapshot, pending] = await Promise.all([
    loadSnapshot(tx, account, horizonOf(policy, account.zone, [now])),
    countPending(tx, account),
  ]);
  return standingOf(account, snapshot, pending, now);
}

/** The same from a snapshot that already knows what the request did. */
export function standingOf(account: Account, snapshot: Snapshot, pending: number, now: number): Standing {
  const meters = readMeters(policy, snapshot, now, 'connection');
  return { accountType: account.type, zone: account.zone, meters, pending };
}
