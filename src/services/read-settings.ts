import type { Ledger } from '../ledger/connect.ts';
import { type DeadDelivery, listDeadDeliveries } from '../ledger/list-dead-deliveries.ts';
import { listMembers } from '../ledger/list-members.ts';
import { listOwners } from '../ledger/list-owners.ts';
import { read } from '../ledger/transact.ts';
import type { Policy } from '../limits/policy.ts';
import type { Call } from './call.ts';
import { currentPolicy } from './current-policy.ts';
import { managesTeam, type Role, roleIn } from './role.ts';
import { isSetUp, maySetUp, presentGuide, refuseUnlessMaySetUp } from './set-up.ts';
import { loadSettings, type Team, type Versioned, type WorkspaceSettings } from './settings.ts';

/** A team, and who is in it. */
export type StaffedTeam = Team & { readonly members: readonly string[] };

/** What somebody can change, as it holds now. */
export type ManagedSettings = {
  readonly role: Role;
  readonly workspace: Versioned<WorkspaceSettings>;
  /** Those that they manage. */
  readonly teams: readonly StaffedTeam[];
  readonly policy: Policy;
  /** Nobody has set up the workspace, and they may. */
  readonly canSetUp: boolean;
  /** Of managers: the newest messages that did not arrive, and how many did not. */
  readonly dead: { readonly newest: readonly DeadDelivery[]; readonly total: number };
};

const mostDead = 5;

/** The settings that the caller can change. Who manages nothing has no teams here; the form asks their role again. */
export async function readManagedSettings(ledger: Ledger, call: Call): Promise<ManagedSettings> {
  const { workspaceId, withinMs } = call;
  return read(ledger, { deadlineMs: withinMs }, async (db) => {
    const [settings, members, policy, dead] = await Promise.all([
      loadSettings(db, workspaceId),
      listMembers(db, workspaceId),
      currentPolicy(ledger, db, workspaceId),
      listDeadDeliveries(db, workspaceId, mostDead),
    ]);
    const role = roleIn(settings, call);
    const teams = settings.teams
      .filter(({ team }) => managesTeam(role, team))
      .map((one) => ({
        ...one,
        members: members.flatMap(({ userId, team }) => (team === one.team ? [userId] : [])),
      }));
    return {
      role,
      workspace: settings.workspace,
      teams,
      policy,
      canSetUp: maySetUp(settings, call) && !isSetUp(settings),
      dead: role.isManager ? dead : { newest: [], total: 0 },
    };
  });
}

/** More would be a list that nobody reads. */
const mostProposed = 100;

/** What set-up is filled in with: who has logged already is proposed as a member; undefined if somebody has set the workspace up. @throws NotAllowedError as `setUp` does. */
export async function readSetUp(
  ledger: Ledger,
  call: Call,
): Promise<{ readonly guide: number | null; readonly members: readonly string[] } | undefined> {
  const { workspaceId, withinMs } = call;
  return read(ledger, { deadlineMs: withinMs }, async (db) => {
    const settings = await loadSettings(db, workspaceId);
    refuseUnlessMaySetUp(settings, call);
    if (isSetUp(settings)) return undefined;
    const [guide, members] = await Promise.all([
      presentGuide(db, workspaceId),
      listOwners(db, workspaceId, mostProposed),
    ]);
    return { guide, members };
  });
}
