import type { ViewOutput, ViewStateValue } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';

/** A modal as it was submitted, to be drawn anew in another one's place: with what was entered, and what is wrong above it. */
export function enteredAgain(view: ViewOutput, problems: readonly string[]): ModalView {
  const { callback_id, private_metadata, submit, close } = view;
  const wrong: KnownBlock = {
    type: 'section',
    text: { type: 'mrkdwn', text: `⚠️ Nothing was saved:\n${problems.join('\n')}` },
  };
  return {
    type: 'modal',
    callback_id,
    private_metadata,
    title: { type: 'plain_text', text: view.title.text },
    ...(submit && { submit: { type: 'plain_text', text: submit.text } }),
    ...(close && { close: { type: 'plain_text', text: close.text } }),
    blocks: [wrong, ...view.blocks.map((block) => filled(block, view.state.values))] as KnownBlock[],
  };
}

type Block = ViewOutput['blocks'][number];

function filled(block: Block, values: ViewOutput['state']['values']): Block {
  if (!('element' in block) || typeof block.element !== 'object' || block.block_id === undefined)
    return block;
  const [entered] = Object.values(values[block.block_id] ?? {});
  return entered === undefined
    ? block
    : ({ ...block, element: { ...withoutInitials(block.element), ...initials(entered) } } as Block);
}

function withoutInitials(element: object): object {
  return Object.fromEntries(Object.entries(element).filter(([key]) => !key.startsWith('initial_')));
}

/** The names under which an element begins with what was chosen in it. */
const begins = {
  value: 'initial_value',
  selected_date: 'initial_date',
  selected_time: 'initial_time',
  selected_option: 'initial_option',
  selected_options: 'initial_options',
  selected_user: 'initial_user',
  selected_users: 'initial_users',
  selected_conversation: 'initial_conversation',
  selected_conversations: 'initial_conversations',
  selected_channel: 'initial_channel',
  selected_channels: 'initial_channels',
} as const satisfies Partial<Record<keyof ViewStateValue, string>>;

function initials(entered: ViewStateValue): object {
  return Object.fromEntries(
    Object.entries(begins).flatMap(([name, initial]) => {
      const chosen: unknown = Reflect.get(entered, name);
      const isEmpty = chosen == null || (Array.isArray(chosen) && chosen.length === 0);
      return isEmpty ? [] : [[initial, chosen]];
    }),
  );
}
