import type { CounterAnswer } from '../../services/answers.ts';
import type { Reply } from '../request.ts';
import { typeCommand } from './account.ts';
import { undoButton } from './buttons.ts';
import { compose } from './compose.ts';
import { accountTypeNames, levelSentence, meterLabel, meterSentence } from './meters.ts';
import { formatCount } from './say.ts';

/** The month's meter as LinkedIn's counter has it, or why it cannot be so. */
export function counterView({ requestId, left, result, standing }: CounterAnswer): Reply {
  const { accountType, accountName, zone } = standing;
  const account = accountName === '' ? 'your account' : `your account ${accountName}`;
  return compose(zone, (say) => {
    switch (result.kind) {
      case 'set': {
        const { meter } = result;
        const resets = meter.resetsAt === null ? '' : ` (resets ${say.when(meter.resetsAt)})`;
        const warning = `${say.warning} ${meterSentence(meter)}. ${levelSentence(meter)}`;
        return [
          {
            kind: 'lines',
            lines: [
              `Recorded: LinkedIn shows ${formatCount(left)} left this month for ${account}.`,
              `${meterLabel(meter)}${resets}`,
              ...(meter.level === 'ok' ? [] : [warning]),
            ],
          },
          undoButton(requestId),
        ];
      }
      case 'above_cap': {
        const type = accountTypeNames[accountType];
        const other =
          result.fitting === null
            ? 'Look at the number again.'
            : `Is it ${accountTypeNames[result.fitting]}? Say so first: ${say.code(typeCommand(result.fitting, accountName))}`;
        return [
          {
            kind: 'lines',
            lines: [
              `Not recorded: ${account} is ${type}, which has ${formatCount(result.cap)} a month at most, and ${formatCount(left)} is more. ${other}`,
            ],
          },
        ];
      }
      case 'no_limit':
        return [
          {
            kind: 'lines',
            lines: [
              'Not recorded: the rules of this workspace have no limit of accepted invitations a month that the number could belong to.',
            ],
          },
        ];
    }
  });
}
