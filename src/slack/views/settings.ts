import type { WorkspaceSettings } from '../../services/settings.ts';
import type {
  MemberChanges,
  SetUpAnswer,
  TeamAnswer,
  TeamRefusal,
  TestDigestAnswer,
  WorkspaceSettingsAnswer,
} from '../../services/settings-answers.ts';
import type { Difference, SettingsConflict } from '../../services/settings-differences.ts';
import { ACTIONS } from '../ids.ts';
import type { Reply } from '../request.ts';
import { button } from './buttons.ts';
import { compose, type Part } from './compose.ts';
import { escapeText, formatCount, type Say } from './say.ts';
import {
  addedAndRemoved,
  channelInWords,
  listed,
  memberList,
  teamDifference,
  workspaceDifference,
} from './settings-words.ts';

const goOn = (...more: Extract<Part, { kind: 'buttons' }>['buttons']): Part => ({
  kind: 'buttons',
  buttons: [...more, button(ACTIONS.openSettings, 'Show Settings', 'all')],
});
const testButton = (team: number) => button(ACTIONS.testDigest, 'Send Test Digest', String(team));
const bullets = (lines: readonly string[]) => lines.map((line) => `• ${line}`);

/** What a change of the workspace's settings came to. */
export function workspaceSettingsView({ differences, conflict }: WorkspaceSettingsAnswer): Reply {
  return compose('UTC', (say) => {
    if (conflict) return [{ kind: 'lines', lines: workspaceConflict(conflict, say) }];
    if (differences.length === 0) return [{ kind: 'lines', lines: ['Nothing was changed.'] }, goOn()];
    const said = differences.map((one) => workspaceDifference(one, say));
    return [{ kind: 'lines', lines: ['Saved the settings:', ...bullets(said)] }, goOn()];
  });
}

/** What adding, changing or removing a team came to. */
export function teamView(answer: TeamAnswer): Reply {
  const { done, team, channel, differences, members, refusal } = answer;
  const name = escapeText(answer.name);
  return compose('UTC', (say) => {
    if (refusal) return [{ kind: 'lines', lines: refusalLines(answer, say) }];
    const lines = memberLines(members, say);
    switch (done) {
      case 'nothing':
        return [{ kind: 'lines', lines: ['Nothing was changed.'] }, goOn()];
      case 'removed':
        return [
          {
            kind: 'lines',
            lines: [`Removed the team ${say.strong(name)}. What its people logged stays.`, ...bullets(lines)],
          },
          goOn(),
        ];
      default: {
        const said = done === 'added' ? [] : differences.map((one) => teamDifference(one, say));
        const first =
          done === 'added' ? `Added the team ${say.strong(name)}.` : `Saved the team ${say.strong(name)}:`;
        return [
          { kind: 'lines', lines: [first, ...bullets([...said, ...lines])] },
          ...(channel === null
            ? [{ kind: 'context', line: 'It has no channel, so nothing is posted for it.' } as const, goOn()]
            : [goOn(testButton(team))]),
        ];
      }
    }
  });
}

/** Why a team was not saved. */
function refusalLines({ refusal }: TeamAnswer, say: Say): string[] {
  switch (refusal?.kind) {
    case 'conflict':
      return teamConflict(refusal, say);
    case 'in_another_team':
    case 'manages_more':
      return notTheirs(refusal, say);
    case 'name_taken':
      return [`Not saved. ${nameTaken}`];
    case 'too_many':
      return [`Not saved. ${tooManyTeams}`];
    case undefined:
      return [];
  }
}

export const nameTaken = 'Another team has this name. Choose another one.';
export const tooManyTeams = 'There are 50 teams, and there can be no more. Remove one first.';

/** Whom a team's manager cannot put into the team, and what to do. */
export function notTheirs(
  { kind, userIds }: Extract<TeamRefusal, { readonly userIds: readonly string[] }>,
  say: Say,
): string[] {
  const areOne = userIds.length === 1;
  const why =
    kind === 'in_another_team'
      ? `${areOne ? 'is' : 'are'} in a team that you do not manage`
      : `${areOne ? 'manages' : 'manage'} more than this team`;
  return [
    `${say.strong('Not saved yet.')} ${memberList(userIds, say)} ${why}.`,
    `Take ${areOne ? 'this person' : 'them'} out of the members, or ask a manager of the workspace.`,
  ];
}

