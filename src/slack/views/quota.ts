import type { Quota } from '../../services/read-quota.ts';
import type { SaidMeter } from '../../services/said.ts';
import type { Reply } from '../request.ts';
import { compose } from './compose.ts';
import { accountTypeNames, levelSentence, meterSentence } from './meters.ts';
import { formatCount, type Say } from './say.ts';

/** Every meter, the guide first, then what waits and what was sent. */
export function quotaView(quota: Quota): Reply {
  const guides = quota.meters.filter((meter) => meter.limit.effect === 'warn');
  const limits = quota.meters.filter((meter) => meter.limit.effect === 'block');
  return compose(quota.zone, (say) => [
    {
      kind: 'lines',
      lines: [
        ...guides.map((meter) => meterLine(meter, say, true)),
        ...limits.map((meter) => meterLine(meter, say, false)),
        `Pending: ${formatCount(quota.pending)}`,
        `Sent today: ${formatCount(quota.sentToday)} · Sent this month: ${formatCount(quota.sentThisMonth)}`,
      ],
    },
    {
      kind: 'context',
      line: `LinkedIn account: ${accountTypeNames[quota.accountType]} (change it with ${say.code('/invites account')}). Only accepted invitations count against the daily and monthly limits; the guide counts what is sent.`,
    },
  ]);
}

function meterLine(meter: SaidMeter, say: Say, leads: boolean): string {
  const sentence = meterSentence(meter);
  const shown = leads ? say.strong(sentence) : sentence;
  const resets = meter.resetsAt === null ? '' : ` (resets ${say.when(meter.resetsAt)})`;
  if (meter.level === 'ok') return `${shown}${resets}`;
  // A calendar limit has said when it resets; a rolling one lets go of one send after the other.
  const again = meter.resetsAt === null ? meter.roomAgainAt : null;
  const room = again === null ? '' : ` Room again from ${say.when(again)}.`;
  return `${say.warning} ${shown}${resets}. ${levelSentence(meter)}${room}`;
}
