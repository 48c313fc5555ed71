import { isStillNear } from '../../services/still-near.ts';
import { limitWarningView } from '../../slack/views/limit-warning.ts';
import type { MessageBuilder } from './message-builder.ts';

/** To a team's channel, or to the owner for whom somebody else recorded: a meter is near its limit, or at it. */
export const limitWarning: MessageBuilder<'limit_warning'> = {
  kind: 'limit_warning',
  async build(ledger, warning, about) {
    if (!(await isStillNear(ledger, warning, about))) return { nothing: 'not_near_any_more' };
    return limitWarningView(warning);
  },
};
