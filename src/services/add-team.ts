import { NotAllowedError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { answerOnce } from './answer-once.ts';
import type { Call } from './call.ts';
import { isTaken } from './change-team.ts';
import {
  cameAndWent,
  leftVersion,
  moveMembers,
  noMemberChanges,
  ownersOf,
  planMembers,
} from './member-changes.ts';
import { planDigest } from './plan-digests.ts';
import { roleIn } from './role.ts';
import { saveSettings } from './save-settings.ts';
import {
  loadSettings,
  type Settings,
  type TeamFields,
  teamFields,
  teamSettings,
  teamSubject,
} from './settings.ts';
import type { TeamAnswer, TeamRefusal } from './settings-answers.ts';

/** The settings show all of them, each in a row. */
export const mostTeams = 50;

/** A new team; what is not given has its default. */
export type NewTeam = {
  readonly settings: Pick<TeamFields, 'name' | 'zone'> & Partial<TeamFields>;
  readonly members: readonly string[];
};

/** Adds a team. @throws NotAllowedError for who does not manage the workspace. */
export async function addTeam(
  ledger: Ledger,
  call: Call,
  { settings: given, members }: NewTeam,
): Promise<TeamAnswer> {
  return answerOnce<TeamAnswer, Settings>(
    ledger,
    call,
    { verb: 'add_team' },
    {
      prepare: (tx) => loadSettings(tx, call.workspaceId),
      async decide(opened, settings) {
        const { tx, requestId } = opened;
        if (!roleIn(settings, call).isManager)
          throw new NotAllowedError('Only managers of the workspace can add a team.');
        const team = settings.nextTeam;
        const document = teamSettings.parse(given);
        const { name, channel } = document;
        const refusal: TeamRefusal | null = isTaken(settings, name, team)
          ? { kind: 'name_taken' }
          : settings.teams.length >= mostTeams
            ? { kind: 'too_many' }
            : null;
        const about = { kind: 'team', requestId, name, channel, differences: [], refusal } as const;
        if (refusal)
          return {
            answer: { ...about, done: 'nothing', team: 0, members: noMemberChanges },
            writes: [],
            keep: false,
          };
        const planned = await planMembers(tx, call, settings, { team, wanted: () => members });
        const { changes, left } = planned;
        await moveMembers(tx, call, team, changes);
        const changed = [...Object.keys(teamFields(document)), ...(planned.isNothing ? [] : ['members'])];
        const first = {
          subject: teamSubject(team),
          version: 1,
          document: { ...document, ...cameAndWent(changes) },
          changed,
        };
        return {
          answer: { ...about, done: 'added', team, members: changes },
          writes: [
            saveSettings(opened, [first, ...left.map(leftVersion)]),
            planDigest(tx, { ...call, team }, document),
          ],
          owners: [...document.managers, ...settings.workspace.document.managers, ...ownersOf(planned)],
        };
      },
    },
  );
}
