import type { BoardSharedAnswer } from '../../services/answers.ts';
import type { Reply } from '../request.ts';
import { compose } from './compose.ts';

/** What *Share to Channel* came to. */
export function boardSharedView({ result, channel }: BoardSharedAnswer): Reply {
  const lines = {
    top_three: `The top three come to <#${channel}> in a moment. Managers can share the whole board when the settings say so.`,
    full: `The board comes to <#${channel}> in a moment.`,
    off: 'Not shared: the leaderboard is for managers only in this workspace. Change that in the settings first.',
    no_channel:
      'Not shared: no channel is set here. Choose a team that has one, or set one in the team’s settings.',
  } as const;
  return compose('UTC', () => [{ kind: 'lines', lines: [lines[result]] }]);
}
