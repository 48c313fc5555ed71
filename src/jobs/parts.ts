import type { Clock } from '../clock.ts';
import type { ChannelLocks } from '../ledger/channel-locks.ts';
import type { Ledger } from '../ledger/connect.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Call } from '../services/call.ts';
import { readZone } from '../services/read-zone.ts';
import type { Deliver } from '../slack/deliver.ts';

/** What every job works with. */
export type JobParts = {
  readonly ledger: Ledger;
  readonly deliver: Deliver;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly locks: ChannelLocks;
  /** These jobs, among all that ever ran on this database. */
  readonly run: string;
  /** Aborted when these jobs come to an end: pauses end, and what is not begun is left to others. */
  readonly stopping: AbortSignal;
  /** Aborted when the bot itself stops. */
  readonly closing: AbortSignal;
  /** Between two messages to the same channel. */
  readonly paceMs: number;
  /** What another run began to say and wrote nothing down of is said after so long. */
  readonly takeOverAfterMs: number;
};

/** How long the database may take for what a job reads. */
export const readsWithinMs = 10_000;
/** Where the days of somebody begin whose zone nobody has ever told. */
const fallbackZone = 'UTC';

/** Somebody as if they asked now; `isUnknown` while Slack does not tell what they are, as it always tells a name. */
export async function callOf(
  { ledger, deliver, clock }: JobParts,
  who: { readonly workspaceId: string; readonly userId: string },
): Promise<Call & { readonly isUnknown: boolean }> {
  const { zone, name, isAdmin, isDeactivated } = await deliver.profile(who);
  return {
    ...who,
    isUnknown: name === undefined,
    owner: who.userId,
    isAdmin,
    ...(isDeactivated && { isDeactivated }),
    requestKey: '',
    now: clock.now(),
    withinMs: readsWithinMs,
    zone: zone ?? (await readZone(ledger, { ...who, withinMs: readsWithinMs })) ?? fallbackZone,
    ...(zone === undefined && { isZoneUnsure: true as const }),
  };
}
