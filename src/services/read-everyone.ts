import { InputError, NotAllowedError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { findTeam } from '../ledger/find-team.ts';
import { read } from '../ledger/transact.ts';
import type { Call } from './call.ts';
import { currentPolicy } from './current-policy.ts';
import { type AccountsNow, readAccountsNow } from './read-accounts-now.ts';
import { managesTeam, roleIn } from './role.ts';
import { loadSettings } from './settings.ts';

/** All accounts of a team, as they stand now. */
export type Everyone = {
  readonly team: number;
  readonly name: string;
  readonly zone: string;
  readonly accounts: AccountsNow;
  /** Who is paused is told to managers only. */
  readonly isManaged: boolean;
};

/**
 * Everybody behind a team's digest. Writes nothing.
 *
 * @throws NotAllowedError for who neither is in the team nor manages it; InputError for a team that is no more.
 */
export async function readEveryone(ledger: Ledger, call: Call, team: number): Promise<Everyone> {
  const { workspaceId, userId, now, withinMs } = call;
  return read(ledger, { deadlineMs: withinMs }, async (db) => {
    const [settings, own, policy] = await Promise.all([
      loadSettings(db, workspaceId),
      findTeam(db, workspaceId, userId),
      currentPolicy(ledger, db, workspaceId),
    ]);
    const isManaged = managesTeam(roleIn(settings, call), team);
    if (!isManaged && (own !== team || call.isDeactivated))
      throw new NotAllowedError('Only members of this team and its managers can see everyone in it.');
    const document = settings.teams.find((one) => one.team === team)?.document;
    if (!document) throw new InputError('This team is no more, so there is nobody to show.');
    const accounts = await readAccountsNow(db, policy, { workspaceId, now, teams: [team] });
    return { team, name: document.name, zone: call.zone, accounts, isManaged };
  });
}
