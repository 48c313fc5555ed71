import type { BoardSharedAnswer } from '../../services/answers.ts';
import { ACTIONS } from '../ids.ts';
import type { Reply } from '../request.ts';
import { button, openButton } from './buttons.ts';
import { compose } from './compose.ts';

/** What *Share to Channel* came to, and the way back to the board (`shown`, or without it the usual one). */
export function boardSharedView({ result, channel }: BoardSharedAnswer, shown?: string): Reply {
  const lines = {
    top_three: `The top three come to <#${channel}> in a moment. To share more, choose The Whole Board in the settings.`,
    full: `The board comes to <#${channel}> in a moment.`,
    off: 'Not shared: the leaderboard is for managers only in this workspace. Change that in the settings first.',
    no_channel:
      'Not shared: this board has no channel. Choose a team that has one, or set one in the team’s settings.',
  } as const;
  const label = 'Show Leaderboard';
  const back =
    shown === undefined ? openButton(ACTIONS.openBoard, label) : button(ACTIONS.openBoard, label, shown);
  return compose('UTC', () => [
    { kind: 'lines', lines: [lines[result]] },
    { kind: 'buttons', buttons: [back] },
  ]);
}
