import type { AccountAnswer } from '../../services/answers.ts';
import type { Quota } from '../../services/read-quota.ts';
import type { Reply } from '../request.ts';
import { undoButton } from './buttons.ts';
import { compose } from './compose.ts';
import { accountTypeNames, meterLabel, meterSentence } from './meters.ts';

const choices = '/invites account free, /invites account business-plus, /invites account sales-navigator';

/** The caller's account type and what it allows. */
export function accountView(quota: Quota): Reply {
  const limits = quota.meters.filter((meter) => meter.limit.effect === 'block').map(meterSentence);
  return compose(quota.zone, (say) => [
    {
      kind: 'lines',
      lines: [`LinkedIn account: ${say.strong(accountTypeNames[quota.accountType])}`, ...limits],
    },
    { kind: 'context', line: `Another type? ${choices.split(', ').map(say.code).join(', ')}` },
  ]);
}

/** What a change of the type changed. */
export function accountChangedView({ requestId, from, standing }: AccountAnswer): Reply {
  const to = accountTypeNames[standing.accountType];
  const limits = standing.meters.filter((meter) => meter.limit.effect === 'block').map(meterLabel);
  return compose(standing.zone, (say) => [
    {
      kind: 'lines',
      lines: [
        from === standing.accountType
          ? `Your LinkedIn account was ${say.strong(to)} already.`
          : `Your LinkedIn account is ${say.strong(to)} from now on (it was ${accountTypeNames[from]}). What was counted stays counted.`,
        limits.join(' · '),
      ],
    },
    ...(from === standing.accountType ? [] : [undoButton(requestId)]),
  ]);
}
