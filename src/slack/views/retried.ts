import type { DeliveriesRetriedAnswer } from '../../services/settings-answers.ts';
import type { Reply } from '../request.ts';
import { compose } from './compose.ts';
import { counted } from './say.ts';
import { placeInWords } from './undelivered.ts';

/** What *Retry Delivery* did. */
export function retriedView({ channel, queued, skipped }: DeliveriesRetriedAnswer): Reply {
  return compose('UTC', (say) => {
    const where = placeInWords(channel, say);
    const lines =
      queued + skipped === 0 ? [`Nothing is left to deliver to ${where}: it was tried again already.`] : [];
    if (queued > 0)
      lines.push(
        `Trying again: ${counted(queued, 'message')} to ${where}. You hear of it if Slack refuses again.`,
      );
    if (skipped > 0)
      lines.push(
        skipped === 1
          ? '1 digest is too old to post: it is more than 4 hours late.'
          : `${counted(skipped, 'digest')} are too old to post: they are more than 4 hours late.`,
      );
    return [{ kind: 'lines', lines }];
  });
}
