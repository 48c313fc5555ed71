import type { Ledger } from '../ledger/connect.ts';
import { read } from '../ledger/transact.ts';
import { loadSettings, type TeamSettings } from './settings.ts';

/** A team's settings as they are now; undefined for a team that was removed or never was. */
export async function readTeam(
  ledger: Ledger,
  { workspaceId, team, withinMs }: TeamToRead,
): Promise<TeamSettings | undefined> {
  const { teams } = await read(ledger, { deadlineMs: withinMs }, (db) => loadSettings(db, workspaceId));
  return teams.find((one) => one.team === team)?.document;
}

type TeamToRead = { readonly workspaceId: string; readonly team: number; readonly withinMs: number };
