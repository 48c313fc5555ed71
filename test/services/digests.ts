import type { Ledger } from '../../src/ledger/connect.ts';
import { addSettings } from '../../src/ledger/read-settings.ts';
import { type ClaimedDigest, claimDigests } from '../../src/services/claim-digests.ts';
import { planDigest } from '../../src/services/plan-digests.ts';
import { type TeamSettings, teamSettings, teamSubject } from '../../src/services/settings.ts';

export type TeamOf = { readonly workspaceId: string; readonly team: number; readonly version?: number };

/** Saves a version of a team's settings as the services do, its plan included. */
export async function saveTeamSettings(
  ledger: Ledger,
  { workspaceId, team, version = 1 }: TeamOf,
  given: Partial<TeamSettings>,
  now: number,
): Promise<void> {
  const document = teamSettings.parse({
    name: `Team ${team}`,
    zone: 'Europe/Berlin',
    channel: 'C0TEAM',
    ...given,
  });
  await ledger.transact({ deadlineMs: 10_000 }, async (tx) => {
    const subject = teamSubject(team);
    await addSettings(tx, { workspaceId, subject, version, document, changedAt: now, changedBy: 'U0BOSS' });
    await planDigest(tx, { workspaceId, team, now }, document);
  });
}

/** Claims all that is due, as a tick does. */
export async function claimAll(ledger: Ledger, now: number): Promise<readonly ClaimedDigest[]> {
  const all: ClaimedDigest[] = [];
  const { signal: stopping } = new AbortController();
  await claimDigests(ledger, { now, stopping }, (claimed) => void all.push(...claimed));
  return all;
}
