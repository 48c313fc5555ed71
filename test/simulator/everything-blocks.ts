import type { AnyBlock, Block, CardBlock, RichTextBlock } from '@slack/types';

export const plain = (text: string) => ({ type: 'plain_text' as const, text });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });

/** Sixteen pixels of blue and green: a picture that comes from nowhere. */
export const picture =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAJElEQVR42mPQ21YLR0Ipi+EIlzjDINRAjCJk8cGoYTQeBoUGABd7PRDL+gwuAAAAAElFTkSuQmCC';
const image = (alt: string) => ({ type: 'image' as const, alt_text: alt, image_url: picture });

const richText = (text: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});

/** The SDK has no type for it yet. */
const chart = (title: string, fields: object): Block => ({
  type: 'data_visualization',
  ...{ title, chart: fields },
});
const quarters = ['Spring', 'Summer', 'Autumn'];
const series = [
  { name: 'Sent', data: quarters.map((label, index) => ({ label, value: 10 + index * 5 })) },
  { name: 'Accepted', data: quarters.map((label, index) => ({ label, value: 3 + index * 2 })) },
];
const axes = { axis_config: { categories: quarters } };

const numbers = [
  ['Lena', 12],
  ['Omar', 7],
  ['Ann', 30],
] as const;
const rows = [
  [
    { type: 'raw_text' as const, text: 'Teammate' },
    { type: 'raw_text' as const, text: 'Invites' },
  ],
  ...numbers.map(([name, value]) => [
    { type: 'raw_text' as const, text: name },
    { type: 'raw_number' as const, value, text: String(value) },
  ]),
];

const card = (name: string): CardBlock => ({
  type: 'card',
  block_id: `card-${name}`,
  icon: image(`Icon of ${name}`),
  title: mrkdwn(`*${name}*`),
  subtitle: mrkdwn('A subtitle'),
  body: mrkdwn('What the card says'),
  actions: [{ type: 'button', action_id: 'card_open', value: name, text: plain(`Open ${name}`) }],
});

const text: readonly AnyBlock[] = [
  { type: 'header', text: plain('Text of every kind') },
  {
    type: 'section',
    text: mrkdwn('A *bold* word, an _italic_ one, `code`, ~struck~ and <https://example.com|a link>'),
    fields: [mrkdwn('*Sent*\n12'), mrkdwn('*Accepted*\n5'), plain('Plain field'), plain('Last field')],
    accessory: image('Picture beside a section'),
  },
  {
    type: 'section',
    text: mrkdwn(
      `Until <!date^${Date.UTC(2026, 10, 24, 17, 30) / 1000}^{date_short_pretty} at {time}|later>`,
    ),
  },
  { type: 'divider' },
  {
    type: 'context',
    elements: [
      image('Small picture'),
      mrkdwn('In small print for <@U0OMAR> in <#C0SALES>'),
      plain('plain print'),
    ],
  },
  { ...image('A picture of squares'), title: plain('Squares') },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'Rich and ' },
          { type: 'text', text: 'bold', style: { bold: true } },
          { type: 'emoji', name: 'wave' },
        ],
      },
      {
        type: 'rich_text_list',
        style: 'bullet',
        elements: ['First point', 'Second point'].map((point) => ({
          type: 'rich_text_section' as const,
          elements: [{ type: 'text' as const, text: point }],
        })),
      },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'Quoted words' }] },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'preformatted = true' }] },
    ],
  },
  { type: 'markdown', text: 'Written in **Markdown**\n\n- one item\n- another item' },
];

const tables: readonly AnyBlock[] = [
  { type: 'section', text: mrkdwn('A table, and one to sort') },
  { type: 'table', rows, column_settings: [{ is_wrapped: true }, { align: 'right' }] },
  { type: 'data_table', caption: 'Invites by teammate', rows, page_size: 10, row_header_column_index: 0 },
];

const seriesCharts: readonly AnyBlock[] = [
  chart('Bars of a year', { type: 'bar', series, ...axes }),
  chart('Lines of a year', { type: 'line', series, ...axes }),
];
const otherCharts: readonly AnyBlock[] = [
  chart('Areas of a year', { type: 'area', series, ...axes }),
  chart('Parts of a whole', {
    type: 'pie',
    segments: [
      { label: 'Accepted', value: 30 },
      { label: 'Pending', value: 70 },
    ],
  }),
];

const cards: readonly AnyBlock[] = [
  card('Ada'),
  { type: 'carousel', elements: [card('Grace'), card('Edsger')] },
  {
    type: 'container',
    block_id: 'container',
    title: plain('A container'),
    subtitle: mrkdwn('with a few blocks'),
    is_collapsible: true,
    child_blocks: [
      { type: 'section', text: mrkdwn('Kept inside') },
      {
        type: 'actions',
        block_id: 'contained',
        elements: [{ type: 'button', action_id: 'contained_press', text: plain('Press Inside') }],
      },
    ],
  },
  {
    type: 'plan',
    title: 'A plan',
    tasks: [
      {
        type: 'task_card',
        task_id: 'one',
        title: 'Done already',
        status: 'complete',
        output: richText('It worked'),
      },
      { type: 'task_card', task_id: 'two', title: 'Under way', status: 'in_progress' },
    ],
  },
  { type: 'task_card', task_id: 'three', title: 'Still to do', status: 'pending', details: richText('Soon') },
  {
    type: 'context_actions',
    block_id: 'feedback',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: 'rate',
        positive_button: { text: plain('Good Answer'), value: 'good' },
        negative_button: { text: plain('Bad Answer'), value: 'bad' },
      },
      { type: 'icon_button', action_id: 'remove', icon: 'trash', text: plain('Remove Answer'), value: 'it' },
    ],
  },
];

/** Messages that between them have every block to read. */
export const displayMessages = { text, tables, seriesCharts, otherCharts, cards };

/** What a modal and a Home can show besides, which messages have not all of. */
export const displayInViews: readonly AnyBlock[] = [
  { type: 'header', text: plain('Read this first') },
  { type: 'section', text: mrkdwn('A *section* in a view'), fields: [mrkdwn('*One*'), mrkdwn('*Two*')] },
  { type: 'divider' },
  { type: 'context', elements: [mrkdwn('Small print in a view')] },
  { ...image('A picture in a view'), title: plain('In a view') },
  richText('Rich text in a view'),
];

export const alerts: readonly AnyBlock[] = (['info', 'warning', 'error', 'success'] as const).map(
  (level) => ({ type: 'alert', level, text: plain(`An alert of level ${level}`) }),
);

/** Slack refuses it: a header holds 150 characters. */
export const refusedBlocks: readonly AnyBlock[] = [
  { type: 'divider' },
  { type: 'header', text: plain('x'.repeat(151)) },
];
