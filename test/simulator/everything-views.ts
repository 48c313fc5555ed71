import type { AnyBlock, HomeView, ModalView } from '@slack/types';
import { alerts, displayInViews, mrkdwn, plain } from './everything-blocks.ts';
import { actingBlocks, inputBlocks } from './everything-elements.ts';

const modal = (
  title: string,
  callback_id: string,
  blocks: readonly AnyBlock[],
  submit?: string,
): ModalView => ({
  type: 'modal',
  callback_id,
  title: plain(title),
  close: plain('Cancel'),
  ...(submit === undefined ? {} : { submit: plain(submit) }),
  blocks: [...blocks],
});

const input = (block_id: string, label: string, fields: { optional?: boolean } = {}): AnyBlock => ({
  type: 'input',
  block_id,
  label: plain(label),
  element: { type: 'plain_text_input', action_id: 'value' },
  ...fields,
});

const button = (action_id: string, text: string): AnyBlock => ({
  type: 'actions',
  block_id: action_id,
  elements: [{ type: 'button', action_id, text: plain(text) }],
});

/** What the app never acknowledges. */
export const unheard: AnyBlock = button('unheard', 'Ask Nobody');

/** Every input, and every block to read; it tells the app when it is closed. */
export const form: ModalView = {
  ...modal('Every input', 'form', [...inputBlocks, ...displayInViews, ...alerts], 'Send'),
  notify_on_close: true,
  private_metadata: 'kept for the app',
};

/** Every element that acts at once. */
export const acting: ModalView = modal('Acting at once', 'acting', actingBlocks);

/** Its first field tells the app as it is entered, which writes the preview anew and touches nothing else. */
export const preview = (typed: string): ModalView =>
  modal(
    'Preview',
    'preview',
    [
      {
        type: 'input',
        block_id: 'draft',
        dispatch_action: true,
        label: plain('Draft'),
        element: {
          type: 'plain_text_input',
          action_id: 'draft_changed',
          dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
        },
      },
      input('remark', 'Remark'),
      {
        type: 'section',
        block_id: 'shown',
        text: mrkdwn(typed === '' ? 'Nothing typed yet' : `So far: ${typed}`),
      },
    ],
    'Send',
  );

export const strict: ModalView = modal(
  'Strict',
  'strict',
  [input('word', 'Word'), input('again', 'Word again')],
  'Check',
);

export const first: ModalView = modal(
  'First',
  'first',
  [input('title', 'Title', { optional: true }), button('deeper', 'Go Deeper')],
  'Next',
);
export const second: ModalView = modal(
  'Second',
  'second',
  [input('detail', 'Detail', { optional: true })],
  'Next',
);
/** Renamed, it has no button for it any more. */
export const third = (name: string): ModalView => {
  const rename = name === 'Renamed' ? [] : [button('rename', 'Rename')];
  return modal(name, 'third', [...rename, button('too_deep', 'One Too Many')], 'Finish');
};

export const replaced: ModalView = modal('Replace me', 'replaced', [mention('Before')], 'Replace');
export const replacement: ModalView = modal('Replaced', 'replacement', [mention('After')], 'Done');
export const held: ModalView = modal('Slow', 'held', [input('word', 'Word')], 'Wait');
export const silent: ModalView = modal('Silent', 'silent', [input('word', 'Word')], 'Ask');
export const quoted = (text: string): ModalView =>
  modal('Quote', 'quoted', [mention(`> ${text}`), input('remark', 'Remark')], 'Quote');

function mention(text: string): AnyBlock {
  return { type: 'section', text: mrkdwn(text) };
}

export const home = (count: number): HomeView => ({
  type: 'home',
  blocks: [
    { type: 'header', text: plain('Everything at home') },
    mention(`Counted to ${count}`),
    button(`count_${count + 1}`, 'Count On'),
    button('open_form', 'Open Form'),
    unheard,
    ...displayInViews,
    ...actingBlocks,
  ],
});