function memberLines({ added, removed, moved }: MemberChanges, say: Say): string[] {
  const from = moved.map(({ userId, from }) => `${say.member(userId)} from ${escapeText(from)}`);
  return [
    ...(added.length > 0 ? [`New in it: ${memberList(added, say)}`] : []),
    ...(from.length > 0 ? [`Moved here: ${listed(from)}`] : []),
    ...(removed.length > 0 ? [`In no team now: ${memberList(removed, say)}`] : []),
  ];
}

/** Of a form that was not saved: who saved what meanwhile. */
export function workspaceConflict(conflict: SettingsConflict<WorkspaceSettings>, say: Say): string[] {
  return conflictLines(
    changeLines(conflict, (one) => workspaceDifference(one, say), say),
    say,
  );
}

export function teamConflict(
  { conflict, meanwhile }: Extract<TeamRefusal, { readonly kind: 'conflict' }>,
  say: Say,
): string[] {
  const changes = changeLines(conflict, (one) => teamDifference(one, say), say);
  if (meanwhile === null) return conflictLines(changes, say);
  const { arrived, departed, ...last } = meanwhile;
  const members = addedAndRemoved(arrived.map(say.member), departed.map(say.member));
  return conflictLines([...changes, `Members: ${members} (${byWhom(last, say)})`], say);
}

function changeLines<D>(
  { changes }: SettingsConflict<D>,
  said: (difference: Difference<D>) => string,
  say: Say,
): string[] {
  return changes.map(({ difference, ...last }) => `${said(difference)} (${byWhom(last, say)})`);
}

function byWhom({ by, at }: { readonly by: string; readonly at: number }, say: Say): string {
  return `${say.member(by)}, ${say.when(at)}`;
}

function conflictLines(changes: readonly string[], say: Say): string[] {
  return [
    `${say.strong('Not saved yet.')} Somebody changed this while you had it open:`,
    ...bullets(changes),
    'The form shows theirs now, with your changes in it. Save again to keep it so.',
  ];
}

/** What set-up did. */
export function setUpView({ done, team, channel, managers, members, guide }: SetUpAnswer): Reply {
  if (!done) return compose('UTC', () => [{ kind: 'lines', lines: [setUpMeanwhile] }, goOn()]);
  const people = members.added.length + members.moved.length;
  return compose('UTC', (say) => [
    {
      kind: 'lines',
      lines: [
        'Headroom is set up.',
        ...bullets([
          `Managers: ${memberList(managers, say)}`,
          `Channel: ${channelInWords(channel)}`,
          `Members: ${formatCount(people)}${people === 0 ? '. Anybody joins by logging an invitation.' : ''}`,
          ...(guide === null ? [] : [`Guide: about ${formatCount(guide)} sent in 7 days`]),
        ]),
      ],
    },
    channel === null ? goOn() : goOn(testButton(team)),
  ]);
}

export const setUpMeanwhile =
  'Somebody has set up Headroom already, so nothing was changed. Its managers change the settings.';

/** Where a test digest goes, and what to do when it does not arrive. */
export function testDigestView({ team, channel, name }: TestDigestAnswer): Reply {
  return compose('UTC', (say) => {
    if (channel === null) {
      const lines = [
        `Nothing was sent: ${escapeText(name)} has no channel. Choose one with ${say.strong('Change People and Channel')}.`,
      ];
      return [
        { kind: 'lines', lines },
        goOn(button(ACTIONS.openPeople, 'Change People and Channel', String(team))),
      ];
    }
    return [
      {
        kind: 'lines',
        lines: [
          `A test digest is on its way to ${channelInWords(channel)}.`,
          `It does not arrive? Headroom must be in the channel: type ${say.code('/invite @Headroom')} there, then send it again.`,
        ],
      },
      goOn(testButton(team)),
    ];
  });
}
