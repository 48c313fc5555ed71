import type { InputBlock, PlainTextOption } from '@slack/types';
import { CAPS } from '../caps.ts';

/** What every input has. `id` is its `block_id`, by which its value and its errors are known. */
type Field = {
  readonly id: string;
  /** Names the value. */
  readonly label: string;
  /** Its limits, and what happens with it. */
  readonly hint?: string;
  readonly optional?: boolean;
  /** It tells the bot at once when it changes. */
  readonly tells?: boolean;
};
export type Choice = { readonly value: string; readonly text: string; readonly description?: string };

/** One input with the element in it; the `action_id` is the block's id too. */
function input(field: Field, element: InputBlock['element']): InputBlock {
  return {
    type: 'input',
    block_id: field.id,
    label: plain(field.label),
    ...(field.hint !== undefined && { hint: plain(field.hint) }),
    optional: field.optional ?? false,
    ...(field.tells && { dispatch_action: true }),
    element,
  };
}

export function textInput(
  field: Field & {
    readonly value?: string | null;
    readonly placeholder?: string;
    readonly multiline?: boolean;
    readonly max?: number;
  },
): InputBlock {
  return input(field, {
    type: 'plain_text_input',
    action_id: field.id,
    multiline: field.multiline ?? false,
    max_length: field.max ?? CAPS.plainTextInput,
    ...(field.value && { initial_value: field.value }),
    ...(field.placeholder !== undefined && { placeholder: plain(field.placeholder) }),
    ...(field.tells && { dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } }),
  });
}

export function numberInput(
  field: Field & { readonly value?: number | null; readonly min?: number; readonly max?: number },
): InputBlock {
  return input(field, {
    type: 'number_input',
    action_id: field.id,
    is_decimal_allowed: false,
    ...(field.min !== undefined && { min_value: String(field.min) }),
    ...(field.max !== undefined && { max_value: String(field.max) }),
    ...(field.value != null && { initial_value: String(field.value) }),
  });
}

export function selectInput(
  field: Field & { readonly choices: readonly Choice[]; readonly value?: string | null },
): InputBlock {
  const options = field.choices.map(option);
  const initial = options.find(({ value }) => value === field.value);
  return input(field, {
    type: 'static_select',
    action_id: field.id,
    options,
    ...(initial && { initial_option: initial }),
  });
}

export function radioInput(
  field: Field & { readonly choices: readonly Choice[]; readonly value?: string | null },
): InputBlock {
  const options = field.choices.map(option);
  const initial = options.find(({ value }) => value === field.value);
  return input(field, {
    type: 'radio_buttons',
    action_id: field.id,
    options,
    ...(initial && { initial_option: initial }),
  });
}

export function checkboxesInput(
  field: Field & { readonly choices: readonly Choice[]; readonly values?: readonly string[] },
): InputBlock {
  const options = field.choices.map(option);
  const initial = options.filter(({ value }) => value !== undefined && field.values?.includes(value));
  return input(field, {
    type: 'checkboxes',
    action_id: field.id,
    options,
    ...(initial.length > 0 && { initial_options: initial }),
  });
}

export function usersInput(field: Field & { readonly values?: readonly string[] }): InputBlock {
  return input(field, {
    type: 'multi_users_select',
    action_id: field.id,
    ...(field.values && field.values.length > 0 && { initial_users: [...field.values] }),
  });
}

/** Public and private channels of this workspace; none that other companies read too, and no direct messages. */
export function channelInput(field: Field & { readonly value?: string | null }): InputBlock {
  return input(field, {
    type: 'conversations_select',
    action_id: field.id,
    filter: {
      include: ['public', 'private'],
      exclude_bot_users: true,
      exclude_external_shared_channels: true,
    },
    ...(field.value && { initial_conversation: field.value }),
  });
}

export function dateInput(field: Field & { readonly value?: string | null }): InputBlock {
  return input(field, {
    type: 'datepicker',
    action_id: field.id,
    ...(field.value && { initial_date: field.value }),
  });
}

export function timeInput(field: Field & { readonly value?: string | null }): InputBlock {
  return input(field, {
    type: 'timepicker',
    action_id: field.id,
    ...(field.value && { initial_time: field.value }),
  });
}

export function option({ value, text, description }: Choice): PlainTextOption {
  return { value, text: plain(text), ...(description !== undefined && { description: plain(description) }) };
}

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
