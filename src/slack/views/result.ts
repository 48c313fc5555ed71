import type { ModalView } from '@slack/types';
import { CAPS } from '../caps.ts';
import type { Reply } from '../request.ts';

/** A reply as a modal: what a submitted form came to, or a button in Home. Its buttons work there as in a message. */
export function resultModal(reply: Reply): ModalView {
  return {
    type: 'modal',
    callback_id: 'result',
    title: { type: 'plain_text', text: 'Headroom' },
    close: { type: 'plain_text', text: 'Done' },
    clear_on_close: true,
    blocks: reply.blocks.slice(0, CAPS.viewBlocks),
  };
}
