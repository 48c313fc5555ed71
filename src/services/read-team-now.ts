import type { Ledger } from '../ledger/connect.ts';
import type { Tx } from '../ledger/transact.ts';
import type { Call } from './call.ts';
import { currentPolicy } from './current-policy.ts';
import { firstOf, type Listed, type Metered, type Paused, readAccountsNow } from './read-accounts-now.ts';
import type { Role } from './role.ts';

const mostListed = 10;

/** Where the accounts of a team stand. Each is in one of the lists. */
export type TeamNow = {
  /** LinkedIn has blocked them. */
  readonly paused: Listed<Paused>;
  /** Their worst meter is near its limit, or has reached it. */
  readonly near: Listed<Metered>;
  /** Those with the most first, who is away last. */
  readonly room: Listed<Metered>;
};

/**
 * The team of a manager, now: everybody who is in a team or sent something, or those of the teams they manage. People who
 * left are not there.
 */
export async function readTeamNow(ledger: Ledger, db: Tx, call: Call, role: Role): Promise<TeamNow> {
  const { workspaceId, now } = call;
  const policy = await currentPolicy(ledger, db, workspaceId);
  const teams = role.isManager ? null : role.teams;
  const { paused, near, room } = await readAccountsNow(db, policy, { workspaceId, now, teams });
  return {
    paused: firstOf(paused, mostListed),
    near: firstOf(near, mostListed),
    room: firstOf(room, mostListed),
  };
}
