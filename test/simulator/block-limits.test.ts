import { expect, it } from 'vitest';
import { type BlockLimit, blockLimits, fileInputBytes } from '../../src/simulator/block-limits.ts';
import { readBlocks, type Surface } from '../../src/simulator/blocks.ts';
import { createFiles } from '../../src/simulator/files.ts';
import { SlackError } from '../../src/simulator/slack-error.ts';
import { readView } from '../../src/simulator/view-schema.ts';

const x = (n: number) => 'x'.repeat(n);
const list = <T>(n: number, make: (index: number) => T) =>
  Array.from({ length: n }, (_, index) => make(index));
const plain = (n: number) => ({ type: 'plain_text', text: x(n) });
const mrkdwn = (n: number) => ({ type: 'mrkdwn', text: x(n) });
const divider = { type: 'divider' };
const option = (index: number) => ({ text: plain(1), value: String(index) });
const image = (change: object) => ({
  type: 'image',
  alt_text: 'a',
  image_url: 'https://a.test/b.png',
  ...change,
});
const button = (change: object) => ({
  type: 'actions',
  elements: [{ type: 'button', text: plain(1), ...change }],
});
const confirm = (change: object) =>
  button({ confirm: { title: plain(1), text: plain(1), confirm: plain(1), deny: plain(1), ...change } });
const element = (one: object) => ({ type: 'actions', elements: [one] });
const input = (one: object, change: object = {}) => ({
  type: 'input',
  label: plain(1),
  element: one,
  ...change,
});
const cell = (n: number) => ({ type: 'raw_text', text: x(n) });
const dataTable = (change: object) => ({ type: 'data_table', caption: 'c', rows: [[cell(1)]], ...change });
const chart = (change: object) => ({
  type: 'data_visualization',
  title: 't',
  chart: { type: 'bar', series: [{ name: 's', data: [{ label: 'l', value: 1 }] }] },
  ...change,
});
const points = (n: number) => list(n, (index) => ({ label: String(index), value: index }));
const card = (change: object) => ({ type: 'card', ...change });
const container = (change: object) => ({
  type: 'container',
  title: plain(1),
  child_blocks: [divider],
  ...change,
});
const modal = (change: object) => ({ type: 'modal', title: plain(1), blocks: [], ...change });

const message = (...blocks: object[]) => readBlocks(blocks, 'message');
const inModal = (...blocks: object[]) => readBlocks(blocks, 'modal');

