import { silentDays } from '../../services/queue-silent.ts';
import { ACTIONS } from '../ids.ts';
import type { Reply } from '../request.ts';
import { openButton } from './buttons.ts';
import { compose } from './compose.ts';

/** To somebody alone, who has logged nothing for some working days. */
export function silentView(): Reply {
  return compose('UTC', (say) => [
    {
      kind: 'lines',
      lines: [
        `${say.strong(`Nothing logged for ${silentDays} working days.`)} Did you send invites on LinkedIn? Log them, and your room is right again. If you sent none, all is well.`,
        `On leave? Set ${say.strong('Away until')} with ${say.strong('Change My Settings')}, and nobody asks. Only you see this message.`,
      ],
    },
    {
      kind: 'buttons',
      buttons: [
        { ...openButton(ACTIONS.openLog, 'Log Invites'), style: 'primary' },
        openButton(ACTIONS.openMySettings, 'Change My Settings'),
      ],
    },
  ]);
}
