import type { WelcomeAnswer } from '../../services/answers.ts';
import type { Reply } from '../request.ts';
import { typeCommand } from './account.ts';
import { undoButton } from './buttons.ts';
import { compose } from './compose.ts';
import { accountTypeNames, meterWarning } from './meters.ts';

/** What the first-run card recorded, and what comes next. */
export function welcomeView(answer: WelcomeAnswer): Reply {
  const { requestId, isNew, from, accountType, near = [], zone } = answer;
  const type = accountTypeNames[accountType];
  return compose(zone, (say) => {
    if (!isNew) {
      const other = say.code(typeCommand(accountType === 'free' ? 'sales_navigator' : 'free', ''));
      return [
        {
          kind: 'lines',
          lines: [
            `You have started already: your LinkedIn account is ${say.strong(type)}. Nothing was changed.`,
            `Another type? ${other}`,
          ],
        },
      ];
    }
    return [
      {
        kind: 'lines',
        lines: [
          `You are all set: your LinkedIn account is ${say.strong(type)}.`,
          ...near.map((meter) => meterWarning(meter, say)),
          `Next, log an invitation you sent on LinkedIn: with the button on Home, or with ${say.code('/invites log https://www.linkedin.com/in/jane-doe')}`,
        ],
      },
      ...(from === accountType ? [] : [undoButton(requestId)]),
    ];
  });
}
