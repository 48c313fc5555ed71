import { z } from 'zod';
import { blockLimits as limits } from './block-limits.ts';
import {
  actionsElement,
  anyText,
  button,
  contextAction,
  contextElement,
  imageElement,
  imageFields,
  inputElement,
  mrkdwnText,
  needsSource,
  plain,
  sectionAccessory,
} from './elements.ts';

const block_id = z.string().min(1).max(limits.block_id).optional();

const section = z
  .strictObject({
    type: z.literal('section'),
    block_id,
    text: anyText(limits['section.text']).optional(),
    fields: z.array(anyText(limits['section.field'])).min(1).max(limits['section.fields']).optional(),
    accessory: sectionAccessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, 'missing required field: text');

const header = z.strictObject({
  type: z.literal('header'),
  block_id,
  text: plain(limits['header.text']),
  level: z.int().min(1).max(4).optional(),
});
const divider = z.strictObject({ type: z.literal('divider'), block_id });
const context = z.strictObject({
  type: z.literal('context'),
  block_id,
  elements: z.array(contextElement).min(1).max(limits['context.elements']),
});
const actions = z.strictObject({
  type: z.literal('actions'),
  block_id,
  elements: z.array(actionsElement).min(1).max(limits['actions.elements']),
});
const contextActions = z.strictObject({
  type: z.literal('context_actions'),
  block_id,
  elements: z.array(contextAction).min(1).max(limits['context_actions.elements']),
});
const input = z.strictObject({
  type: z.literal('input'),
  block_id,
  label: plain(limits['input.label']),
  hint: plain(limits['input.hint']).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: inputElement,
});
const image = z
  .strictObject({
    type: z.literal('image'),
    block_id,
    alt_text: z.string().max(limits['image.alt_text']),
    title: plain(limits['image.title']).optional(),
    ...imageFields,
  })
  .refine(needsSource.check, needsSource.message);

const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id,
  elements: z.array(
    z.looseObject({
      type: z.enum(['rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted']),
    }),
  ),
});
const markdown = z.strictObject({
  type: z.literal('markdown'),
  block_id,
  text: z.string().min(1).max(limits['message.markdown']),
});

const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().optional() }),
  richText,
]);
const rows = (maxRows: number, maxColumns: number, maxCharacters: number) =>
  z
    .array(z.array(cell).min(1).max(maxColumns))
    .min(1)
    .max(maxRows)
    .refine(
      (all) => all.every((row) => row.length === all[0]?.length),
      'rows must have the same number of cells',
    )
    .refine(
      (all) => all.flat().reduce((sum, one) => sum + cellLength(one), 0) <= maxCharacters,
      `must be less than ${maxCharacters + 1} characters`,
    );

const table = z.strictObject({
  type: z.literal('table'),
  block_id,
  rows: rows(limits['table.rows'], limits['table.columns'], limits['table.characters']),
  column_settings: z
    .array(
      z
        .strictObject({
          align: z.enum(['left', 'center', 'right']).optional(),
          is_wrapped: z.boolean().optional(),
        })
        .nullable(),
    )
    .max(limits['table.columns'])
    .optional(),
});
const dataTable = z.strictObject({
  type: z.literal('data_table'),
  block_id,
  caption: z.string().min(1),
  rows: rows(limits['data_table.rows'], limits['data_table.columns'], limits['data_table.characters']),
  page_size: z.int().min(1).max(limits['data_table.page_size']).optional(),
  row_header_column_index: z.int().min(0).optional(),
});

const point = z.strictObject({ label: z.string(), value: z.number() });
const points = z.array(point).min(1).max(limits['data_visualization.points']);
const seriesChart = <T extends string>(type: T) =>
  z.strictObject({
    type: z.literal(type),
    series: z
      .array(z.strictObject({ name: z.string(), data: points }))
      .min(1)
      .max(limits['data_visualization.series']),
    axis_config: z.looseObject({ categories: z.array(z.string()) }).optional(),
  });
const dataVisualization = z.strictObject({
  type: z.literal('data_visualization'),
  block_id,
  title: z.string().min(1).max(limits['data_visualization.title']),
  chart: z.discriminatedUnion('type', [
    seriesChart('bar'),
    seriesChart('line'),
    seriesChart('area'),
    z.strictObject({ type: z.literal('pie'), segments: points }),
  ]),
});

const card = z
  .strictObject({
    type: z.literal('card'),
    block_id,
    hero_image: imageElement.optional(),
    icon: imageElement.optional(),
    title: mrkdwnText(limits['card.title']).optional(),
    subtitle: mrkdwnText(limits['card.subtitle']).optional(),
    body: mrkdwnText(limits['card.body']).optional(),
    actions: z.array(button).optional(),
  })
  .refine(
    (block) =>
      block.hero_image !== undefined ||
      block.title !== undefined ||
      block.actions !== undefined ||
      block.body !== undefined,
    'must provide one of: hero_image, title, actions, body',
  );
const carousel = z.strictObject({
  type: z.literal('carousel'),
  block_id,
  elements: z.array(card).min(1).max(limits['carousel.elements']),
});
const childBlock = z.discriminatedUnion('type', [
  actions,
  context,
  divider,
  header,
  image,
  input,
  richText,
  section,
  table,
]);
const container = z
  .strictObject({
    type: z.literal('container'),
    block_id,
    title: plain(limits['container.title']).optional(),
    rich_text_title: richText.optional(),
    subtitle: anyText(limits['container.title']).optional(),
    child_blocks: z.array(childBlock).min(1).max(limits['container.child_blocks']),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    icon: imageElement.optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
  })
  .refine(
    (block) => block.title !== undefined || block.rich_text_title !== undefined,
    'must provide one of: title, rich_text_title',
  );
const alert = z.strictObject({
  type: z.literal('alert'),
  block_id,
  text: anyText(limits['alert.text']),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
});

const task = {
  block_id,
  task_id: z.string(),
  title: z.string(),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
  details: richText.optional(),
  output: richText.optional(),
  sources: z.array(z.looseObject({})).optional(),
};
const taskCard = z.strictObject({ type: z.literal('task_card'), ...task });
const plan = z.strictObject({
  type: z.literal('plan'),
  block_id,
  title: z.string(),
  tasks: z.array(taskCard).optional(),
});

/** Every block the simulator knows. Not known: `video` and `file`, which need what a simulator has not. */
export const blockSchema = z.discriminatedUnion('type', [
  section,
  header,
  divider,
  context,
  actions,
  contextActions,
  input,
  image,
  richText,
  markdown,
  table,
  dataTable,
  dataVisualization,
  card,
  carousel,
  container,
  alert,
  taskCard,
  plan,
]);

export type Block = z.infer<typeof blockSchema>;

type Cell = z.infer<typeof cell>;

/** The characters a cell adds to its table; those of rich text are counted in every `text` below it. */
export function cellLength(one: Cell): number {
  if (one.type === 'raw_text') return one.text.length;
  if (one.type === 'raw_number') return (one.text ?? String(one.value)).length;
  return textLength(one.elements);
}

function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + textLength(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) => sum + (key === 'text' && typeof item === 'string' ? item.length : textLength(item)),
    0,
  );
}
