import type { Call } from '../../src/simulator/simulator.ts';
import { CAPS } from '../../src/slack/caps.ts';
import { ACTIONS } from '../../src/slack/ids.ts';

type Json = Readonly<Record<string, unknown>>;
/** One message or view that the bot gave to Slack, and how. */
export type Shown = {
  readonly how: string;
  /** Of a message: what is read out and notified. */
  readonly text: string | undefined;
  readonly view: Json | undefined;
  readonly blocks: readonly Json[];
};

/** Everything that the bot showed, in order: by the Web API, in acknowledgements and through `response_url`. */
export function shownIn(calls: readonly Call[]): Shown[] {
  return calls.flatMap((call): Shown[] => {
    if (call.kind === 'api') return showing(call.method, call.args);
    if (call.kind === 'ack') return showing('an acknowledgement', asObject(call.payload));
    return call.kind === 'response_url' ? showing('response_url', asObject(call.payload)) : [];
  });
}

function showing(how: string, payload: Json): Shown[] {
  const view = parsed(payload.view);
  if (view !== undefined) {
    const shown = asObject(view);
    return [{ how, text: undefined, view: shown, blocks: listOf(shown.blocks) }];
  }
  const blocks = parsed(payload.blocks);
  if (blocks === undefined) return [];
  return [
    {
      how,
      text: typeof payload.text === 'string' ? payload.text : '',
      view: undefined,
      blocks: listOf(blocks),
    },
  ];
}

function parsed(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value;
}
function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(asObject) : [];
}

/** What Slack would refuse, or a person could not read, in one message or view. */
export function faultsOf({ text, view, blocks }: Shown): string[] {
  const objects = objectsIn(blocks);
  const buttons = objects.filter(({ type }) => type === 'button');
  const ids = (field: string) =>
    objects.flatMap((one) => (typeof one[field] === 'string' ? [one[field]] : []));
  return [
    ...(view === undefined ? messageFaults(text ?? '', blocks) : viewFaults(view, blocks)),
    ...objects.flatMap(objectFaults),
    ...repeated(ids('block_id')).map((id) => `the block_id ${id} twice`),
    ...repeated(ids('action_id')).map((id) => `the action_id ${id} twice`),
    ...over('primary buttons', buttons.filter(({ style }) => style === 'primary').length, 1),
    ...buttons.flatMap(buttonFaults),
  ];
}

function messageFaults(text: string, blocks: readonly Json[]): string[] {
  return [
    ...(text.trim() === '' ? ['no text beside the blocks'] : []),
    ...over('text', text.length, CAPS.messageText),
    ...over('blocks', blocks.length, CAPS.messageBlocks),
    ...over('tables', blocks.filter(({ type }) => type === 'table').length, CAPS.tablesInMessage),
    ...over(
      'charts',
      blocks.filter(({ type }) => type === 'data_visualization').length,
      CAPS.chartsInMessage,
    ),
  ];
}

function viewFaults(view: Json, blocks: readonly Json[]): string[] {
  const hasInput = blocks.some(({ type }) => type === 'input');
  return [
    ...over('blocks', blocks.length, CAPS.viewBlocks),
    ...over('bytes', Buffer.byteLength(JSON.stringify(view)), CAPS.viewBytes),
    ...over('title', lengthOf(view.title), CAPS.modalTitle),
    ...over('submit', lengthOf(view.submit), CAPS.modalSubmit),
    ...over('close', lengthOf(view.close), CAPS.modalClose),
    ...over('private_metadata', lengthOf(view.private_metadata), CAPS.privateMetadata),
    ...over('callback_id', lengthOf(view.callback_id), CAPS.callbackId),
    ...(view.type === 'modal' && lengthOf(view.title) === 0 ? ['a modal without a title'] : []),
    ...(hasInput && view.type === 'modal' && lengthOf(view.close) === 0 ? ['a form without a way out'] : []),
    // Not everybody's Slack shows them there.
    ...blocks.flatMap(({ type }) =>
      ['table', 'data_table', 'data_visualization'].includes(String(type)) ? [`a ${type} in a view`] : [],
    ),
  ];
}