/** For each limit: what holds exactly n, sent to Slack, and the pointer an error names. */
const cases: Record<BlockLimit, readonly [send: (n: number) => unknown, at: string]> = {
  'message.blocks': [(n) => message(...list(n, () => divider)), '/blocks'],
  'message.data_visualization': [(n) => message(...list(n, () => chart({}))), '/blocks'],
  'message.table': [(n) => message(...list(n, () => ({ type: 'table', rows: [[cell(1)]] }))), '/blocks'],
  'message.markdown': [
    (n) => message({ type: 'markdown', text: x(1) }, { type: 'markdown', text: x(n - 1) }),
    '/blocks',
  ],
  'view.blocks': [(n) => inModal(...list(n, () => divider)), '/blocks'],
  'view.bytes': [(n) => readView(sized(n)), ''],
  'view.title': [(n) => readView(modal({ title: plain(n) })), '/view/title/text'],
  'view.submit': [(n) => readView(modal({ submit: plain(n) })), '/view/submit/text'],
  'view.close': [(n) => readView(modal({ close: plain(n) })), '/view/close/text'],
  'view.private_metadata': [(n) => readView(modal({ private_metadata: x(n) })), '/view/private_metadata'],
  'view.callback_id': [(n) => readView(modal({ callback_id: x(n) })), '/view/callback_id'],
  'view.external_id': [(n) => readView(modal({ external_id: x(n) })), '/view/external_id'],
  block_id: [(n) => message({ ...divider, block_id: x(n) }), '/blocks/0/block_id'],
  action_id: [(n) => message(button({ action_id: x(n) })), '/blocks/0/elements/0/action_id'],
  'section.text': [(n) => message({ type: 'section', text: mrkdwn(n) }), '/blocks/0/text/text'],
  'section.fields': [
    (n) => message({ type: 'section', fields: list(n, () => plain(1)) }),
    '/blocks/0/fields',
  ],
  'section.field': [(n) => message({ type: 'section', fields: [plain(n)] }), '/blocks/0/fields/0/text'],
  'header.text': [(n) => message({ type: 'header', text: plain(n) }), '/blocks/0/text/text'],
  'context.elements': [
    (n) => message({ type: 'context', elements: list(n, () => plain(1)) }),
    '/blocks/0/elements',
  ],
  'actions.elements': [
    (n) => message({ type: 'actions', elements: list(n, () => ({ type: 'button', text: plain(1) })) }),
    '/blocks/0/elements',
  ],
  'context_actions.elements': [
    (n) =>
      message({
        type: 'context_actions',
        elements: list(n, () => ({ type: 'icon_button', icon: 'trash', text: plain(1) })),
      }),
    '/blocks/0/elements',
  ],
  'input.label': [(n) => inModal(input({ type: 'datepicker' }, { label: plain(n) })), '/blocks/0/label/text'],
  'input.hint': [(n) => inModal(input({ type: 'datepicker' }, { hint: plain(n) })), '/blocks/0/hint/text'],
  'image.alt_text': [(n) => message(image({ alt_text: x(n) })), '/blocks/0/alt_text'],
  'image.title': [(n) => message(image({ title: plain(n) })), '/blocks/0/title/text'],
  'image.image_url': [(n) => message(image({ image_url: x(n) })), '/blocks/0/image_url'],
  'table.rows': [(n) => message({ type: 'table', rows: list(n, () => [cell(1)]) }), '/blocks/0/rows'],
  'table.columns': [(n) => message({ type: 'table', rows: [list(n, () => cell(1))] }), '/blocks/0/rows/0'],
  'table.characters': [(n) => message({ type: 'table', rows: [[cell(1), cell(n - 1)]] }), '/blocks/0/rows'],
  'data_table.rows': [(n) => message(dataTable({ rows: list(n, () => [cell(1)]) })), '/blocks/0/rows'],
  'data_table.columns': [(n) => message(dataTable({ rows: [list(n, () => cell(1))] })), '/blocks/0/rows/0'],
  'data_table.characters': [(n) => message(dataTable({ rows: [[cell(n)]] })), '/blocks/0/rows'],
  'data_table.page_size': [(n) => message(dataTable({ page_size: n })), '/blocks/0/page_size'],
  'data_visualization.title': [(n) => message(chart({ title: x(n) })), '/blocks/0/title'],
  'data_visualization.series': [
    (n) =>
      message(chart({ chart: { type: 'line', series: list(n, () => ({ name: 's', data: points(1) })) } })),
    '/blocks/0/chart/series',
  ],
  'data_visualization.points': [
    (n) => message(chart({ chart: { type: 'pie', segments: points(n) } })),
    '/blocks/0/chart/segments',
  ],
  'card.title': [(n) => message(card({ title: mrkdwn(n) })), '/blocks/0/title/text'],
  'card.subtitle': [
    (n) => message(card({ body: mrkdwn(1), subtitle: mrkdwn(n) })),
    '/blocks/0/subtitle/text',
  ],
  'card.body': [(n) => message(card({ body: mrkdwn(n) })), '/blocks/0/body/text'],
  'carousel.elements': [
    (n) => message({ type: 'carousel', elements: list(n, () => card({ body: mrkdwn(1) })) }),
    '/blocks/0/elements',
  ],
  'container.title': [(n) => message(container({ title: plain(n) })), '/blocks/0/title/text'],
  'container.child_blocks': [
    (n) => message(container({ child_blocks: list(n, () => divider) })),
    '/blocks/0/child_blocks',
  ],
  'alert.text': [(n) => inModal({ type: 'alert', text: plain(n) }), '/blocks/0/text/text'],
  'button.text': [(n) => message(button({ text: plain(n) })), '/blocks/0/elements/0/text/text'],
  'button.value': [(n) => message(button({ value: x(n) })), '/blocks/0/elements/0/value'],
  'button.url': [(n) => message(button({ url: x(n) })), '/blocks/0/elements/0/url'],
  'button.accessibility_label': [
    (n) => message(button({ accessibility_label: x(n) })),
    '/blocks/0/elements/0/accessibility_label',
  ],
  'confirm.title': [(n) => message(confirm({ title: plain(n) })), '/blocks/0/elements/0/confirm/title/text'],
  'confirm.text': [(n) => message(confirm({ text: mrkdwn(n) })), '/blocks/0/elements/0/confirm/text/text'],
  'confirm.confirm': [
    (n) => message(confirm({ confirm: plain(n) })),
    '/blocks/0/elements/0/confirm/confirm/text',
  ],
  'confirm.deny': [(n) => message(confirm({ deny: plain(n) })), '/blocks/0/elements/0/confirm/deny/text'],
  'option.text': [
    (n) => message(element({ type: 'overflow', options: [{ text: plain(n), value: 'v' }] })),
    '/blocks/0/elements/0/options/0/text/text',
  ],
  'option.description': [
    (n) => message(element({ type: 'overflow', options: [{ ...option(0), description: plain(n) }] })),
    '/blocks/0/elements/0/options/0/description/text',
  ],
  'option.value': [
    (n) => message(element({ type: 'overflow', options: [{ text: plain(1), value: x(n) }] })),
    '/blocks/0/elements/0/options/0/value',
  ],
  'option_group.label': [
    (n) =>
      message(element({ type: 'static_select', option_groups: [{ label: plain(n), options: [option(0)] }] })),
    '/blocks/0/elements/0/option_groups/0/label/text',
  ],
  'overflow.options': [
    (n) => message(element({ type: 'overflow', options: list(n, option) })),
    '/blocks/0/elements/0/options',
  ],
  'select.options': [
    (n) => message(element({ type: 'static_select', options: list(n, option) })),
    '/blocks/0/elements/0/options',
  ],
  'select.option_groups': [
    (n) =>
      message(
        element({
          type: 'static_select',
          option_groups: list(n, () => ({ label: plain(1), options: [option(0)] })),
        }),
      ),
    '/blocks/0/elements/0/option_groups',
  ],
  'radio_buttons.options': [
    (n) => message(element({ type: 'radio_buttons', options: list(n, option) })),
    '/blocks/0/elements/0/options',
  ],
  'checkboxes.options': [
    (n) => message(element({ type: 'checkboxes', options: list(n, option) })),
    '/blocks/0/elements/0/options',
  ],
  placeholder: [
    (n) => message(element({ type: 'users_select', placeholder: plain(n) })),
    '/blocks/0/elements/0/placeholder/text',
  ],
  'plain_text_input.length': [
    (n) => inModal(input({ type: 'plain_text_input', initial_value: x(n) })),
    '/blocks/0/element/initial_value',
  ],
  'file_input.max_files': [
    (n) => inModal(input({ type: 'file_input', max_files: n })),
    '/blocks/0/element/max_files',
  ],
};

