import { ACTIONS } from '../ids.ts';
import type { Reply } from '../request.ts';
import { openButton } from './buttons.ts';
import { compose } from './compose.ts';

const mostUsed = [
  ['log https://www.linkedin.com/in/jane-doe', 'log an invite you sent'],
  ['accepted https://www.linkedin.com/in/jane-doe', 'somebody accepted'],
  ['check https://www.linkedin.com/in/jane-doe', 'would it be allowed now?'],
  ['pending', 'who has not answered yet'],
  ['quota', 'how much room you have left'],
  ['undo', 'take back your last entry'],
] as const;

/** What the bare command answers. */
export function startView(): Reply {
  return compose('UTC', (say) => [
    {
      kind: 'lines',
      lines: [
        'Press a button, or type a command:',
        ...mostUsed.map(([typed, what]) => `${say.code(`/invites ${typed}`)} – ${what}`),
      ],
    },
    { kind: 'context', line: `${say.code('/invites help')} lists all commands.` },
    {
      kind: 'buttons',
      buttons: [
        { ...openButton(ACTIONS.openLog, 'Log Invites'), style: 'primary' },
        openButton(ACTIONS.openPending, 'Record Outcomes'),
        openButton(ACTIONS.myRoom, 'My Room'),
      ],
    },
  ]);
}
