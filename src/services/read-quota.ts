import type { Account } from '../ledger/account.ts';
import type { Ledger } from '../ledger/connect.ts';
import { countPending } from '../ledger/count-pending.ts';
import { findAccount } from '../ledger/find-account.ts';
import { loadSnapshot } from '../ledger/load-snapshot.ts';
import { read } from '../ledger/transact.ts';
import { articlePolicy as policy } from '../limits/article.ts';
import { type Meter, readMeters } from '../limits/meters.ts';
import type { AccountType } from '../limits/policy.ts';
import { horizonOf, type Snapshot } from '../limits/snapshot.ts';
import { calendarWindow } from '../limits/windows.ts';
import type { Call } from './call.ts';

export type Quota = {
  readonly accountType: AccountType;
  readonly zone: string;
  /** Every meter of every resource, in the order of the policy. */
  readonly meters: readonly Meter[];
  readonly pending: number;
  readonly sentToday: number;
  readonly sentThisMonth: number;
};

/** Every meter of the caller's account, now. Writes nothing: reading makes nobody a teammate. */
export async function readQuota(ledger: Ledger, call: Call): Promise<Quota> {
  return read(ledger, { deadlineMs: call.withinMs }, async (db) => {
    const known = await findAccount(db, call.workspaceId, call.userId);
    if (!known) return quotaOf(nobody(call.zone), 0, call.now);
    const account: Account = { ...known, zone: call.zone };
    const [snapshot, pending] = await Promise.all([
      loadSnapshot(db, account, horizonOf(policy, account.zone, [call.now])),
      countPending(db, account),
    ]);
    return quotaOf(snapshot, pending, call.now);
  });
}

function nobody(zone: string): Snapshot {
  return {
    account: { type: 'free', zone },
    days: { connection: [], page: [] },
    sends: { connection: [], page: [] },
  };
}

function quotaOf(snapshot: Snapshot, pending: number, now: number): Quota {
  const { type, zone } = snapshot.account;
  return {
    accountType: type,
    zone,
    meters: readMeters(policy, snapshot, now),
    pending,
    sentToday: sentIn(snapshot, 'day', now),
    sentThisMonth: sentIn(snapshot, 'month', now),
  };
}

function sentIn(snapshot: Snapshot, unit: 'day' | 'month', now: number): number {
  const { firstDate, lastDate } = calendarWindow(snapshot.account.zone, unit, now);
  return snapshot.days.connection
    .filter((day) => day.date >= firstDate && day.date <= lastDate)
    .reduce((sum, day) => sum + day.sent, 0);
}
