import { Temporal } from 'temporal-polyfill';
import type { Ledger } from '../ledger/connect.ts';
import {
  type DayCount,
  loadDays,
  loadReasons,
  loadRecorded,
  loadWaiting,
  type ReasonCount,
  type Recorded,
} from '../ledger/load-digest.ts';
import { read, type Tx } from '../ledger/transact.ts';
import { lookBack } from '../limits/horizon.ts';
import { daysToMs } from '../limits/windows.ts';
import { maturityDays } from './board-period.ts';
import { currentPolicy } from './current-policy.ts';
import { plusDays } from './local-dates.ts';
import { isAway, type Metered, readAccountsNow } from './read-accounts-now.ts';
import { loadSettings, type TeamSettings } from './settings.ts';
import { isFirstOfWeek, lastWorkingDays, mondayOf } from './working-days.ts';

/** Which digest. */
export type DigestChoice = {
  readonly team: number;
  /** The team's local date that it is the digest of. */
  readonly date: string;
  /** It tells what was recorded after this instant, that of the one before; null where there was none before. */
  readonly from: number | null;
  readonly to: number;
};

/** What a team's digest tells. Nobody who left is in it. */
export type Digest = DigestChoice & {
  readonly settings: TeamSettings;
  /** The first digest of the week: what it has more is there. */
  readonly week: DigestWeek | null;
  /** Who has room and is here, those with the most first; each account is there, or in `near`, or counted. */
  readonly room: readonly Metered[];
  readonly near: readonly Metered[];
  readonly away: number;
  readonly paused: number;
  readonly recorded: Recorded;
  readonly month: Pick<DayCount, 'sent' | 'accepted'>;
  /** Invites pending for more than `staleDays`. */
  readonly stale: number;
  /** The invites that became 14 days old in the last four weeks, and of how many of them it is known what came of them. */
  readonly aged: number;
  readonly known: number;
};

export type DigestWeek = {
  /** The last 20 working days before the digest's, in order. */
  readonly days: readonly DayCount[];
  /** Each reason with as many invites as say something, the most accepted share first. */
  readonly reasons: readonly ReasonCount[];
};

/** Who did not accept within a month hardly will (linkedin.md, "Acceptance"). */
export const staleDays = 30;
const shownDays = 20;
/** How far back invites are looked at for what is known of them, and for the reasons. */
const agedDays = 28;
const fewestOfReason = 20;

type Place = { readonly workspaceId: string; readonly withinMs: number };

/** What a team's digest tells, as things stand at its end (`to`); undefined for a team that is no more. Writes nothing. */
export async function readDigest(
  ledger: Ledger,
  { workspaceId, withinMs }: Place,
  choice: DigestChoice,
): Promise<Digest | undefined> {
  return read(ledger, { deadlineMs: withinMs }, async (db) => {
    const { teams } = await loadSettings(db, workspaceId);
    const settings = teams.find(({ team }) => team === choice.team)?.document;
    return settings && digestOf(ledger, db, workspaceId, { ...choice, settings });
  });
}

async function digestOf(
  ledger: Ledger,
  db: Tx,
  workspaceId: string,
  choice: DigestChoice & { readonly settings: TeamSettings },
): Promise<Digest> {
  const { team, date, to, settings } = choice;
  const of = { workspaceId, team };
  const policy = await currentPolicy(ledger, db, workspaceId);
  const hasWeek = settings.digestEvery === 'week' || isFirstOfWeek(settings, date);
  // Whole days: the one of the digest is not over.
  const lastDate = plusDays(date, -1);
  const dates = hasWeek ? lastWorkingDays(settings, lastDate, shownDays) : [];
  const [firstDate] = dates;
  const agedTo = to - daysToMs(maturityDays);
  const [accounts, recorded, days, waiting, reasons] = await Promise.all([
    readAccountsNow(db, policy, { workspaceId, now: to, teams: [team] }),
    loadRecorded(db, { ...of, from: startOf(choice), to }),
    firstDate === undefined ? [] : loadDays(db, { ...of, firstDate, lastDate }),
    loadWaiting(db, {
      ...of,
      pendingAfter: lookBack(policy, to, to).pendingAfter,
      staleUpTo: to - daysToMs(staleDays),
      agedFrom: agedTo - daysToMs(agedDays),
      agedTo,
    }),
    hasWeek ? loadReasons(db, { ...of, from: agedTo - daysToMs(agedDays), to: agedTo }) : [],
  ]);
  const here = accounts.room.filter((one) => !isAway(one));
  return {
    ...choice,
    week: hasWeek ? { days: shown(days, dates), reasons: worthSaying(reasons) } : null,
    room: here,
    near: accounts.near,
    away: accounts.room.length - here.length,
    paused: accounts.paused.length,
    recorded,
    month: accounts.month,
    stale: waiting.stale,
    aged: waiting.aged,
    known: waiting.aged - waiting.unknown,
  };
}

/** Whether nobody of the team did anything since the digest before. */
export function isQuiet({ recorded }: Digest): boolean {
  return recorded.logged === 0;
}

/** Where there was none before: the beginning of the day, or of the week where it comes once a week. */
function startOf({
  from,
  date,
  settings: { zone, digestEvery },
}: DigestChoice & { readonly settings: TeamSettings }): number {
  if (from !== null) return from;
  const first = digestEvery === 'week' ? mondayOf(date) : date;
  // What was recorded at its first instant is of that day.
  return Temporal.PlainDate.from(first).toZonedDateTime(zone).epochMilliseconds - 1;
}

function shown(counted: readonly DayCount[], dates: readonly string[]): DayCount[] {
  const byDate = new Map(counted.map((day) => [day.date, day]));
  return dates.map((date) => byDate.get(date) ?? { date, sent: 0, accepted: 0 });
}

/** All days together. */
export function summed(days: readonly DayCount[]): Pick<DayCount, 'sent' | 'accepted'> {
  return days.reduce((sum, day) => ({ sent: sum.sent + day.sent, accepted: sum.accepted + day.accepted }), {
    sent: 0,
    accepted: 0,
  });
}

function worthSaying(reasons: readonly ReasonCount[]): ReasonCount[] {
  return reasons
    .filter(({ sent }) => sent >= fewestOfReason)
    .sort((a, b) => b.accepted / b.sent - a.accepted / a.sent);
}
