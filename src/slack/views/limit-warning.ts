import type { LimitWarning } from '../../services/messages.ts';
import type { SaidMeter } from '../../services/said.ts';
import type { Reply } from '../request.ts';
import { compose } from './compose.ts';
import { levelSentence, share, windowWords } from './meters.ts';
import { formatCount, type Say } from './say.ts';

/** That an account is near a limit, or at it, and what to do: to its owner, or to the channel of the team. */
export function limitWarningView({ owner, accountName, zone, meter, recordedBy }: LimitWarning): Reply {
  const account = accountName === '' ? '' : ` as ${accountName}`;
  return compose(zone, (say) => {
    const facts = `${movement(meter)} ${windowWords(meter.limit)}${account}`;
    const who =
      recordedBy === undefined
        ? `${say.member(owner)} has ${facts}.`
        : `You have ${facts}: ${say.member(recordedBy)} recorded the latest for you.`;
    return [
      { kind: 'lines', lines: [`${say.warning} ${who} ${levelSentence(meter)} ${advice(meter, say)}`] },
    ];
  });
}

/** `sent 80 of about 100`, `240 of 300 invitations accepted`, `sent 3 of 4 PageInvites` */
function movement(meter: SaidMeter): string {
  const { resource, basis } = meter.limit;
  if (basis === 'accepted') return `${share(meter)} invitations accepted`;
  return resource === 'page' ? `sent ${share(meter)} PageInvites` : `sent ${share(meter)}`;
}

/** What is wise now. What waits for an answer can still be accepted, so of acceptances the sends are to be spared. */
function advice({ level, remaining, resetsAt, roomAgainAt }: SaidMeter, say: Say): string {
  const again = roomAgainAt ?? resetsAt;
  const until = resetsAt === null ? 'over the next days' : `until ${say.when(resetsAt)}`;
  switch (level) {
    case 'reached':
      return again === null
        ? 'Best stop sending for now.'
        : `Best stop sending until there is room again: ${say.when(again)}.`;
    case 'critical':
      return `Only ${formatCount(remaining)} left: best spare them ${until}.`;
    default:
      return `${formatCount(remaining)} left: spread them ${until}.`;
  }
}
