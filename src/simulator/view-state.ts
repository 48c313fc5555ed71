import type { Block } from './blocks.ts';
import { type Element, elementsOf } from './message.ts';

type Values = Readonly<Record<string, unknown>>;
export type ViewState = Record<string, Record<string, Record<string, unknown>>>;

const holdsNothing = new Set(['button', 'overflow', 'image', 'feedback_buttons', 'icon_button']);

/** The field that carries an element's value in a state, and the field that sets it at first. */
const fields: Record<string, { readonly value: string; readonly initial: string }> = {
  static_select: { value: 'selected_option', initial: 'initial_option' },
  external_select: { value: 'selected_option', initial: 'initial_option' },
  radio_buttons: { value: 'selected_option', initial: 'initial_option' },
  checkboxes: { value: 'selected_options', initial: 'initial_options' },
  multi_static_select: { value: 'selected_options', initial: 'initial_options' },
  multi_external_select: { value: 'selected_options', initial: 'initial_options' },
  users_select: { value: 'selected_user', initial: 'initial_user' },
  multi_users_select: { value: 'selected_users', initial: 'initial_users' },
  channels_select: { value: 'selected_channel', initial: 'initial_channel' },
  multi_channels_select: { value: 'selected_channels', initial: 'initial_channels' },
  conversations_select: { value: 'selected_conversation', initial: 'initial_conversation' },
  multi_conversations_select: { value: 'selected_conversations', initial: 'initial_conversations' },
  datepicker: { value: 'selected_date', initial: 'initial_date' },
  timepicker: { value: 'selected_time', initial: 'initial_time' },
  datetimepicker: { value: 'selected_date_time', initial: 'initial_date_time' },
  rich_text_input: { value: 'rich_text_value', initial: 'initial_value' },
  file_input: { value: 'files', initial: 'initial_files' },
};

/**
 * `state.values` of a view or a message. `values` are what a user entered, by `block_id` or `action_id`: a text, a
 * choice's `value` (or several), an id, or a whole option.
 */
export function stateOf(blocks: readonly Block[], values: Values): ViewState {
  const state: ViewState = {};
  for (const { blockId, element } of elementsOf(blocks)) {
    if (holdsNothing.has(element.type)) continue;
    const actionId = String(element.action_id);
    const given = values[blockId] ?? values[actionId];
    state[blockId] = { ...state[blockId], [actionId]: elementState(element, given) };
  }
  return state;
}

export function elementState(element: Element, given: unknown): Record<string, unknown> {
  const { value, initial } = fields[element.type] ?? { value: 'value', initial: 'initial_value' };
  const entered = given ?? element[initial];
  const chosen = value.startsWith('selected_option') ? chooseOptions(element, entered) : entered;
  return { type: element.type, [value]: chosen ?? (value.endsWith('s') ? [] : null) };
}

/** Blocks whose required input is empty: the client refuses to submit them. */
export function missingInputs(blocks: readonly Block[], state: ViewState): Record<string, string> {
  const missing: Record<string, string> = {};
  for (const block of blocks) {
    if (block.type !== 'input' || block.optional === true) continue;
    const entered = state[block.block_id ?? '']?.[String(block.element.action_id)] ?? {};
    const { type: _type, ...rest } = entered;
    const empty = Object.values(rest).every((one) => one === null || one === '' || isEmptyList(one));
    if (empty) missing[block.block_id ?? ''] = 'Please complete this required field.';
  }
  return missing;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function chooseOptions(element: Element, given: unknown): unknown {
  if (Array.isArray(given)) return given.map((one) => chooseOptions(element, one));
  if (typeof given !== 'string') return given;
  const options = [
    element.options,
    ...listOf(element.option_groups).map((group) => fieldOf(group, 'options')),
  ];
  const found = options.flatMap(listOf).find((one) => fieldOf(one, 'value') === given);
  if (found === undefined)
    throw new RangeError(`There is no option ${given} in ${String(element.action_id)}`);
  return found;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}
