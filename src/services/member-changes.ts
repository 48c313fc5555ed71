import { listMembers } from '../ledger/list-members.ts';
import { placeMembers } from '../ledger/place-members.ts';
import type { Transaction } from '../ledger/transact.ts';
import type { Call } from './call.ts';
import type { SettingsToSave } from './save-settings.ts';
import { type Settings, type Team, teamSubject } from './settings.ts';
import type { MemberChanges } from './settings-answers.ts';

/** What becomes of people when a team has these members; the teams that others leave for it get a new version too. */
export type PlannedMembers = {
  readonly changes: MemberChanges;
  /** The other teams that they leave. */
  readonly left: readonly Team[];
  readonly isNothing: boolean;
};

export const noMemberChanges: MemberChanges = { added: [], removed: [], moved: [] };

/** Compares who is in a team with who shall be. */
export async function planMembers(
  tx: Transaction,
  { workspaceId }: Call,
  { teams }: Settings,
  { team, members }: { readonly team: number; readonly members: readonly string[] },
): Promise<PlannedMembers> {
  const placed = await listMembers(tx, workspaceId);
  const teamOf = new Map(placed.map(({ userId, team: number }) => [userId, number]));
  const numbers = new Map(teams.map((one) => [one.team, one]));
  const wanted = [...new Set(members)];
  const arriving = wanted.filter((userId) => teamOf.get(userId) !== team);
  const from = (userId: string) => numbers.get(teamOf.get(userId) ?? 0);
  const changes: MemberChanges = {
    added: arriving.filter((userId) => from(userId) === undefined),
    removed: placed.flatMap((one) => (one.team === team && !wanted.includes(one.userId) ? [one.userId] : [])),
    moved: arriving.flatMap((userId) => {
      const former = from(userId);
      return former === undefined ? [] : [{ userId, from: former.document.name }];
    }),
  };
  const left = [...new Set(arriving.flatMap((userId) => from(userId) ?? []))];
  return { changes, left, isNothing: arriving.length === 0 && changes.removed.length === 0 };
}

/** Puts people where they belong now. */
export async function moveMembers(
  tx: Transaction,
  { workspaceId }: Call,
  team: number,
  { added, moved, removed }: MemberChanges,
): Promise<void> {
  await placeMembers(tx, { workspaceId, team }, [...added, ...moved.map(({ userId }) => userId)]);
  await placeMembers(tx, { workspaceId, team: null }, removed);
}

/** The next version of a team that others take members from: who has its form open is told. */
export function leftVersion({ team, version, document }: Team): SettingsToSave {
  return {
    subject: teamSubject(team),
    version: version + 1,
    document: { ...document, membership: document.membership + 1 },
    changed: ['members'],
  };
}
