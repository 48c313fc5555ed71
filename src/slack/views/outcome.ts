import type { OutcomeAnswer, OutcomeItem } from '../../services/answers.ts';
import type { SaidMeter } from '../../services/said.ts';
import type { Reply } from '../request.ts';
import { undoButton } from './buttons.ts';
import { compose } from './compose.ts';
import { levelSentence, meterLabel, meterSentence } from './meters.ts';
import { formatCount, type Say } from './say.ts';

/** One line a person, in the order typed; then where the account stands. */
export function outcomeView(answer: OutcomeAnswer): Reply {
  const { meters, pending, zone } = answer.standing;
  const accepted = meters.filter((meter) => meter.limit.basis === 'accepted');
  const recorded = answer.items.some((item) => item.recorded);
  return compose(zone, (say) => [
    {
      kind: 'lines',
      lines: [
        ...answer.items.map((item) => outcomeLine(item, say)),
        ...(recorded ? [[...accepted.map(meterLabel), `Pending: ${formatCount(pending)}`].join(' · ')] : []),
        ...(recorded ? accepted : [])
          .filter((meter) => meter.level !== 'ok')
          .map(
            (meter) => `${say.warning} ${meterSentence(meter)}. ${levelSentence(meter)}${resets(meter, say)}`,
          ),
      ],
    },
    ...(recorded ? [undoButton(answer.requestId)] : []),
  ]);
}

/** When a limit that is near or reached begins anew. */
function resets({ resetsAt }: SaidMeter, say: Say): string {
  return resetsAt === null ? '' : ` It resets ${say.when(resetsAt)}.`;
}

function outcomeLine(item: OutcomeItem, say: Say): string {
  const name = say.person(item.person);
  if (item.recorded) return `Recorded: ${name} accepted (sent ${say.when(item.sentAt)}).`;
  const { invite } = item;
  if (invite === null) {
    return `Not recorded: you have not logged an invite to ${name}. Log it first: ${say.code('/invites log')} and the LinkedIn address.`;
  }
  if (invite.state === 'accepted') {
    return `Not recorded: ${name} has accepted already, ${say.when(invite.stateAt)}.`;
  }
  return `Not recorded: your invite to ${name} was sent ${say.when(invite.sentAt)}, after that. Give a later time, like ${say.code('at yesterday 5pm')}.`;
}