function objectFaults(one: Json): string[] {
  const { type } = one;
  const named = (found: string[]) => found.map((fault) => `${type}: ${fault}`);
  const ids = [
    ...over('block_id', lengthOf(one.block_id), CAPS.blockId),
    ...over('action_id', lengthOf(one.action_id), CAPS.actionId),
  ];
  switch (type) {
    case 'header':
      return named([...ids, ...over('text', lengthOf(one.text), CAPS.headerText)]);
    case 'section':
      return named([
        ...ids,
        ...over('text', lengthOf(one.text), CAPS.sectionText),
        ...over('fields', listOf(one.fields).length, CAPS.sectionFields),
        ...listOf(one.fields).flatMap((field) => over('field', lengthOf(field), CAPS.sectionFieldText)),
      ]);
    case 'context':
      return named([
        ...ids,
        ...over('elements', listOf(one.elements).length, CAPS.contextElements),
        ...listOf(one.elements).flatMap((element) => over('text', lengthOf(element), CAPS.contextText)),
      ]);
    case 'actions':
      return named([...ids, ...over('elements', listOf(one.elements).length, CAPS.actionsElements)]);
    case 'input':
      return named([
        ...ids,
        ...(lengthOf(one.label) === 0 ? ['no label'] : []),
        ...over('label', lengthOf(one.label), CAPS.inputLabel),
        ...over('hint', lengthOf(one.hint), CAPS.inputHint),
      ]);
    case 'image':
      return named([
        ...(lengthOf(one.alt_text) === 0 ? ['no alt text'] : []),
        ...over('alt_text', lengthOf(one.alt_text), CAPS.imageAltText),
      ]);
    case 'data_table':
      return named([
        ...(lengthOf(one.caption) === 0 ? ['no caption'] : []),
        ...tableFaults(one, CAPS.dataTableRows + 1, CAPS.dataTableColumns, CAPS.dataTableCharacters),
      ]);
    case 'table':
      return named(tableFaults(one, CAPS.tableRows, CAPS.tableColumns, CAPS.tableCharacters));
    case 'plain_text_input':
      return named([
        ...ids,
        ...over('max_length', Number(one.max_length ?? 0), CAPS.plainTextInput),
        ...over('initial_value', lengthOf(one.initial_value), Number(one.max_length ?? CAPS.plainTextInput)),
      ]);
    case 'static_select':
      return named([...ids, ...optionFaults(one, CAPS.selectOptions)]);
    case 'radio_buttons':
      return named([...ids, ...optionFaults(one, CAPS.radioOptions)]);
    case 'checkboxes':
      return named([...ids, ...optionFaults(one, CAPS.checkboxOptions)]);
    default:
      return named(ids);
  }
}

function optionFaults({ options }: Json, most: number): string[] {
  return [
    ...over('options', listOf(options).length, most),
    ...listOf(options).flatMap(({ text, description }) => [
      ...over('option', lengthOf(text), CAPS.optionText),
      ...over('description', lengthOf(description), CAPS.optionText),
    ]),
  ];
}

function tableFaults(
  { rows }: Json,
  mostRows: number,
  mostColumns: number,
  mostCharacters: number,
): string[] {
  const all = Array.isArray(rows) ? rows.map(listOf) : [];
  const characters = all.flat().reduce((sum, cell) => sum + lengthOf(cell.text), 0);
  return [
    ...over('rows', all.length, mostRows),
    ...over('columns', Math.max(0, ...all.map((row) => row.length)), mostColumns),
    ...over('characters', characters, mostCharacters),
  ];
}

function buttonFaults({ text, value, confirm, action_id: id }: Json): string[] {
  const says = textOf(text);
  const asked = asObject(confirm);
  // What somebody is called may hold anything; the bot's own words do not.
  const isName = [ACTIONS.choose, ACTIONS.previewDigest].some((name) => String(id).startsWith(name));
  return [
    ...over('button', says.length, CAPS.buttonText),
    ...over('value', lengthOf(value), CAPS.buttonValue),
    ...over('confirm title', lengthOf(asked.title), CAPS.confirmTitle),
    ...over('confirm text', lengthOf(asked.text), CAPS.confirmText),
    ...over('confirm button', lengthOf(asked.confirm), CAPS.confirmButton),
    ...over('deny button', lengthOf(asked.deny), CAPS.confirmButton),
    ...(says.trim() === '' ? ['a button without a text'] : []),
    ...(!isName && /\p{Extended_Pictographic}|:[a-z_]+:/u.test(says)
      ? [`an emoji on the button ${says}`]
      : []),
  ];
}

function objectsIn(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== 'object' || value === null) return [];
  const one = asObject(value);
  return [one, ...Object.values(one).flatMap(objectsIn)];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : String(asObject(value).text ?? '');
}
function lengthOf(value: unknown): number {
  return textOf(value).length;
}
function over(what: string, length: number, cap: number): string[] {
  return length > cap ? [`${what}: ${length} of ${cap}`] : [];
}
function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}
