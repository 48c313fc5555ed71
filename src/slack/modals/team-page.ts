import type { ModalView } from '@slack/types';
import { InputError, NotAllowedError } from '../../errors.ts';
import type { Ledger } from '../../ledger/connect.ts';
import type { Call } from '../../services/call.ts';
import { readManagedSettings, type StaffedTeam } from '../../services/read-settings.ts';
import { managesTeam } from '../../services/role.ts';
import { ACTIONS } from '../ids.ts';
import type { Answered } from '../request.ts';
import { formatDates } from '../views/board-words.ts';
import { counted, escapeText, sayMrkdwn } from '../views/say.ts';
import {
  channelInWords,
  daysInWords,
  listed,
  memberList,
  quietNames,
  rhythmNames,
} from '../views/settings-words.ts';
import { decodeTeam, modalButton, paragraph, plain } from './settings-parts.ts';

/** A team as it is, with what can be done with it. */
export async function openTeam(ledger: Ledger, call: Call, value: string): Promise<Answered> {
  const { team, canRemove } = await readTeamToChange(ledger, call, decodeTeam(value));
  return { kind: 'open', view: teamPage(team, canRemove, call.zone) };
}

/** Throws NotAllowedError for who does not manage it, and InputError if it was removed. */
export async function readTeamToChange(
  ledger: Ledger,
  call: Call,
  number: number,
): Promise<{ readonly team: StaffedTeam; readonly canRemove: boolean }> {
  const { role, teams } = await readManagedSettings(ledger, call);
  if (!managesTeam(role, number)) throw new NotAllowedError('Only managers of this team can change it.');
  const team = teams.find((one) => one.team === number);
  if (team === undefined)
    throw new InputError('This team was removed. Open the settings again with `/invites settings`.');
  return { team, canRemove: role.isManager };
}

export function teamPage(
  { team, document, members }: StaffedTeam,
  canRemove: boolean,
  zone: string,
): ModalView {
  const say = sayMrkdwn(zone);
  const value = String(team);
  const { name, channel, managers, holidays, workingDays, digestAt, digestEvery, quietDays } = document;
  const people = [
    `${say.strong('Name:')} ${escapeText(name)}`,
    `${say.strong('Channel:')} ${channelInWords(channel)}`,
    `${say.strong('Managers of the team:')} ${managers.length === 0 ? 'only those of the workspace' : memberList(managers, say)}`,
    `${say.strong(`${counted(members.length, 'member')}:`)} ${members.length === 0 ? 'nobody yet' : memberList(members, say)}`,
  ];
  const days = holidays.map((date) => formatDates(date, date));
  const times = [
    `${say.strong('Digest:')} ${rhythmNames[digestEvery]} at ${digestAt} (${document.zone}); when nothing was logged: ${quietNames[quietDays]}`,
    `${say.strong('Working days:')} ${daysInWords(workingDays)}`,
    `${say.strong('Holidays:')} ${days.length === 0 ? 'none' : listed(days)}`,
  ];
  return {
    type: 'modal',
    callback_id: 'team',
    title: plain('Team'),
    close: plain('Close'),
    blocks: [
      paragraph(people.join('\n')),
      paragraph(times.join('\n')),
      {
        type: 'actions',
        elements: [
          modalButton(ACTIONS.openPeople, 'Change People and Channel', { value }),
          modalButton(ACTIONS.openTimes, 'Change Times', { value }),
          modalButton(ACTIONS.testDigest, 'Send Test Digest', { value }),
          ...(canRemove ? [removeButton(value, members.length)] : []),
        ],
      },
    ],
  };
}

function removeButton(value: string, members: number) {
  const people = members === 0 ? 'It has no members' : `Its ${counted(members, 'member')} will be in no team`;
  return modalButton(ACTIONS.removeTeam, 'Remove Team', {
    value,
    style: 'danger',
    confirm: {
      title: plain('Remove this team?'),
      text: plain(
        `${people}, and its digest and warnings stop. What its people logged stays. It cannot be undone.`,
      ),
      confirm: plain('Remove Team'),
      deny: plain('Keep Team'),
      style: 'danger',
    },
  });
}
