import type { OwnDifference, TeammateAnswer } from '../../services/answers.ts';
import type { Reply } from '../request.ts';
import { accountLabel } from './account.ts';
import { formatDates } from './board-words.ts';
import { undoButton } from './buttons.ts';
import { compose } from './compose.ts';
import { accountTypeNames, meterWarning } from './meters.ts';

/** What somebody changed for themselves. */
export function teammateView({ requestId, differences, near = [], refusal }: TeammateAnswer): Reply {
  const isAboutAccounts = differences.some(({ field }) => field === 'type' || field === 'account');
  return compose('UTC', (say) => [
    {
      kind: 'lines',
      lines:
        refusal !== null
          ? [`Nothing was saved: ${accountRefusals[refusal]}`]
          : differences.length === 0
            ? ['Nothing was changed.']
            : [
                'Saved your settings:',
                ...differences.map((one) => `• ${saidChange(one)}`),
                ...near.flatMap(({ account, meters }) =>
                  meters.map((meter) => meterWarning(meter, say, `${accountLabel(account)}: `)),
                ),
              ],
    },
    ...(isAboutAccounts
      ? [
          {
            kind: 'context',
            line: 'What was counted stays counted. Undo takes back what changed about accounts only.',
          } as const,
          undoButton(requestId),
        ]
      : []),
  ]);
}

/** Why a further account is not added. */
export const accountRefusals = {
  exists: 'You have an account of this name already. Enter another one.',
  too_many: 'You have as many accounts here as there can be.',
} as const;

export const checkInNames = {
  twice: 'Tuesdays and Fridays',
  weekly: 'Fridays only',
  off: 'never',
} as const;

function saidChange(change: OwnDifference): string {
  switch (change.field) {
    case 'notices':
      return `Notices about your account by direct message: ${change.to ? 'yes' : 'no'}`;
    case 'ranked':
      return change.to
        ? 'The leaderboard names you.'
        : 'The leaderboard does not name you. What you did still counts in the team’s total.';
    case 'checkIns':
      return `Check-ins: ${checkInNames[change.to]}`;
    case 'awayUntil':
      return change.to === null
        ? 'You are not away.'
        : `Away until ${formatDates(change.to, change.to)}, that day included`;
    case 'type':
      return `${accountLabel(change.account)}: ${accountTypeNames[change.to]} from now on (it was ${accountTypeNames[change.from]})`;
    case 'account':
      return `New account ${change.account}: ${accountTypeNames[change.to]}`;
  }
}
