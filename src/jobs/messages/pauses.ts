import type { PauseNews } from '../../services/messages.ts';
import { isPauseAsTold } from '../../services/pauses.ts';
import { pauseView } from '../../slack/views/pause.ts';
import type { MessageBuilder } from './message-builder.ts';

/** What is told of a block, if it is still so: it may have been lifted, changed or taken back meanwhile. */
function pauseBuilder<Kind extends PauseNews['kind']>(kind: Kind): MessageBuilder<Kind> {
  return {
    kind,
    async build(ledger, news, about) {
      return (await isPauseAsTold(ledger, news, about)) ? pauseView(news) : { nothing: 'not_so_any_more' };
    },
  };
}

export const paused = pauseBuilder('paused');
export const pausedAccount = pauseBuilder('paused_account');
export const pauseEnding = pauseBuilder('pause_ending');
export const pauseEnded = pauseBuilder('pause_ended');
