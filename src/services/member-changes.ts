import { listMembers } from '../ledger/list-members.ts';
import { placeMembers } from '../ledger/place-members.ts';
import { queueDeliveries } from '../ledger/queue-deliveries.ts';
import type { Transaction } from '../ledger/transact.ts';
import type { Call } from './call.ts';
import type { ToSay } from './messages.ts';
import { managesTeam, type Role } from './role.ts';
import type { SettingsToSave } from './save-settings.ts';
import { type Settings, type Team, teamSubject } from './settings.ts';
import type { MemberChanges, TeamRefusal } from './settings-answers.ts';

/** What becomes of people when a team has these members; the teams that others leave for it get a new version too. */
export type PlannedMembers = {
  /** All whom it has then. */
  readonly members: readonly string[];
  readonly changes: MemberChanges;
  /** The other teams that they leave, and who leaves each. */
  readonly left: readonly { readonly team: Team; readonly userIds: readonly string[] }[];
  readonly isNothing: boolean;
};

export const noMemberChanges: MemberChanges = { added: [], removed: [], moved: [] };

/** Compares who is in a team with who shall be; nobody else moves them until the transaction ends. */
export async function planMembers(
  tx: Transaction,
  { workspaceId }: Call,
  { teams }: Settings,
  {
    team,
    wanted,
  }: { readonly team: number; readonly wanted: (present: readonly string[]) => readonly string[] },
): Promise<PlannedMembers> {
  const placed = await listMembers(tx, workspaceId, { locked: true });
  const teamOf = new Map(placed.map(({ userId, team: number }) => [userId, number]));
  const numbers = new Map(teams.map((one) => [one.team, one]));
  const present = placed.flatMap((one) => (one.team === team ? [one.userId] : []));
  const members = [...new Set(wanted(present))];
  const staying = new Set(members);
  const arriving = members.filter((userId) => teamOf.get(userId) !== team);
  const from = (userId: string) => numbers.get(teamOf.get(userId) ?? 0);
  const changes: MemberChanges = {
    added: arriving.filter((userId) => from(userId) === undefined),
    removed: present.filter((userId) => !staying.has(userId)),
    moved: arriving.flatMap((userId) => {
      const former = from(userId);
      return former === undefined ? [] : [{ userId, from: former.document.name }];
    }),
  };
  const left = [...new Set(arriving.flatMap((userId) => from(userId) ?? []))].map((former) => ({
    team: former,
    userIds: arriving.filter((userId) => from(userId) === former),
  }));
  return { members, changes, left, isNothing: arriving.length === 0 && changes.removed.length === 0 };
}

/** Why a team's manager may not have these people in the team; null for who may, as a manager of the workspace. */
export function mayNotMove(
  { workspace, teams }: Settings,
  role: Role,
  team: number,
  { changes, left }: PlannedMembers,
): TeamRefusal | null {
  if (role.isManager) return null;
  const theirs = left.filter((former) => !managesTeam(role, former.team.team));
  if (theirs.length > 0)
    return { kind: 'in_another_team', userIds: theirs.flatMap(({ userIds }) => userIds) };
  const others = teams.filter((one) => one.team !== team && !role.teams.includes(one.team));
  const managing = new Set([workspace, ...others].flatMap(({ document }) => document.managers));
  const userIds = [...changes.added, ...changes.moved.map(({ userId }) => userId)].filter((userId) =>
    managing.has(userId),
  );
  return userIds.length === 0 ? null : { kind: 'manages_more', userIds };
}

/** Puts people where they belong now, and tells those who are new in the team. */
export async function moveMembers(
  tx: Transaction,
  { workspaceId, now, userId: by }: Call,
  team: number,
  { added, moved, removed }: MemberChanges,
): Promise<void> {
  const arriving = [...added, ...moved.map(({ userId }) => userId)];
  await placeMembers(tx, { workspaceId, team }, arriving);
  await placeMembers(tx, { workspaceId, team: null, from: team }, removed);
  const told = arriving.filter((userId) => userId !== by);
  const toSay = told.map((channel): ToSay => ({ channel, message: { kind: 'placed', team, by } }));
  await queueDeliveries(tx, { workspaceId, now }, toSay);
}

/** What a team's next version says of who came and went. */
export function cameAndWent({ added, moved, removed }: MemberChanges = noMemberChanges) {
  return { arrived: [...added, ...moved.map(({ userId }) => userId)], departed: removed };
}

/** Whose Homes show it that people moved: their own, and those of the managers whom they leave. */
export function ownersOf(planned: Pick<PlannedMembers, 'changes' | 'left'> | undefined): string[] {
  if (planned === undefined) return [];
  const { added, moved, removed } = planned.changes;
  const managers = planned.left.flatMap(({ team }) => team.document.managers);
  return [...added, ...moved.map(({ userId }) => userId), ...removed, ...managers];
}

/** The next version of a team that others take members from: who has its form open is told. */
export function leftVersion({
  team: { team, version, document },
  userIds,
}: PlannedMembers['left'][number]): SettingsToSave {
  return {
    subject: teamSubject(team),
    version: version + 1,
    document: { ...document, arrived: [], departed: userIds },
    changed: ['members'],
  };
}