it('has a case for every limit', () => {
  expect(Object.keys(cases).sort()).toEqual(Object.keys(blockLimits).sort());
});

it.each([
  ['message', blockLimits['message.blocks']],
  ['modal', blockLimits['view.blocks']],
  ['home', blockLimits['view.blocks']],
] as const)('a %s has at most %i blocks', (surface, most) => {
  const blocks = (n: number) => list(n, () => divider);
  expect(() => readBlocks(blocks(most), surface)).not.toThrow();
  expect(refusalOf(() => readBlocks(blocks(most + 1), surface)).details).toEqual([
    `[ERROR] no more than ${most} items allowed [json-pointer:/blocks]`,
  ]);
});

/** Limits of views hold for a Home as well; it has no title and no buttons of its own. */
it.each(['private_metadata', 'callback_id', 'external_id'] as const)(
  'a Home has the limit of %s',
  (field) => {
    const most = blockLimits[`view.${field}`];
    const home = (n: number) => readView({ type: 'home', blocks: [], [field]: x(n) }, 'home');
    expect(() => home(most)).not.toThrow();
    expect(refusalOf(() => home(most + 1)).details[0]).toContain(`[json-pointer:/view/${field}]`);
  },
);

it('a file of a file input has at most 10 MB', () => {
  const files = createFiles('T0ACME', {
    clock: { now: () => 0 },
    nextId: (prefix) => `${prefix}1`,
    changed: () => undefined,
    url: () => 'http://127.0.0.1:1',
  });
  const add = (bytes: number) =>
    files.add({ name: 'a.csv', mimetype: 'text/csv', userId: 'U0LENA', bytes: new Uint8Array(bytes) });
  expect(fileInputBytes).toBe(10 * 1024 * 1024);
  expect(add(fileInputBytes).bytes.byteLength).toBe(fileInputBytes);
  expect(() => add(fileInputBytes + 1)).toThrow('a.csv is larger than 10 MB. Choose a smaller file.');
});

