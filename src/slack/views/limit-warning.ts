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
    const isAccepted = meter.limit.basis === 'accepted';
    const who =
      recordedBy === undefined
        ? `${say.member(owner)}${isAccepted ? ':' : ' has'} ${facts}.`
        : `You${isAccepted ? ':' : ' have'} ${facts}. ${say.member(recordedBy)} recorded the latest for you.`;
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

/** What is wise now. Acceptances cannot be spread or saved: what waits for an answer takes the room that is left. */
function advice(meter: SaidMeter, say: Say): string {
  const { level, remaining, resetsAt, roomAgainAt, limit } = meter;
  if (level === 'reached') {
    const again = roomAgainAt ?? resetsAt;
    return again === null
      ? 'Best stop sending for now.'
      : `Best stop sending until there is room again: ${say.when(again)}.`;
  }
  const left = `${level === 'critical' ? 'Only ' : ''}${formatCount(remaining)} left`;
  const [it, until] = [remaining === 1 ? 'it' : 'them', resetsAt === null ? null : say.when(resetsAt)];
  if (limit.basis === 'accepted')
    return `${left}, and pending invites can still use ${it}: send fewer ${until === null ? 'in the next days' : `until ${until}`}.`;
  if (level === 'critical' || remaining === 1)
    return `${left}: ${until === null ? `save ${it} for the next days` : `make ${it} last until ${until}`}.`;
  return `${left}: spread ${it} over the ${until === null ? 'next days' : `time until ${until}`}.`;
}
