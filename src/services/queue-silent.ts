import { Temporal } from 'temporal-polyfill';
import type { Ledger } from '../ledger/connect.ts';
import { listRestrictedOf } from '../ledger/list-restrictions.ts';
import { listSilent, type SilentMember } from '../ledger/list-silent.ts';
import { queueDeliveries } from '../ledger/queue-deliveries.ts';
import { read, transact } from '../ledger/transact.ts';
import { localDate } from '../limits/windows.ts';
import type { ToSay } from './messages.ts';
import { restrictionsFrom } from './restrictions.ts';
import { loadSettings, type TeamSettings, teamSubject } from './settings.ts';
import { lastWorkingDays } from './working-days.ts';

type Place = { readonly workspaceId: string; readonly withinMs: number };
/** Whose silence is looked for, on which local date of the team. */
type Silence = { readonly team: number; readonly date: string; readonly settings: TeamSettings };

/** Whole working days of the team, without the day of the digest, which is not over. */
export const silentDays = 3;

/**
 * Tells the members of a team who have logged nothing for three of its working days so, each by direct message and once
 * until they log something or were away. Of teams with a daily digest only. To be called with every digest; again does
 * nothing more.
 */
export async function queueSilent(
  ledger: Ledger,
  { workspaceId, withinMs }: Place,
  silence: Silence & { readonly to: number },
): Promise<void> {
  const { team, date, to: now } = silence;
  // Who wants to hear of a team once a week does not want its members to be asked after three days.
  if (silence.settings.digestEvery !== 'day') return;
  const silent = await readSilent(ledger, { workspaceId, withinMs }, silence);
  if (silent.length === 0) return;
  const toSay = silent.map(
    ({ userId, lastEntry, awayUntil }): ToSay => ({
      channel: userId,
      message: { kind: 'silent', team, date, userId },
      onceKey: `silent:${userId}:${lastEntry ?? 'never'}:${awayUntil ?? ''}`,
    }),
  );
  await transact(ledger, { deadlineMs: withinMs }, (tx) => queueDeliveries(tx, { workspaceId, now }, toSay));
}

/** Whether somebody is still as silent as they were on the date of a digest, in the same team. */
export async function isStillSilent(
  ledger: Ledger,
  place: Place & { readonly now: number },
  { team, userId }: { readonly team: number; readonly userId: string },
): Promise<boolean> {
  const { teams } = await read(ledger, { deadlineMs: place.withinMs }, (db) =>
    loadSettings(db, place.workspaceId),
  );
  const settings = teams.find((one) => one.team === team)?.document;
  if (!settings) return false;
  const date = localDate(settings.zone, place.now);
  return (await readSilent(ledger, place, { team, date, settings }, userId)).length > 0;
}

/** Who was neither here nor away since the first of those days began, and whom LinkedIn did not keep from sending on any. */
async function readSilent(
  ledger: Ledger,
  { workspaceId, withinMs }: Place,
  { team, date, settings }: Silence,
  userId: string | null = null,
): Promise<readonly SilentMember[]> {
  const yesterday = Temporal.PlainDate.from(date).subtract({ days: 1 }).toString();
  const days = lastWorkingDays(settings, yesterday, silentDays);
  const [first] = days;
  if (first === undefined || days.length < silentDays) return [];
  const start = Temporal.PlainDate.from(first).toZonedDateTime(settings.zone).epochMilliseconds;
  const query = { workspaceId, team, subject: teamSubject(team), since: start - 1, userId };
  const members = await read(ledger, { deadlineMs: withinMs }, (db) => listSilent(db, query));
  if (members.length === 0) return [];
  const owners = members.map((member) => member.userId);
  const accounts = await read(ledger, { deadlineMs: withinMs }, (db) =>
    listRestrictedOf(db, { workspaceId, owners }),
  );
  const isLater = (endsAt: number | null) => endsAt === null || endsAt > start;
  const blocked = new Set(
    accounts
      .filter(({ restrictions }) => restrictionsFrom(restrictions).some(({ endsAt }) => isLater(endsAt)))
      .map(({ owner }) => owner),
  );
  return members.filter((member) => {
    if (blocked.has(member.userId)) return false;
    const last = lastSign(member, settings.zone);
    // Somebody of whom nothing is known may have come today.
    return last !== undefined && last < first;
  });
}

/** The local date on which somebody last logged something, came into the team, or was away. */
function lastSign({ lastAt, arrivedAt, awayUntil }: SilentMember, zone: string): string | undefined {
  const dates = [lastAt, arrivedAt].flatMap((at) => (at === null ? [] : [localDate(zone, at)]));
  return [...dates, ...(awayUntil === null ? [] : [awayUntil])].sort().at(-1);
}
