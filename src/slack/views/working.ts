import type { ModalView } from '@slack/types';

/** Stands on a form whose result takes longer than Slack waits; `externalId` finds it again. */
export function workingModal(externalId: string): ModalView {
  return {
    type: 'modal',
    callback_id: 'result',
    external_id: externalId,
    title: { type: 'plain_text', text: 'Headroom' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [{ type: 'section', text: { type: 'plain_text', text: 'Still working…' } }],
  };
}
