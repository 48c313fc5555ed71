import { listNewcomers, type Newcomer } from '../ledger/list-newcomers.ts';
import { listZones, loadTeam, type TeamAccount } from '../ledger/load-team.ts';
import type { Tx } from '../ledger/transact.ts';
import { type Level, type Meter, readMeter } from '../limits/meters.ts';
import type { Limit, Policy } from '../limits/policy.ts';
import { emptyDay, emptySnapshot, type Snapshot } from '../limits/snapshot.ts';
import { calendarWindow, hoursToMs, localDate } from '../limits/windows.ts';
import { restrictionAt, restrictionsFrom } from './restrictions.ts';
import { type SaidMeter, sayMeter } from './said.ts';

type Whose = {
  readonly owner: string /** Empty for the owner's first account. */;
  readonly accountName: string;
};
export type Metered = Whose & {
  readonly meter: SaidMeter;
  /** The last local date on which they are away: they have room and do not use it. */
  readonly awayUntil?: string;
};
export type Paused = Whose & { readonly since: number; readonly until: number | null };

/** The most important of them, and how many there are. */
export type Listed<T> = { readonly first: readonly T[]; readonly total: number };

/** Where accounts stand, each in one of the lists. */
export type AccountsNow = {
  /** LinkedIn has blocked them; those that last longest first. */
  readonly paused: readonly Paused[];
  /** Their worst meter is near its limit, or has reached it; the worst first. */
  readonly near: readonly Metered[];
  /** Those with the most first, who is away last. */
  readonly room: readonly Metered[];
  /** What they sent and what was accepted in the month that it is for each of them. */
  readonly month: { readonly sent: number; readonly accepted: number };
};

type Query = {
  readonly workspaceId: string;
  readonly now: number;
  /** The numbers of the teams; null for everybody who is in one or sent something. */
  readonly teams: readonly number[] | null;
};

/** Where the accounts of some teams stand at `now` under a policy. People who left are not there. */
export async function readAccountsNow(
  db: Tx,
  policy: Policy,
  { workspaceId, now, teams }: Query,
): Promise<AccountsNow> {
  const limits = policy.limits.filter(({ resource }) => resource === 'connection');
  const [zones, newcomers] = await Promise.all([
    listZones(db, workspaceId),
    listNewcomers(db, workspaceId, teams),
  ]);
  const recorded = await loadTeam(db, {
    workspaceId,
    teams,
    windows: zones.map((zone) => ({
      zone,
      day: calendarWindow(zone, 'day', now),
      week: calendarWindow(zone, 'week', now),
      month: calendarWindow(zone, 'month', now),
    })),
    rollingMs: [...new Set(limits.flatMap(rollingMs))],
    now,
  });
  return sorted([...recorded, ...newcomers.map(withoutRecord)], policy, limits, now);
}

function sorted(
  accounts: readonly TeamAccount[],
  policy: Policy,
  limits: readonly Limit[],
  now: number,
): AccountsNow {
  const paused: Paused[] = [];
  const near: Metered[] = [];
  const room: Metered[] = [];
  const month = { sent: 0, accepted: 0 };
  for (const account of accounts) {
    const { awayUntil, counts } = account;
    month.sent += counts.month.sent;
    month.accepted += counts.month.accepted;
    const away = awayUntil !== null && awayUntil >= localDate(account.zone, now);
    const whose = { owner: account.owner, accountName: account.name, ...(away && { awayUntil }) };
    const restriction = restrictionAt(restrictionsFrom(account.restrictions), now);
    const meters = limits.map((limit) => meterOf(policy, limit, account, now));
    const [worst] = meters.toSorted(worstFirst);
    const tightest = tightestOf(meters);
    if (restriction) paused.push({ ...whose, since: restriction.startedAt, until: restriction.endsAt });
    else if (worst && worst.level !== 'ok') near.push({ ...whose, meter: sayMeter(worst) });
    else if (tightest) room.push({ ...whose, meter: sayMeter(tightest) });
  }
  return {
    month,
    paused: paused.sort((a, b) => endOf(b) - endOf(a)),
    near: near.sort((a, b) => worstFirst(a.meter, b.meter)),
    room: room.sort((a, b) => Number(isAway(a)) - Number(isAway(b)) || b.meter.remaining - a.meter.remaining),
  };
}

/** The first few, and how many there are. */
export function firstOf<T>(all: readonly T[], most: number): Listed<T> {
  return { first: all.slice(0, most), total: all.length };
}

/** They have room and do not use it. */
export function isAway({ awayUntil }: Metered): boolean {
  return awayUntil !== undefined;
}

/** The account that a member of a team will have with the first thing they record. */
function withoutRecord({ userId: owner, awayUntil }: Newcomer): TeamAccount {
  const none = { sent: 0, sentExempt: 0, accepted: 0, acceptedExempt: 0, counter: 0 };
  const counts = { day: none, week: none, month: none };
  const nothing = { counts, rolling: new Map(), restrictions: [] };
  return { owner, name: '', type: 'free', zone: 'UTC', awayUntil, ...nothing };
}

/** What says how much room there is to send: the guide, or whatever else counts what is sent and leaves least. */
function tightestOf(meters: readonly Meter[]): Meter | undefined {
  const sent = meters.filter(({ limit }) => limit.basis === 'sent');
  const [tightest] = (sent.length > 0 ? sent : meters).toSorted((a, b) => a.remaining - b.remaining);
  return tightest;
}

function rollingMs({ window }: Limit): number[] {
  return window.kind === 'rolling' ? [hoursToMs(window.hours)] : [];
}

/** The engine's own meter, over what was counted in the limit's window as if all of it had been today. */
function meterOf(policy: Policy, limit: Limit, account: TeamAccount, now: number): Meter {
  const { type, zone } = account;
  const nothing = emptySnapshot({ type, zone });
  return readMeter(policy, limit, { ...nothing, ...countedIn(limit, account, now) }, now);
}

function countedIn({ window }: Limit, account: TeamAccount, now: number): Partial<Snapshot> {
  if (window.kind === 'calendar') {
    const day = { ...emptyDay(localDate(account.zone, now)), ...account.counts[window.unit] };
    return { days: { connection: [day], page: [] } };
  }
  const { sent = 0, exempt = 0 } = account.rolling.get(hoursToMs(window.hours)) ?? {};
  const instants = (count: number) => ({ connection: Array<number>(count).fill(now), page: [] });
  return { sends: instants(sent), exemptSends: instants(exempt) };
}

const severity: Readonly<Record<Level, number>> = { ok: 0, nearing: 1, critical: 2, reached: 3 };

function worstFirst(a: Pick<Meter, 'level' | 'used' | 'cap'>, b: Pick<Meter, 'level' | 'used' | 'cap'>) {
  return severity[b.level] - severity[a.level] || b.used / b.cap - a.used / a.cap;
}

function endOf({ until }: Paused): number {
  return until ?? Number.MAX_SAFE_INTEGER;
}
