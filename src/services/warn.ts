import type { Account } from '../ledger/account.ts';
import { claimWarnings, type WarningToClaim, warningLevels } from '../ledger/claim-warnings.ts';
import { findNotified } from '../ledger/find-notified.ts';
import { queueDeliveries } from '../ledger/queue-deliveries.ts';
import type { Level } from '../limits/meters.ts';
import { calendarWindow, hoursToMs } from '../limits/windows.ts';
import type { Claimed } from './answer-once.ts';
import type { LimitWarning, ToSay } from './messages.ts';
import type { SaidMeter } from './said.ts';
import { loadSettings, type Settings } from './settings.ts';

/** A meter that somebody should be told of. */
export type NearMeter = SaidMeter & { readonly level: Exclude<Level, 'ok'> };

/**
 * Warns of the meters that a request has moved, as they stand after it: each level once an account, limit and window,
 * never again after an undo. The reply warns who recorded it; the owner is told by direct message when that was somebody
 * else, and the team's channel from the level that is set, of a guide only when it is reached. Costs nothing while no
 * meter is near. The account is locked.
 */
export async function warn(
  { tx, call }: Pick<Claimed, 'tx' | 'call'>,
  account: Account,
  moved: readonly SaidMeter[],
): Promise<void> {
  const near = moved.filter(isNear);
  if (near.length === 0) return;
  const { workspaceId, now, userId } = call;
  const claimed = await claimWarnings(
    tx,
    { workspaceId, accountId: account.id, now },
    near.map((meter) => toClaim(meter, account, now)),
  );
  const news = near.filter(({ limit }) => claimed.includes(limit.id));
  if (news.length === 0) return;
  const [{ team, byMessage }, settings] = await Promise.all([
    findNotified(tx, workspaceId, account.owner),
    loadSettings(tx, workspaceId),
  ]);
  const told = byMessage && userId !== account.owner;
  const channel = channelOf(settings, team);
  const toSay = news.flatMap((meter): ToSay[] => {
    const { owner, name: accountName, zone } = account;
    const message: LimitWarning = { kind: 'limit_warning', owner, accountName, zone, meter, at: now };
    const key = `limit_warning:${account.id}:${meter.limit.id}:${meter.level}:${windowOf(meter, account, now) || now}`;
    return [
      ...(told
        ? [{ channel: owner, message: { ...message, recordedBy: userId }, onceKey: `${key}:${owner}` }]
        : []),
      ...(channel !== null && reachesChannel(settings, meter)
        ? [{ channel, message, onceKey: `${key}:${channel}` }]
        : []),
    ];
  });
  await queueDeliveries(tx, { workspaceId, now }, toSay);
}

export function isNear(meter: SaidMeter): meter is NearMeter {
  return meter.level !== 'ok';
}

/** Where a team is told things; null for nowhere. */
export function channelOf({ teams }: Settings, team: number | null): string | null {
  return teams.find((one) => one.team === team)?.document.channel ?? null;
}

function toClaim(meter: NearMeter, account: Account, now: number): WarningToClaim {
  const { limit, level } = meter;
  const againAfterMs = limit.window.kind === 'rolling' ? hoursToMs(limit.window.hours) : 0;
  return { limitId: limit.id, level, window: windowOf(meter, account, now), againAfterMs };
}

/** The first local date of a calendar window; empty for a rolling one. */
function windowOf({ limit }: NearMeter, { zone }: Account, now: number): string {
  return limit.window.kind === 'calendar' ? calendarWindow(zone, limit.window.unit, now).firstDate : '';
}

function reachesChannel({ workspace }: Settings, { limit, level }: NearMeter): boolean {
  const { warnChannelFrom } = workspace.document;
  if (warnChannelFrom === 'never') return false;
  if (limit.effect === 'warn') return level === 'reached';
  return warningLevels.indexOf(level) >= warningLevels.indexOf(warnChannelFrom);
}
