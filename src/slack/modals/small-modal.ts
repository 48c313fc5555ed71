import type { InputBlock, ModalView } from '@slack/types';

/** A form of a sentence and a few inputs. */
export function smallModal(form: {
  readonly callbackId: string;
  readonly title: string;
  /** A verb and its object. */
  readonly submit: string;
  /** What it is for, and what follows; in mrkdwn. */
  readonly intro: string;
  readonly inputs: readonly InputBlock[];
}): ModalView {
  return {
    type: 'modal',
    callback_id: form.callbackId,
    title: { type: 'plain_text', text: form.title },
    submit: { type: 'plain_text', text: form.submit },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: form.intro } }, ...form.inputs],
  };
}
