import { NotAllowedError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { answerOnce } from './answer-once.ts';
import type { Call } from './call.ts';
import { teamToChange } from './change-team.ts';
import { cameAndWent, moveMembers, ownersOf, planMembers } from './member-changes.ts';
import { planDigest } from './plan-digests.ts';
import { roleIn } from './role.ts';
import { saveSettings } from './save-settings.ts';
import { loadSettings, type Settings, teamSubject } from './settings.ts';
import type { TeamAnswer } from './settings-answers.ts';

/**
 * Removes a team: its members are in none then, and what they logged stays.
 *
 * @throws NotAllowedError for who does not manage the workspace; InputError for a team that is no more.
 */
export async function removeTeam(ledger: Ledger, call: Call, team: number): Promise<TeamAnswer> {
  return answerOnce<TeamAnswer, Settings>(
    ledger,
    call,
    { verb: 'remove_team' },
    {
      prepare: (tx) => loadSettings(tx, call.workspaceId),
      async decide(opened, settings) {
        const { tx, requestId } = opened;
        const role = roleIn(settings, call);
        if (!role.isManager) throw new NotAllowedError('Only managers of the workspace can remove a team.');
        const { version, document } = teamToChange(settings, role, team);
        const planned = await planMembers(tx, call, settings, { team, wanted: () => [] });
        const { changes } = planned;
        await moveMembers(tx, call, team, changes);
        const last = {
          subject: teamSubject(team),
          version: version + 1,
          document: { ...document, ...cameAndWent(changes), removed: true },
          changed: ['removed', ...(changes.removed.length > 0 ? ['members'] : [])],
        };
        const answer: TeamAnswer = {
          kind: 'team',
          requestId,
          done: 'removed',
          team,
          name: document.name,
          channel: null,
          differences: [],
          members: changes,
          refusal: null,
        };
        const managing = [...document.managers, ...settings.workspace.document.managers];
        return {
          answer,
          writes: [saveSettings(opened, [last]), planDigest(tx, { ...call, team }, last.document)],
          owners: [...managing, ...ownersOf(planned)],
        };
      },
    },
  );
}
