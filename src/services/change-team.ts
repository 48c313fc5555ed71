import { InputError, NotAllowedError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { nameKey } from '../linkedin/person.ts';
import { answerOnce } from './answer-once.ts';
import type { Call } from './call.ts';
import { leftVersion, moveMembers, noMemberChanges, planMembers } from './member-changes.ts';
import { managesTeam, type Role, roleIn } from './role.ts';
import { saveSettings } from './save-settings.ts';
import {
  loadSettings,
  type Settings,
  type Team,
  type TeamSettings,
  teamSettings,
  teamSubject,
} from './settings.ts';
import type { TeamAnswer } from './settings-answers.ts';
import { conflictSince, differencesOf } from './settings-differences.ts';

/** Fields with their new values; the others stay. */
export type TeamChange = {
  readonly team: number;
  /** The version that it was made from: what somebody else saved meanwhile is a conflict, and nothing is written. */
  readonly since: number;
  readonly change: Partial<Omit<TeamSettings, 'membership' | 'removed'>>;
  /** Who shall be in it, all of them; without it they stay. */
  readonly members?: readonly string[];
};

/**
 * Changes a team, and who is in it. Nobody is in two teams: who is in another one moves here, which a team's manager may
 * do only between teams of their own.
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
        const planned =
          members === undefined ? undefined : await planMembers(tx, call, settings, { team, members });
        const moves = planned === undefined || planned.isNothing ? undefined : planned;
        const changed = teamSettings.parse({ ...document, ...change });
        const differences = differencesOf(document, changed);
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
        const refused = (refusal: TeamAnswer['refusal']) => ({ answer: { ...nothing, refusal }, writes: [] });
        if (isTaken(settings, name, team)) return refused({ kind: 'name_taken' });
        if (moves?.left.some((other) => !managesTeam(role, other.team)))
          return refused({ kind: 'in_another_team', moved: moves.changes.moved });
        if (differences.length === 0 && moves === undefined) return { answer: nothing, writes: [] };
        if (since !== version) {
          const about = { workspaceId, subject: teamSubject(team), since };
          const conflict = await conflictSince(tx, about, (stored) => teamSettings.parse(stored));
          return refused({ kind: 'conflict', conflict });
        }
        const next = {
          subject: teamSubject(team),
          version: version + 1,
          document: moves ? { ...changed, membership: document.membership + 1 } : changed,
          changed: [...differences.map(({ field }) => field), ...(moves ? ['members'] : [])],
        };
        if (moves) await moveMembers(tx, call, team, moves.changes);
        const answer: TeamAnswer = {
          ...nothing,
          done: 'changed',
          differences,
          members: moves?.changes ?? noMemberChanges,
        };
        return {
          answer,
          writes: [saveSettings(opened, [next, ...(moves?.left ?? []).map(leftVersion)])],
        };
      },
    },
  );
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
