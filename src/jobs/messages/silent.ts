import { isStillSilent } from '../../services/queue-silent.ts';
import { silentView } from '../../slack/views/silent.ts';
import type { MessageBuilder } from './message-builder.ts';

/** To who logged nothing for three working days, if they still have not, and are here. */
export const silent: MessageBuilder<'silent'> = {
  kind: 'silent',
  async build(ledger, message, about) {
    return (await isStillSilent(ledger, about, message)) ? silentView() : { nothing: 'not_so_any_more' };
  },
};
