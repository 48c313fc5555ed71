import type { Ledger } from '../ledger/connect.ts';
import { listAccounts } from '../ledger/list-accounts.ts';
import { read, type Tx } from '../ledger/transact.ts';
import { readMeters } from '../limits/meters.ts';
import type { Snapshot } from '../limits/snapshot.ts';
import { calendarWindow } from '../limits/windows.ts';
import { noSuchAccount } from './account-name.ts';
import { activePolicy, expectedPolicy } from './active-policy.ts';
import type { Standing } from './answers.ts';
import type { Call } from './call.ts';
import { positionOf, snapshotOf } from './position.ts';
import { restrictionAt } from './restrictions.ts';
import { sayMeter } from './said.ts';

/** Where one account stands, with every meter of every resource. */
export type Quota = Standing & { readonly sentToday: number; readonly sentThisMonth: number };

/** Every meter of the owner's accounts (of one with `as`), now. Writes nothing: reading makes nobody a teammate. */
export async function readQuota(ledger: Ledger, call: Call): Promise<[Quota, ...Quota[]]> {
  return read(ledger, { deadlineMs: call.withinMs }, async (db) => {
    if (call.as !== undefined) return [await quotaOf(ledger, db, call)];
    const [first, further] = await Promise.all([
      quotaOf(ledger, db, { ...call, as: '' }),
      listAccounts(db, call.workspaceId, call.owner),
    ]);
    const others = further.filter(({ name }) => name !== '');
    return [
      first,
      ...(await Promise.all(others.map(({ name }) => quotaOf(ledger, db, { ...call, as: name })))),
    ];
  });
}

async function quotaOf(ledger: Ledger, db: Tx, call: Call): Promise<Quota> {
  const { now, zone, workspaceId, as: accountName = '' } = call;
  const expected = expectedPolicy(ledger, workspaceId);
  const position = await positionOf(db, call, expected.policy);
  const { version, policy } = await activePolicy(ledger, db, workspaceId, position.policyVersion);
  if (version !== expected.version) return quotaOf(ledger, db, call);
  if (position.account === undefined && accountName !== '') throw noSuchAccount(call);
  const present = { type: position.account?.type ?? 'free', zone };
  const snapshot = snapshotOf(position, present, present, now);
  const restriction = restrictionAt(snapshot.restrictions, now);
  return {
    accountType: present.type,
    accountName,
    zone,
    meters: readMeters(policy, snapshot, now).map(sayMeter),
    pending: snapshot.pending.total,
    sentToday: sentIn(snapshot, 'day', now),
    sentThisMonth: sentIn(snapshot, 'month', now),
    restriction: restriction ? { since: restriction.startedAt, until: restriction.endsAt } : null,
  };
}

function sentIn(snapshot: Snapshot, unit: 'day' | 'month', now: number): number {
  const { firstDate, lastDate } = calendarWindow(snapshot.account.zone, unit, now);
  return snapshot.days.connection
    .filter((day) => day.date >= firstDate && day.date <= lastDate)
    .reduce((sum, day) => sum + day.sent, 0);
}
