import type { Account } from '../ledger/account.ts';
import { loadPosition, type Position } from '../ledger/load-position.ts';
import type { Tx } from '../ledger/transact.ts';
import { horizonOf, lookBack } from '../limits/horizon.ts';
import { readMeters } from '../limits/meters.ts';
import type { Policy, Resource } from '../limits/policy.ts';
import { emptySnapshot, type Snapshot } from '../limits/snapshot.ts';
import { calendarWindow } from '../limits/windows.ts';
import type { Standing } from './answers.ts';
import type { Call } from './call.ts';
import { restrictionAt, restrictionsFrom } from './restrictions.ts';
import { sayMeter } from './said.ts';

/** What is asked about an account. */
export type Around = {
  /** When it is or was sent; now without it. */
  readonly at?: number;
  /** The IANA zone in force then, if it is not the call's. */
  readonly zoneThen?: string;
  readonly keys?: readonly string[];
  readonly hashes?: readonly string[];
};

/** The position of the account that a call is about (`as`, else the first), around now and another instant. */
export function positionOf(tx: Tx, call: Call, policy: Policy, around: Around = {}): Promise<Position> {
  const { workspaceId, owner, now, zone } = call;
  const { at = now, zoneThen } = around;
  // A past-dated send belongs to the days of the zone in force then, whose calendar may lie a day beside that of now.
  const marginMs = zoneThen === undefined || zoneThen === zone ? 0 : dayMs;
  const back = lookBack(policy, at, now);
  return loadPosition(tx, {
    workspaceId,
    owner,
    accountName: call.as ?? '',
    horizon: horizonOf(policy, zoneThen ?? zone, [at, now - marginMs, now + marginMs]),
    pendingAfter: back.pendingAfter,
    recentPendingAfter: back.recentPendingAfter,
    overCapAfter: back.troubleAfter,
    overCapUntil: at,
    people: { keys: around.keys ?? [], hashes: around.hashes ?? [] },
  });
}

const dayMs = 24 * 60 * 60 * 1000;

/** What the engine takes of a position: the account as it was at the request's instant, and as it is now. */
export function snapshotOf(
  position: Position,
  then: Pick<Account, 'type' | 'zone'>,
  present: Pick<Account, 'type' | 'zone'>,
  now: number,
): Snapshot {
  const today = { type: present.type, zone: present.zone };
  const month = calendarWindow(present.zone, 'month', now);
  // Requests wait for the account in any order: what one that came later has recorded is sent by now.
  const byNow = (instants: readonly number[]) => instants.map((at) => Math.min(at, now));
  return {
    ...emptySnapshot(today),
    account: then === present ? today : { type: then.type, zone: then.zone },
    days: position.days,
    sends: { connection: byNow(position.sends.connection), page: byNow(position.sends.page) },
    exemptSends: { connection: byNow(position.exemptSends), page: [] },
    pending: position.pending,
    restrictions: restrictionsFrom(position.restrictions),
    overCapSends: position.overCapSends,
    exposureSaid: position.days.connection.some(
      ({ date, exposureSaid }) => exposureSaid > 0 && month.firstDate <= date && date <= month.lastDate,
    ),
  };
}

/** Where an account stands, for a reply about a resource. */
export function standingOf(
  policy: Policy,
  account: Pick<Account, 'name'>,
  snapshot: Snapshot,
  now: number,
  resource: Resource = 'connection',
): Standing {
  const { type, zone } = snapshot.account;
  const restriction = restrictionAt(snapshot.restrictions, now);
  return {
    accountType: type,
    accountName: account.name,
    zone,
    meters: readMeters(policy, snapshot, now, resource).map(sayMeter),
    pending: snapshot.pending.total,
    restriction: restriction ? { since: restriction.startedAt, until: restriction.endsAt } : null,
  };
}

/** Where an account stands after this request has written. */
export async function standingNow(
  tx: Tx,
  call: Call,
  policy: Policy,
  account: Account,
  resource: Resource = 'connection',
): Promise<Standing> {
  const position = await positionOf(tx, { ...call, as: account.name }, policy);
  return standingOf(policy, account, snapshotOf(position, account, account, call.now), call.now, resource);
}
