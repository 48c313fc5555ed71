import { undeliveredView } from '../../slack/views/undelivered.ts';
import type { MessageBuilder } from './message-builder.ts';

/** To who asked for a message: that it did not arrive, and what to do. */
export const undelivered: MessageBuilder<'undelivered'> = {
  kind: 'undelivered',
  async build(_ledger, message) {
    return undeliveredView(message);
  },
};
