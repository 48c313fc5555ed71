import type { Block } from './blocks.ts';
import { type Element, elementsOf } from './message.ts';
import type { ViewState } from './view-state.ts';

const required = 'Please complete this required field.';

/** What Slack's client refuses to submit, all at once, by `block_id`. */
export function checkInputs(blocks: readonly Block[], state: ViewState): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { block, blockId, element } of elementsOf(blocks)) {
    if (block.type !== 'input') continue;
    const value = enteredIn(state[blockId]?.[String(element.action_id)]);
    const error = isEmpty(value) ? (block.optional === true ? undefined : required) : problem(element, value);
    if (error !== undefined) errors[blockId] = error;
  }
  return errors;
}

function enteredIn(entered: Readonly<Record<string, unknown>> = {}): unknown {
  return Object.entries(entered).find(([name]) => name !== 'type')?.[1];
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

function problem(element: Element, value: unknown): string | undefined {
  if (Array.isArray(value)) {
    return element.type === 'file_input' ? wrongFiles(element, value) : tooMany(element, value);
  }
  if (typeof value !== 'string') return undefined;
  switch (element.type) {
    case 'plain_text_input':
      return wrongLength(element, value);
    case 'email_text_input':
      return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value)
        ? undefined
        : 'Please enter a valid email address, such as name@example.com.';
    case 'url_text_input':
      return isAddress(value) ? undefined : 'Please enter a valid URL, such as https://example.com.';
    case 'number_input':
      return wrongNumber(element, value);
    default:
      return undefined;
  }
}

function wrongLength({ min_length, max_length }: Element, value: string): string | undefined {
  if (typeof min_length === 'number' && value.length < min_length)
    return `Please enter at least ${count(min_length, 'character')}.`;
  if (typeof max_length === 'number' && value.length > max_length)
    return `Please enter no more than ${count(max_length, 'character')}.`;
  return undefined;
}

function isAddress(value: string): boolean {
  return /^https?:\/\/\S+$/i.test(value) && URL.canParse(value);
}

function wrongNumber(element: Element, value: string): string | undefined {
  const { is_decimal_allowed, min_value, max_value } = element;
  if (!/^[+-]?\d+(\.\d+)?$/.test(value.trim())) return 'Please enter a number.';
  if (is_decimal_allowed !== true && value.includes('.')) return 'Please enter a whole number.';
  const entered = Number(value);
  if (typeof min_value === 'string' && entered < Number(min_value))
    return `Please enter ${min_value} or more.`;
  if (typeof max_value === 'string' && entered > Number(max_value))
    return `Please enter ${max_value} or less.`;
  return undefined;
}

function tooMany({ max_selected_items: most }: Element, chosen: readonly unknown[]): string | undefined {
  if (typeof most !== 'number' || chosen.length <= most) return undefined;
  return `Please choose no more than ${count(most, 'item')}.`;
}

function wrongFiles({ filetypes, max_files }: Element, files: readonly unknown[]): string | undefined {
  const most = typeof max_files === 'number' ? max_files : 10;
  if (files.length > most) return `Please add no more than ${count(most, 'file')}.`;
  const types = Array.isArray(filetypes) ? filetypes.map((type) => String(type).toLowerCase()) : [];
  if (types.length === 0) return undefined;
  const wrong = files
    .map(nameOf)
    .filter((name) => !types.includes(name.split('.').at(-1)?.toLowerCase() ?? ''));
  if (wrong.length === 0) return undefined;
  return `${wrong.join(', ')} cannot be added. Please choose a file of type ${types.join(', ')}.`;
}

function nameOf(file: unknown): string {
  return typeof file === 'object' && file !== null ? String(Reflect.get(file, 'name')) : '';
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