it('counts what stands in a container', () => {
  const inside = container({ child_blocks: [{ type: 'table', rows: [[cell(1)]] }] });
  expect(() => message(inside)).not.toThrow();
  expect(refusalOf(() => message(inside, { type: 'table', rows: [[cell(1)]] })).details).toEqual([
    '[ERROR] no more than 1 table blocks allowed [json-pointer:/blocks]',
  ]);
  expect(refusalOf(() => inModal(inside)).details).toEqual([
    '[ERROR] unsupported type: table [json-pointer:/blocks/0/child_blocks/0/type]',
  ]);
});

/** A view whose JSON has exactly this many bytes. */
function sized(bytes: number): object {
  const sections = list(89, () => ({ type: 'section', text: plain(2_800) }));
  const view = (fill: number) => modal({ blocks: [...sections, { type: 'section', text: plain(fill) }] });
  return view(bytes - JSON.stringify(view(0)).length);
}

it.each(Object.keys(cases) as BlockLimit[])(
  '%s: the limit is allowed, one more is refused with its place',
  (limit) => {
    const [send, at] = cases[limit];
    const most = blockLimits[limit];
    expect(() => send(most)).not.toThrow();
    const error = refusalOf(() => send(most + 1));
    if (limit === 'view.bytes') expect(error.code).toBe('view_too_large');
    else
      expect(error.details[0]).toMatch(
        new RegExp(
          `^\\[ERROR\\] .*${most}.* \\[json-pointer:${at}\\]$|^\\[ERROR\\] .*${most + 1}.* \\[json-pointer:${at}\\]$`,
        ),
      );
  },
);

