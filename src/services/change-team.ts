import { InputError, NotAllowedError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { nameKey } from '../linkedin/person.ts';
import { answerOnce, type Opened } from './answer-once.ts';
import type { Call } from './call.ts';
import {
  cameAndWent,
  leftVersion,
  mayNotMove,
  moveMembers,
  noMemberChanges,
  ownersOf,
  planMembers,
} from './member-changes.ts';
import { planDigest } from './plan-digests.ts';
import { managesTeam, type Role, roleIn } from './role.ts';
import { saveSettings } from './save-settings.ts';
import {
  loadSettings,
  type Settings,
  type Team,
  type TeamFields,
  type TeamSettings,
  teamFields,
  teamSettings,
  teamSubject,
} from './settings.ts';
import type { TeamAnswer } from './settings-answers.ts';
import {
  changesSince,
  differencesOf,
  type MembersSince,
  membersSince,
  mergeChange,
  mergeList,
  type Past,
  pastSince,
} from './settings-differences.ts';

/** Fields with their new values; the others stay. */
export type TeamChange = {
  readonly team: number;
  /**
   * The version that it was made from: only what is otherwise than there is changed. What somebody else saved meanwhile is
   * a conflict, and nothing is written.
   */
  readonly since: number;
  readonly change: Partial<Omit<TeamFields, 'removed'>>;
  /** Who shall be in it, all of them; without it they stay. */
  readonly members?: readonly string[];
};

/**
 * Changes a team, and who is in it. Nobody is in two teams: who is in another one moves here, which a team's manager may
 * do only between teams of their own. Nor may they put in who manages the workspace or other teams: they would read what
 * their own managers note.
 *
 * @throws NotAllowedError for who does not manage the team; InputError for a team that is no more.
 */
export async function changeTeam(ledger: Ledger, call: Call, wanted: TeamChange): Promise<TeamAnswer> {
  const { workspaceId } = call;
  const { team, since, change, members } = wanted;
  return answerOnce<TeamAnswer, Settings>(
    ledger,
    call,
    { verb: 'team' },
    {
      prepare: (tx) => loadSettings(tx, workspaceId),
      async decide(opened, settings) {
        const { tx, requestId } = opened;
        const role = roleIn(settings, call);
        const { version, document } = teamToChange(settings, role, team);
        const past = await pastOf(opened, { team, version, document }, since);
        const base = teamFields(past.base);
        const now = teamFields(document);
        const changed = sorted(mergeChange<TeamFields>(base, now, change));
        const meanwhile = members === undefined ? null : membersSince(past);
        const planned =
          members === undefined
            ? undefined
            : await planMembers(tx, call, settings, {
                team,
                wanted: (present) => mergeList(shownOf(present, meanwhile), members, present),
              });
        const moves = planned === undefined || planned.isNothing ? undefined : planned;
        const differences = differencesOf(now, changed);
        const { name, channel } = changed;
        const nothing: TeamAnswer = {
          kind: 'team',
          requestId,
          done: 'nothing',
          team,
          name,
          channel,
          differences: [],
          members: noMemberChanges,
          refusal: null,
        };
        const refused = (refusal: TeamAnswer['refusal']) =>
          ({ answer: { ...nothing, refusal }, writes: [], keep: false }) as const;
        if (isTaken(settings, name, team)) return refused({ kind: 'name_taken' });
        if (differences.length === 0 && moves === undefined) return { answer: nothing, writes: [] };
        if (moves) {
          const refusal = mayNotMove(settings, role, team, moves);
          if (refusal) return refused(refusal);
        }
        const changes = changesSince({
          base,
          later: past.later.map((one) => ({ ...one, document: teamFields(one.document) })),
        });
        if (changes.length > 0 || meanwhile !== null) {
          const conflict = { version, changes, merged: changed };
          return refused({ kind: 'conflict', conflict, meanwhile, members: planned?.members ?? null });
        }
        const next = {
          subject: teamSubject(team),
          version: version + 1,
          document: { ...changed, ...cameAndWent(moves?.changes) },
          changed: [...differences.map(({ field }) => field), ...(moves ? ['members'] : [])],
        };
        if (moves) await moveMembers(tx, call, team, moves.changes);
        const managing = [...now.managers, ...changed.managers, ...settings.workspace.document.managers];
        const answer: TeamAnswer = {
          ...nothing,
          done: 'changed',
          differences,
          members: moves?.changes ?? noMemberChanges,
        };
        return {
          answer,
          writes: [
            saveSettings(opened, [next, ...(moves?.left ?? []).map(leftVersion)]),
            planDigest(tx, { ...call, team }, next.document),
          ],
          owners: [...managing, ...ownersOf(moves)],
        };
      },
    },
  );
}

function pastOf(
  { tx, call }: Opened,
  { team, version, document }: Team,
  since: number,
): Promise<Past<TeamSettings>> | Past<TeamSettings> {
  if (since === version) return { base: document, later: [] };
  const about = { workspaceId: call.workspaceId, subject: teamSubject(team), since };
  return pastSince(tx, about, (stored) => teamSettings.parse(stored), document);
}

/** Who was in the team when its form was opened. */
function shownOf(present: readonly string[], meanwhile: MembersSince | null): string[] {
  if (meanwhile === null) return [...present];
  const arrived = new Set(meanwhile.arrived);
  return [...present.filter((one) => !arrived.has(one)), ...meanwhile.departed];
}

/** Days in their order, however two changes of them came together. */
function sorted(fields: TeamFields): TeamFields {
  const { workingDays, holidays } = fields;
  return { ...fields, workingDays: workingDays.toSorted((a, b) => a - b), holidays: holidays.toSorted() };
}

/** Throws NotAllowedError for who does not manage the team, and only then tells whether there is one. */
export function teamToChange({ teams }: Settings, role: Role, team: number): Team {
  if (!managesTeam(role, team)) throw new NotAllowedError('Only managers of this team can change it.');
  const found = teams.find((one) => one.team === team);
  if (found) return found;
  throw new InputError('This team was removed. Close this and open the settings again.');
}

/** Whether another team is called so, whatever the case and accents. */
export function isTaken({ teams }: Settings, name: string, team: number): boolean {
  return teams.some((other) => other.team !== team && nameKey(other.document.name) === nameKey(name));
}
