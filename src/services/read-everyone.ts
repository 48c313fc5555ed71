import { InputError, NotAllowedError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { findTeam } from '../ledger/find-team.ts';
import { read } from '../ledger/transact.ts';
import type { Call } from './call.ts';
import { currentPolicy } from './current-policy.ts';
import { type AccountsNow, isAway, type Metered, type Paused, readAccountsNow } from './read-accounts-now.ts';
import { managesTeam, roleIn } from './role.ts';
import { loadSettings } from './settings.ts';

/** All accounts of a team, as they stand now. */
export type Everyone = {
  readonly team: number;
  readonly name: string;
  readonly zone: string;
  /** Their worst meter is near its limit, or has reached it; the worst first. */
  readonly near: readonly Metered[];
  /** Those with the most first; who is away is not among them. */
  readonly room: readonly Metered[];
  readonly resting: Resting;
};

/** Who sends nothing now. Whom LinkedIn has paused is told to managers only: for others they are among those who are away. */
type Resting =
  | { readonly isTold: true; readonly away: readonly Metered[]; readonly paused: readonly Paused[] }
  | { readonly isTold: false; readonly accounts: readonly Pick<Paused, 'owner' | 'accountName'>[] };

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
    return {
      team,
      name: document.name,
      zone: call.zone,
      near: accounts.near,
      room: accounts.room.filter((one) => !isAway(one)),
      resting: restingOf(accounts, isManaged),
    };
  });
}

/** Together they stand in an order that says nothing of which it is. */
function restingOf({ room, paused }: AccountsNow, isTold: boolean): Resting {
  const away = room.filter(isAway);
  if (isTold) return { isTold, away, paused };
  const accounts = [...away, ...paused].map(({ owner, accountName }) => ({ owner, accountName }));
  return { isTold, accounts: accounts.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) };
}

function keyOf({ owner, accountName }: Pick<Paused, 'owner' | 'accountName'>): string {
  return `${owner} ${accountName}`;
}
