import type { ModalView } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { presetPolicy } from '../../../src/limits/parse-policy.ts';
import type { ManagedSettings, StaffedTeam } from '../../../src/services/read-settings.ts';
import { teamFields, teamSettings, workspaceSettings } from '../../../src/services/settings.ts';
import type { MemberChanges, SettingsAnswer, TeamRefusal } from '../../../src/services/settings-answers.ts';
import { differencesOf } from '../../../src/services/settings-differences.ts';
import { readView } from '../../../src/simulator/view-schema.ts';
import { CAPS } from '../../../src/slack/caps.ts';
import { setUpModal } from '../../../src/slack/modals/set-up-form.ts';
import { rulesModal } from '../../../src/slack/modals/settings-form.ts';
import { settingsMenu } from '../../../src/slack/modals/settings-view.ts';
import { teamPage } from '../../../src/slack/modals/team-page.ts';
import { peopleModal } from '../../../src/slack/modals/team-people.ts';
import { timesModal } from '../../../src/slack/modals/team-times.ts';
import { answerView } from '../../../src/slack/views/answer.ts';
import { resultModal } from '../../../src/slack/views/result.ts';
import { sayMrkdwn } from '../../../src/slack/views/say.ts';
import { notTheirs, teamConflict, workspaceConflict } from '../../../src/slack/views/settings.ts';

const zone = 'America/Argentina/ComodRivadavia';
const people = Array.from({ length: 1_000 }, (_, n) => `U${String(n).padStart(10, '0')}`);
const others = people.map((id) => id.replace('U', 'W'));
const channel = 'C0123456789';
const name = '&'.repeat(50);
const names = [name, 'فريق'.repeat(12), '🦄'.repeat(25), '*_~`&<>|'.repeat(6)];
const holidays = Array.from({ length: 200 }, (_, n) => `${2027 + n}-12-25`);
const workingDays = [1, 2, 3, 5, 6, 7];

const team = (n: number): StaffedTeam => ({
  team: n,
  version: 99,
  document: teamSettings.parse({
    name: names[n % names.length],
    channel,
    zone,
    digestAt: '16:30',
    digestEvery: 'day',
    workingDays,
    holidays,
    managers: people,
  }),
  members: people,
});
const workspace = workspaceSettings.parse({
  managers: people,
  setUpBy: people[0],
  overlapNames: true,
  warnChannelFrom: 'critical',
  leaderboard: 'off',
  retentionMonths: 120,
});
const settings: ManagedSettings = {
  role: { isAdmin: true, isManager: true, teams: [] },
  workspace: { version: 99, document: workspace },
  teams: Array.from({ length: 50 }, (_, n) => team(n + 1)),
  policy: presetPolicy('article'),
  canSetUp: true,
  dead: {
    newest: Array.from({ length: 5 }, () => ({
      channel,
      earlier: 30_000,
      kind: 'test_digest',
      reason: 'channel_not_found',
      at: 0,
    })),
    total: 30_000,
  },
};
const before = workspaceSettings.parse({ managers: others });
const workspaceDifferences = differencesOf(before, workspace);
const teamBefore = teamSettings.parse({ name: 'x', zone: 'UTC', managers: others });
const teamDifferences = differencesOf(teamFields(teamBefore), teamFields(team(1).document));
const conflictOf = <Document, D>(merged: Document, differences: readonly D[]) => ({
  version: 100,
  merged,
  changes: differences.map((difference) => ({ by: 'U0123456789', at: 0, difference })),
});
const members: MemberChanges = {
  added: people,
  removed: others,
  moved: people.map((userId) => ({ userId, from: name })),
};
const say = sayMrkdwn(zone);
const peopleState = { name, channel, managers: people, members: people, zone };
const conflict: Extract<TeamRefusal, { kind: 'conflict' }> = {
  kind: 'conflict',
  conflict: conflictOf(teamFields(team(1).document), teamDifferences),
  meanwhile: { by: 'U0123456789', at: 0, arrived: people, departed: others },
  members: people,
};
const workspaceChanges = conflictOf(workspace, workspaceDifferences);
const notice = teamConflict(conflict, say);

const modals: Readonly<Record<string, ModalView>> = {
  menu: settingsMenu(settings, zone),
  team: teamPage(team(1), true, zone),
  rules: rulesModal(
    { since: 99, draw: 99, warned: 'nobody', onlyManagers: false },
    {
      managers: people,
      overlapNames: 'yes',
      warnChannelFrom: 'never',
      leaderboard: 'full',
      retentionMonths: '120',
    },
    workspaceConflict(workspaceChanges, say),
  ),
  people: peopleModal({ team: 50, since: 99, draw: 99 }, peopleState, notice),
  'people of others': peopleModal(
    { team: 50, since: 99, draw: 0 },
    peopleState,
    notTheirs({ kind: 'in_another_team', userIds: people }, say),
  ),
  'new team': peopleModal({ team: null, since: 0, draw: 0 }, peopleState, notice),
  times: timesModal(
    { team: 50, since: 99, draw: 99 },
    {
      zone,
      digestAt: '16:30',
      digestEvery: 'day',
      workingDays: workingDays.map(String),
      holidays: holidays.join('\n'),
    },
    notice,
  ),
  'set-up': setUpModal('U0123456789', {
    guide: 200,
    members: Array.from({ length: 100 }, (_, n) => `U${1_000_000_000 + n}`),
  }),
};

const aTeam = { kind: 'team', requestId: 1, team: 50, name, channel, members, refusal: null } as const;
const answers: readonly SettingsAnswer[] = [
  { kind: 'workspace_settings', requestId: 1, differences: workspaceDifferences, conflict: null },
  { kind: 'workspace_settings', requestId: 1, differences: [], conflict: workspaceChanges },
  { ...aTeam, done: 'changed', differences: teamDifferences },
  { ...aTeam, done: 'added', channel: null, differences: [] },
  { ...aTeam, done: 'removed', differences: [] },
  {
    ...aTeam,
    done: 'nothing',
    differences: [],
    refusal: conflict,
  },
  { ...aTeam, done: 'nothing', differences: [], refusal: { kind: 'manages_more', userIds: people } },
  {
    kind: 'set_up',
    requestId: 1,
    done: true,
    team: 1,
    channel,
    managers: people,
    members,
    guide: 200,
  },
  { kind: 'test_digest', team: 1, name, channel },
  { kind: 'test_digest', team: 1, name, channel: null },
  { kind: 'deliveries_retried', channel, queued: 30_000, skipped: 30_000 },
  { kind: 'deliveries_retried', channel, queued: 0, skipped: 0 },
];

describe('with more people, teams and days than fit', () => {
  it.each(Object.entries(modals))('the modal %s is one that Slack takes', (_, view) => {
    expect(() => readView(view, 'modal')).not.toThrow();
    expect(view.blocks.filter(({ type }) => type === 'input').length).toBeLessThanOrEqual(6);
    expect(JSON.stringify(view)).not.toContain('undefined');
  });

  it.each(answers)('the answer $kind is one that Slack takes', (answer) => {
    const reply = answerView(answer);
    if (!reply) throw new Error('no view');
    expect(() => readView(resultModal(reply), 'modal')).not.toThrow();
    expect(reply.blocks.length).toBeLessThanOrEqual(CAPS.messageBlocks);
    expect(reply.text.length).toBeLessThanOrEqual(CAPS.messageText);
    expect(reply.text).not.toMatch(/undefined|\[object/);
  });
});
