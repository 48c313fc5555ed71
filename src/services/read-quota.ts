import type { Ledger } from '../ledger/connect.ts';
import { read } from '../ledger/transact.ts';
import { articlePolicy as policy } from '../limits/article.ts';
import { type Meter, readMeters } from '../limits/meters.ts';
import type { AccountType } from '../limits/policy.ts';
import { emptySnapshot, type Snapshot } from '../limits/snapshot.ts';
import { calendarWindow } from '../limits/windows.ts';
import type { Call } from './call.ts';
import { positionOf, snapshotOf } from './position.ts';

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
  const { now, zone } = call;
  const position = await read(ledger, { deadlineMs: call.withinMs }, (db) =>
    positionOf(db, call, { instants: [now] }),
  );
  const snapshot = position
    ? snapshotOf(position, { type: position.account.type, zone })
    : emptySnapshot({ type: 'free', zone });
  return {
    accountType: snapshot.account.type,
    zone,
    meters: readMeters(policy, snapshot, now),
    pending: position?.pending ?? 0,
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
