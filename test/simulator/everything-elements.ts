import type { ActionsBlockElement, AnyBlock, InputBlockElement } from '@slack/types';
import { plain } from './everything-blocks.ts';

const option = (word: string) => ({ text: plain(word), value: word.toLowerCase() });
const kinds = ['Free', 'Premium', 'Recruiter'].map(option);
const sizes = ['Small', 'Large'].map(option);

export const question = {
  title: plain('Undo this?'),
  text: { type: 'mrkdwn' as const, text: 'It *will* be gone.' },
  confirm: plain('Undo Log'),
  deny: plain('Keep It'),
  style: 'danger' as const,
};

/** Every element that acts in a message or Home; the placeholder, or what stands on it, is its name. */
const acting: readonly ActionsBlockElement[] = [
  { type: 'button', action_id: 'press', value: 'pressed', text: plain('Press Me'), style: 'primary' },
  { type: 'button', action_id: 'undo', value: 'undone', text: plain('Undo'), confirm: question },
  { type: 'button', action_id: 'visit', url: 'https://example.com/', text: plain('Visit Page') },
  {
    type: 'overflow',
    action_id: 'overflow',
    options: ['Edit', 'Archive'].map(option),
  },
  { type: 'static_select', action_id: 'kind', placeholder: plain('Pick a kind'), options: kinds },
  {
    type: 'static_select',
    action_id: 'grouped',
    placeholder: plain('Pick of a group'),
    option_groups: [
      { label: plain('Kinds'), options: kinds },
      { label: plain('Sizes'), options: sizes },
    ],
  },
  { type: 'multi_static_select', action_id: 'kinds', placeholder: plain('Pick kinds'), options: kinds },
  { type: 'users_select', action_id: 'owner', placeholder: plain('Pick a person') },
  { type: 'multi_users_select', action_id: 'owners', placeholder: plain('Pick people') },
  { type: 'channels_select', action_id: 'channel', placeholder: plain('Pick a channel') },
  { type: 'multi_channels_select', action_id: 'channels', placeholder: plain('Pick channels') },
  { type: 'conversations_select', action_id: 'place', placeholder: plain('Pick a place') },
  { type: 'multi_conversations_select', action_id: 'places', placeholder: plain('Pick places') },
  { type: 'checkboxes', action_id: 'flags', options: ['Urgent', 'Private'].map(option) },
  { type: 'radio_buttons', action_id: 'size', options: sizes },
  { type: 'datepicker', action_id: 'day', placeholder: plain('Pick a day') },
  { type: 'timepicker', action_id: 'hour', placeholder: plain('Pick an hour') },
  { type: 'datetimepicker', action_id: 'moment' },
];

/** One block each, so that what stands beside an element does not carry its state; Slack allows 25 in one. */
export const actingBlocks: readonly AnyBlock[] = acting.map((element) => ({
  type: 'actions',
  block_id: `act-${element.action_id}`,
  elements: [element],
}));

/** An input in a message tells the app by itself: there is no submit. */
export const inputInMessage: AnyBlock = {
  type: 'input',
  block_id: 'said',
  dispatch_action: true,
  label: plain('Say something'),
  element: { type: 'plain_text_input', action_id: 'say' },
};

type Field = { readonly label: string; readonly element: InputBlockElement; readonly hint?: string };

/** Every input of a modal, by its `block_id`. */
const fields: Readonly<Record<string, Field>> = {
  name: {
    label: 'Name',
    hint: 'As on the badge',
    element: { type: 'plain_text_input', max_length: 40, placeholder: plain('Jane Doe') },
  },
  notes: { label: 'Notes', element: { type: 'plain_text_input', multiline: true } },
  count: {
    label: 'Count',
    element: { type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '100' },
  },
  email: { label: 'E-mail', element: { type: 'email_text_input' } },
  address: { label: 'Address', element: { type: 'url_text_input' } },
  kind: { label: 'Kind', element: { type: 'static_select', options: kinds, initial_option: option('Free') } },
  tags: { label: 'Tags', element: { type: 'multi_static_select', options: kinds, max_selected_items: 2 } },
  owner: { label: 'Owner', element: { type: 'users_select' } },
  reviewers: { label: 'Reviewers', element: { type: 'multi_users_select' } },
  channel: { label: 'Channel', element: { type: 'channels_select' } },
  channels: { label: 'Other channels', element: { type: 'multi_channels_select' } },
  place: {
    label: 'Place',
    element: { type: 'conversations_select', filter: { include: ['public', 'private'] } },
  },
  places: { label: 'Other places', element: { type: 'multi_conversations_select' } },
  flags: { label: 'Flags', element: { type: 'checkboxes', options: ['Urgent', 'Private'].map(option) } },
  size: { label: 'Size', element: { type: 'radio_buttons', options: sizes } },
  day: { label: 'Day', element: { type: 'datepicker', initial_date: '2026-11-24' } },
  hour: { label: 'Hour', element: { type: 'timepicker' } },
  moment: { label: 'Moment', element: { type: 'datetimepicker' } },
  story: { label: 'Story', element: { type: 'rich_text_input' } },
  files: { label: 'Files', element: { type: 'file_input', filetypes: ['csv', 'txt'], max_files: 2 } },
};

/** All but the name may stay empty. */
export const inputBlocks: readonly AnyBlock[] = Object.entries(fields).map(
  ([block_id, { label, hint, element }]) => ({
    type: 'input',
    block_id,
    optional: block_id !== 'name',
    label: plain(label),
    ...(hint === undefined ? {} : { hint: plain(hint) }),
    element: { ...element, action_id: 'value' },
  }),
);

/** What the simulator takes and the page cannot act on: there it is shown as what it is. */
export const undrawnBlocks: readonly AnyBlock[] = [
  {
    type: 'actions',
    block_id: 'undrawn',
    elements: [
      {
        type: 'external_select',
        action_id: 'country',
        placeholder: plain('Pick a country'),
        min_query_length: 2,
      },
    ],
  },
];
