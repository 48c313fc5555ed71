import type { KnownBlock, ModalView } from '@slack/types';
import { guideOf } from '../../limits/guide.ts';
import type { ManagedSettings, StaffedTeam } from '../../services/read-settings.ts';
import { ACTIONS } from '../ids.ts';
import { presetNamesInWords } from '../views/policy-changes.ts';
import { counted, escapeText, formatCount, type Say, sayMrkdwn } from '../views/say.ts';
import {
  boardNames,
  managersInWords,
  retentionInWords,
  teamLine,
  warnNames,
} from '../views/settings-words.ts';
import { messageInWords, placeInWords, reasonInWords } from '../views/undelivered.ts';
import { modalButton, paragraph, plain } from './settings-parts.ts';

/** What somebody can change, as it holds now, with a button beside each. `zone` is the reader's. */
export function settingsMenu(settings: ManagedSettings, zone: string): ModalView {
  const say = sayMrkdwn(zone);
  const { role, teams } = settings;
  return {
    type: 'modal',
    callback_id: 'settings_menu',
    title: plain('Settings'),
    close: plain('Close'),
    blocks: [
      ...(settings.canSetUp ? setUpInvitation() : []),
      ...(role.isManager ? ofWorkspace(settings, say) : role.isAdmin ? ofAdmin(settings, say) : []),
      ...(teams.length > 0 || role.isManager ? [{ type: 'divider' } as const, header('Teams')] : []),
      ...(teams.length === 0 && role.isManager
        ? [paragraph('There is no team yet. A team has a channel, a digest and days off of its own.')]
        : teams.map((team) => teamRow(team, say))),
      {
        type: 'actions',
        elements: [
          ...(role.isManager ? [modalButton(ACTIONS.addTeam, 'Add Team')] : []),
          modalButton(ACTIONS.openMySettings, 'Change My Settings'),
        ],
      },
      ...undelivered(settings, say),
    ],
  };
}

function setUpInvitation(): KnownBlock[] {
  return [
    paragraph(
      'Nobody has set up Headroom for this workspace yet. It asks four things.',
      modalButton(ACTIONS.openSetUp, 'Set Up Headroom', { style: 'primary' }),
    ),
  ];
}

function ofWorkspace({ workspace: { document }, policy }: ManagedSettings, say: Say): KnownBlock[] {
  const guide = guideOf(policy)?.cap.free;
  const said = [
    `${say.strong('Managers:')} ${managersInWords(document, say)}`,
    `${say.strong('A person whom another team has invited:')} ${document.overlapNames ? 'the teammate is named' : 'it says “another team”'}`,
    `${say.strong('Warnings to the channel:')} ${warnNames[document.warnChannelFrom]}`,
    `${say.strong('Leaderboard for the others:')} ${boardNames[document.leaderboard]}`,
    `${say.strong('People’s data:')} ${retentionInWords(document.retentionMonths)}`,
  ];
  return [
    paragraph(
      `${say.strong('Limits:')} ${presetNamesInWords[policy.preset]}${guide === undefined ? '' : `, guide about ${formatCount(guide)} sent in 7 days`}`,
      modalButton(ACTIONS.openPolicy, 'Change Limits'),
    ),
    paragraph(said.join('\n'), modalButton(ACTIONS.openRules, 'Change Managers and Rules')),
  ];
}

function ofAdmin({ workspace: { document } }: ManagedSettings, say: Say): KnownBlock[] {
  return [
    paragraph(
      `${say.strong('Managers:')} ${managersInWords(document, say)}\nAs an admin of this Slack you can name managers. They change the rest.`,
      modalButton(ACTIONS.openRules, 'Change Managers'),
    ),
  ];
}

function teamRow({ team, document, members }: StaffedTeam, say: Say): KnownBlock {
  return paragraph(
    `${say.strong(escapeText(document.name))}\n${teamLine(document, members.length)}`,
    modalButton(ACTIONS.openTeam, 'Change Team', { value: String(team), of: document.name }),
  );
}

function undelivered({ dead: { newest, total } }: ManagedSettings, say: Say): KnownBlock[] {
  if (total === 0) return [];
  // A button a channel: who has mended it wants all of it delivered.
  const places = newest.map(({ channel, kind, reason, at, earlier }) => {
    const what = `${messageInWords(kind)} to ${placeInWords(channel, say)}, ${say.when(at)}`;
    const more = earlier === 0 ? '' : `, and ${counted(earlier, 'earlier message')}`;
    const retry = modalButton(ACTIONS.retryDelivery, 'Retry Delivery', { value: channel, of: channel });
    return paragraph(`${what}${more}: ${reasonInWords(reason)}`, retry);
  });
  const more = total - newest.length;
  return [
    { type: 'divider' },
    header('Not delivered'),
    ...places,
    ...(more > 0 ? [paragraph(`and messages to ${counted(more, 'other channel')}`)] : []),
  ];
}

const header = (text: string) => ({ type: 'header', text: plain(text) }) as const;
