import { InputError } from '../errors.ts';
import type { Block } from './blocks.ts';
import { checkEntered } from './entered-shapes.ts';
import { type Element, elementsOf, type PlacedElement } from './message.ts';

/** What a member entered; see `page-acts.ts`. */
export type Values = Readonly<Record<string, unknown>>;
export type ViewState = Record<string, Record<string, Record<string, unknown>>>;

const holdsNothing = new Set(['button', 'overflow', 'image', 'feedback_buttons', 'icon_button']);

/** The field that carries an element's value in a state, and the field that sets it at first. */
const fields: Record<string, { readonly value: string; readonly initial: string }> = {
  overflow: { value: 'selected_option', initial: '' },
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
  file_input: { value: 'files', initial: '' },
};
const typed = { value: 'value', initial: 'initial_value' };

/**
 * `state.values` of a view or a message. What was entered is found by `block_id/action_id`, by `action_id`, or by
 * `block_id` where the block holds one value. `null` is a field that was emptied.
 */
export function stateOf(blocks: readonly Block[], values: Values): ViewState {
  const state: ViewState = {};
  const placed = elementsOf(blocks).filter(({ element }) => !holdsNothing.has(element.type));
  for (const { blockId, element } of placed) {
    const actionId = String(element.action_id);
    const alone = placed.filter((other) => other.blockId === blockId).length === 1;
    const keys = [keyOf({ blockId, element }), actionId, ...(alone ? [blockId] : [])];
    const key = keys.find((one) => Object.hasOwn(values, one) && values[one] !== undefined);
    const given = key === undefined ? undefined : values[key];
    state[blockId] = { ...state[blockId], [actionId]: elementState(element, given) };
  }
  return state;
}

export function keyOf({ blockId, element }: Pick<PlacedElement, 'blockId' | 'element'>): string {
  return `${blockId}/${String(element.action_id)}`;
}

/** The value of an element, in the field Slack has for it; one that nobody touched holds what the app put in it. */
export function elementState(element: Element, given: unknown): Record<string, unknown> {
  const { value, initial } = fields[element.type] ?? typed;
  const entered = given === undefined ? element[initial] : given;
  const chosen =
    given !== undefined && value.startsWith('selected_option') ? chooseOptions(element, given) : entered;
  const isEmpty = chosen === undefined || chosen === null || chosen === '';
  if (given !== undefined && !isEmpty) checkEntered(element, value, chosen);
  return { type: element.type, [value]: isEmpty ? (value.endsWith('s') ? [] : null) : chosen };
}

/** What else of a chosen element comes with the action: what the app wrote into it. */
export function chosenFrom(element: Element): Record<string, unknown> {
  const { value, initial } = fields[element.type] ?? typed;
  if (value === 'value') return {};
  const names = [initial, 'placeholder', 'confirm'].filter((name) => element[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, element[name]]));
}

function chooseOptions(element: Element, given: unknown): unknown {
  if (Array.isArray(given)) return given.map((one) => chooseOptions(element, one));
  const value = typeof given === 'string' ? given : fieldOf(given, 'value');
  if (typeof value !== 'string' || element.type.endsWith('external_select')) return given;
  const options = [
    element.options,
    ...listOf(element.option_groups).map((group) => fieldOf(group, 'options')),
  ];
  const found = options.flatMap(listOf).find((one) => fieldOf(one, 'value') === value);
  if (found === undefined)
    throw new InputError(`There is no option ${value} in ${String(element.action_id)}.`);
  return found;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}
