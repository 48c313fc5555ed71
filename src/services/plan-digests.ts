import type { Ledger } from '../ledger/connect.ts';
import {
  addSchedules,
  dropSchedule,
  lastDigestDate,
  listSchedules,
  listUnplanned,
  lockSchedule,
  saveSchedule,
} from '../ledger/digest-schedules.ts';
import { read, type Tx, transact } from '../ledger/transact.ts';
import { type DueDigest, hasDigest, lookAgain, nextDigest, replanned } from './digest-days.ts';
import { loadSettings, type TeamSettings, teamSettings } from './settings.ts';

const deadline = { deadlineMs: 10_000 };
const mostAtOnce = 1_000;

/**
 * Plans a team's next digest anew, in the transaction that saves its settings: a changed time or zone neither repeats
 * today's nor drops it, and a team that had no plan posts nothing for a time that is over. Without a channel: none.
 */
export async function planDigest(
  tx: Tx,
  { workspaceId, team, now }: { readonly workspaceId: string; readonly team: number; readonly now: number },
  settings: TeamSettings,
): Promise<void> {
  const id = { workspaceId, team };
  const planned = (await lockSchedule(tx, id)) ?? null;
  if (settings.channel === null || settings.removed) return dropSchedule(tx, id);
  // After the lock: whoever had it may have claimed today's.
  const lastDate = await lastDigestDate(tx, id);
  const next = replanned(settings, { now, planned, lastDate }) ?? lookAgain(settings, now);
  await saveSchedule(tx, { ...id, ...next });
}

/** Plans the digests of teams that were saved by a version that knew none; gives how many. They begin with the next time that comes. */
export async function planMissingDigests(ledger: Ledger, { now }: { readonly now: number }): Promise<number> {
  const teams = await read(ledger, deadline, (db) => listUnplanned(db, mostAtOnce));
  const plans = teams.flatMap(({ workspaceId, team, document, lastDate }) => {
    const { data } = teamSettings.safeParse(document);
    // A newer version wrote it, and plans it by itself.
    if (!data) return [];
    const next = nextDigest(data, { after: now, lastDate }) ?? lookAgain(data, now);
    return [{ workspaceId, team, ...next }];
  });
  if (plans.length > 0) await transact(ledger, deadline, (tx) => addSchedules(tx, plans));
  return plans.length;
}

/** The next digest of any team of a workspace; undefined while no team has a channel and a day for it. */
export async function readNextDigest(
  ledger: Ledger,
  { workspaceId, withinMs }: { readonly workspaceId: string; readonly withinMs: number },
): Promise<DueDigest | undefined> {
  return read(ledger, { deadlineMs: withinMs }, async (db) => {
    const [plans, { teams }] = await Promise.all([
      listSchedules(db, workspaceId),
      loadSettings(db, workspaceId),
    ]);
    return plans.find(({ team, localDate }) =>
      teams.some((one) => one.team === team && hasDigest(one.document, localDate)),
    );
  });
}