it.each<[string, Surface, unknown, string]>([
  [
    'an unknown type',
    'message',
    [{ type: 'blink' }],
    'unsupported type: blink [json-pointer:/blocks/0/type]',
  ],
  ['no type', 'message', [{}], 'missing required field: type [json-pointer:/blocks/0]'],
  [
    'an unknown field',
    'message',
    [{ type: 'divider', color: 1 }],
    'invalid additional property: color [json-pointer:/blocks/0]',
  ],
  [
    'a header without text',
    'message',
    [{ type: 'header' }],
    'missing required field: text [json-pointer:/blocks/0]',
  ],
  [
    'a section without text or fields',
    'message',
    [{ type: 'section' }],
    'missing required field: text [json-pointer:/blocks/0]',
  ],
  [
    'an empty text',
    'message',
    [{ type: 'section', text: mrkdwn(0) }],
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'mrkdwn in a header',
    'message',
    [{ type: 'header', text: mrkdwn(1) }],
    'value must be one of: plain_text [json-pointer:/blocks/0/text/type]',
  ],
  [
    'no elements',
    'message',
    [{ type: 'actions', elements: [] }],
    'must provide at least 1 items [json-pointer:/blocks/0/elements]',
  ],
  ['an object for a list', 'message', {}, 'must provide an array [json-pointer:/blocks]'],
  [
    'a number for a text',
    'message',
    [{ type: 'markdown', text: 1 }],
    'must provide a string [json-pointer:/blocks/0/text]',
  ],
  [
    'a strange style',
    'message',
    [button({ style: 'loud' })],
    'value must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]',
  ],
  [
    'an image without a source',
    'message',
    [{ type: 'image', alt_text: 'a' }],
    'must provide one of: image_url, slack_file [json-pointer:/blocks/0]',
  ],
  [
    'an input element in actions',
    'message',
    [element({ type: 'plain_text_input' })],
    'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
  ],
  [
    'a table in a modal',
    'modal',
    [{ type: 'table', rows: [[cell(1)]] }],
    'unsupported type: table [json-pointer:/blocks/0/type]',
  ],
  [
    'a chart in a Home',
    'home',
    [chart({})],
    'unsupported type: data_visualization [json-pointer:/blocks/0/type]',
  ],
  [
    'an alert in a message',
    'message',
    [{ type: 'alert', text: plain(1) }],
    'unsupported type: alert [json-pointer:/blocks/0/type]',
  ],
  [
    'a file input in a Home',
    'home',
    [input({ type: 'file_input' })],
    'unsupported type: file_input [json-pointer:/blocks/0/element/type]',
  ],
  [
    'one block_id twice',
    'message',
    [
      { ...divider, block_id: 'a' },
      { ...divider, block_id: 'a' },
    ],
    '`block_id` a already exists in this message [json-pointer:/blocks]',
  ],
  [
    'one action_id twice',
    'message',
    [{ type: 'actions', elements: list(2, () => ({ type: 'button', text: plain(1), action_id: 'a' })) }],
    '`action_id` a already exists for this block [json-pointer:/blocks/0/elements]',
  ],
  [
    'rows of unequal length',
    'message',
    [{ type: 'table', rows: [[cell(1)], [cell(1), cell(1)]] }],
    'rows must have the same number of cells [json-pointer:/blocks/0/rows]',
  ],
])('%s in a %s is refused with its place', (_what, surface, blocks, expected) => {
  const error = refusalOf(() => readBlocks(blocks, surface));
  expect(error.code).toBe('invalid_blocks');
  expect(error.details).toEqual([`[ERROR] ${expected}`]);
});

it('refuses what is not JSON by another name', () => {
  expect(refusalOf(() => readBlocks('[{', 'message')).code).toBe('invalid_blocks_format');
});

it('makes the ids an app leaves out in a container too', () => {
  const [block] = message(container({ child_blocks: [button({})] }));
  expect(block).toMatchObject({
    child_blocks: [
      {
        block_id: expect.stringMatching(/./),
        elements: [{ action_id: expect.stringMatching(/./) }],
      },
    ],
  });
});

it('makes the ids an app leaves out', () => {
  const [block] = message(button({}));
  expect(block).toMatchObject({
    block_id: expect.stringMatching(/./),
    elements: [{ action_id: expect.stringMatching(/./) }],
  });
});

function refusalOf(act: () => unknown): SlackError {
  try {
    act();
  } catch (error) {
    if (error instanceof SlackError) return error;
    throw error;
  }
  throw new Error('It was accepted.');
}
