import type { Ledger } from '../ledger/connect.ts';
import { findTeam } from '../ledger/find-team.ts';
import { read } from '../ledger/transact.ts';
import type { AccountType } from '../limits/policy.ts';
import { expectedPolicy } from './active-policy.ts';
import type { Call } from './call.ts';
import { type Quota, readQuota } from './read-quota.ts';
import { loadSettings, type TeamSettings } from './settings.ts';

/** Days of the week (1 for Monday to 7 for Sunday) on which a team works, but for its holidays (`YYYY-MM-DD`). */
export type WorkCalendar = Pick<TeamSettings, 'workingDays' | 'holidays'>;

/** Of who is in no team. */
export const plainCalendar: WorkCalendar = { workingDays: [1, 2, 3, 4, 5], holidays: [] };

/** What the form for logging shows of somebody's accounts before anything is entered. */
export type LogFormFacts = {
  /** Every account's, the first one's first. */
  readonly quotas: readonly [Quota, ...Quota[]];
  /** The most characters of a note, by account type. */
  readonly noteChars: Readonly<Record<AccountType, number>>;
  /** When the owner's team works. */
  readonly calendar: WorkCalendar;
};

/** The meters of all the caller's accounts, now, and how long a note may be. Writes nothing. */
export async function readLogForm(ledger: Ledger, call: Call): Promise<LogFormFacts> {
  const [quotas, calendar] = await Promise.all([readQuota(ledger, call), calendarOf(ledger, call)]);
  // Reading the meters has just compared its version with the ledger's.
  const { policy } = expectedPolicy(ledger, call.workspaceId);
  return { quotas, noteChars: policy.noteChars.value, calendar };
}

async function calendarOf(ledger: Ledger, { workspaceId, owner, withinMs }: Call): Promise<WorkCalendar> {
  return read(ledger, { deadlineMs: withinMs }, async (db) => {
    const [{ teams }, number] = await Promise.all([
      loadSettings(db, workspaceId),
      findTeam(db, workspaceId, owner),
    ]);
    return teams.find(({ team }) => team === number)?.document ?? plainCalendar;
  });
}
