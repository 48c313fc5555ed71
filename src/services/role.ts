import type { Ledger } from '../ledger/connect.ts';
import { findTeam } from '../ledger/find-team.ts';
import { read, type Tx } from '../ledger/transact.ts';
import type { Call } from './call.ts';
import { loadSettings, type Settings } from './settings.ts';

/** What somebody may do in a workspace (commands.md, "People and roles"). */
export type Role = {
  /** An admin or owner of the Slack workspace: may set up, and name managers. */
  readonly isAdmin: boolean;
  /** Of the whole workspace. */
  readonly isManager: boolean;
  /** The numbers of the teams that they manage without managing the workspace. */
  readonly teams: readonly number[];
};

/** The role of who asks, now: read anew by every request that needs it, so that a former manager's ends at once. */
export async function readRole(ledger: Ledger, call: Asker): Promise<Role> {
  const { workspaceId, withinMs } = call;
  return roleIn(await read(ledger, { deadlineMs: withinMs }, (db) => loadSettings(db, workspaceId)), call);
}

type Asker = Pick<Call, 'workspaceId' | 'userId' | 'isAdmin' | 'isDeactivated' | 'withinMs'>;

/** The role under settings that were read already. */
export function roleIn(
  { workspace, teams }: Settings,
  { userId, isAdmin, isDeactivated }: Pick<Call, 'userId' | 'isAdmin' | 'isDeactivated'>,
): Role {
  if (isDeactivated) return { isAdmin: false, isManager: false, teams: [] };
  const { managers } = workspace.document;
  const isManager = managers.length === 0 ? isAdmin : managers.includes(userId);
  return {
    isAdmin,
    isManager,
    teams: teams.filter(({ document }) => document.managers.includes(userId)).map(({ team }) => team),
  };
}

/** Whether the role reaches a teammate: a manager's everybody, a team manager's those of the team. */
export async function manages(
  ledger: Ledger,
  call: Asker,
  { owner }: { readonly owner: string },
): Promise<boolean> {
  return read(ledger, { deadlineMs: call.withinMs }, (db) => managesNow(db, call, { owner }));
}

/** The same in a transaction that goes on to write. */
export async function managesNow(
  tx: Tx,
  call: Omit<Asker, 'withinMs'>,
  { owner }: { readonly owner: string },
): Promise<boolean> {
  const { workspaceId } = call;
  const [settings, team] = await Promise.all([
    loadSettings(tx, workspaceId),
    findTeam(tx, workspaceId, owner),
  ]);
  const role = roleIn(settings, call);
  return role.isManager || (team !== null && role.teams.includes(team));
}

/** Whether they manage a team, by itself or with the whole workspace. */
export function managesTeam({ isManager, teams }: Role, team: number): boolean {
  return isManager || teams.includes(team);
}

/** Whether they manage anything at all. */
export function managesSome(role: Role): boolean {
  return role.isManager || role.teams.length > 0;
}
