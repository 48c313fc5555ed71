import type { DismissedAnswer } from '../../services/answers.ts';
import type { Reply } from '../request.ts';
import { compose } from './compose.ts';
import { someOf } from './some-of.ts';

/** That refused invitations were not sent: nothing counts, and nobody is asked again. */
export function dismissedView({ items, zone }: DismissedAnswer): Reply {
  return compose(zone, (say) => [
    {
      kind: 'lines',
      lines: [`Noted: you did not send ${someOf(items, say)}. Nothing was recorded, and no limit moved.`],
    },
  ]);
}
