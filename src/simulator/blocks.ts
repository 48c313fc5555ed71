import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { blockLimits as limits } from './block-limits.ts';
import { type Block, blockSchema } from './block-schemas.ts';
import { slackMessages } from './issues.ts';
import { SlackError } from './slack-error.ts';

export type { Block } from './block-schemas.ts';

export type Surface = 'message' | 'modal' | 'home';

const everywhere = [
  'section',
  'header',
  'divider',
  'context',
  'actions',
  'input',
  'image',
  'rich_text',
] as const;

/** Which blocks stand where. What Slack's pages leave open (?) is allowed, and tables are kept to messages. */
const allowed: Record<Surface, ReadonlySet<Block['type']>> = {
  message: new Set([
    ...everywhere,
    'table',
    'data_table',
    'data_visualization',
    'card',
    'carousel',
    'container',
    'markdown',
    'context_actions',
    'plan',
    'task_card',
  ]),
  modal: new Set([...everywhere, 'card', 'carousel', 'container', 'alert']),
  home: new Set([...everywhere, 'card', 'carousel', 'container']),
};

const atMost: Record<Surface, number> = {
  message: limits['message.blocks'],
  modal: limits['view.blocks'],
  home: limits['view.blocks'],
};

/** Blocks as sent, checked for a surface; ids that are missing are made, as Slack does. Throws `invalid_blocks`. */
export function readBlocks(
  value: unknown,
  surface: Surface,
  root = '/blocks',
  error = 'invalid_blocks',
): Block[] {
  const parsed = z.array(blockSchema).max(atMost[surface]).safeParse(parseJson(value), { reportInput: true });
  if (!parsed.success) throw new SlackError(error, slackMessages(parsed.error, root));
  const messages = [...misplaced(parsed.data, surface, root), ...crowded(parsed.data, surface, root)];
  if (messages.length > 0) throw new SlackError(error, messages);
  return parsed.data.map(withIds);
}

function parseJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new SlackError('invalid_blocks_format');
    throw cause;
  }
}

type Placed = { readonly block: Block; readonly at: string };

/** All blocks with their places, those inside containers and carousels too. */
function placed(blocks: readonly Block[], root: string): Placed[] {
  return blocks.flatMap((block, index) => {
    const at = `${root}/${index}`;
    const inner =
      block.type === 'container'
        ? placed(block.child_blocks, `${at}/child_blocks`)
        : block.type === 'carousel'
          ? placed(block.elements, `${at}/elements`)
          : [];
    return [{ block, at }, ...inner];
  });
}

function misplaced(blocks: readonly Block[], surface: Surface, root: string): string[] {
  return placed(blocks, root).flatMap(({ block, at }) => {
    const fileInput = block.type === 'input' && block.element.type === 'file_input' && surface !== 'modal';
    if (allowed[surface].has(block.type) && !fileInput) return [];
    const what = fileInput ? 'file_input' : block.type;
    return [`[ERROR] unsupported type: ${what} [json-pointer:${at}${fileInput ? '/element' : ''}/type]`];
  });
}

function crowded(blocks: readonly Block[], surface: Surface, root: string): string[] {
  const messages: string[] = [];
  const all = placed(blocks, root);
  const blockIds = all.flatMap(({ block }) => block.block_id ?? []);
  for (const id of repeated(blockIds)) {
    messages.push(`[ERROR] \`block_id\` ${id} already exists in this ${surface} [json-pointer:${root}]`);
  }
  for (const { block, at } of all) {
    if (block.type !== 'actions') continue;
    for (const id of repeated(block.elements.flatMap((element) => element.action_id ?? []))) {
      messages.push(
        `[ERROR] \`action_id\` ${id} already exists for this block [json-pointer:${at}/elements]`,
      );
    }
  }
  const count = (type: Block['type']) => all.filter(({ block }) => block.type === type).length;
  for (const type of ['table', 'data_visualization'] as const) {
    const most = limits[`message.${type}`];
    if (count(type) > most)
      messages.push(`[ERROR] no more than ${most} ${type} blocks allowed [json-pointer:${root}]`);
  }
  const markdown = blocks.reduce(
    (sum, block) => sum + (block.type === 'markdown' ? block.text.length : 0),
    0,
  );
  if (markdown > limits['message.markdown']) {
    messages.push(
      `[ERROR] markdown blocks must be less than ${limits['message.markdown'] + 1} characters in sum [json-pointer:${root}]`,
    );
  }
  return messages;
}

function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}

/** Gives a block, and every block and acting element in it, the ids the app left out. */
function withIds<B extends Block>(block: B): B {
  return withInnerIds({ ...block, block_id: block.block_id ?? shortId() }) as B;
}

function withInnerIds(named: Block): Block {
  switch (named.type) {
    case 'actions':
      return { ...named, elements: named.elements.map(withActionId) };
    case 'context_actions':
      return { ...named, elements: named.elements.map(withActionId) };
    case 'input':
      return { ...named, element: withActionId(named.element) };
    case 'section':
      return named.accessory === undefined || named.accessory.type === 'image'
        ? named
        : { ...named, accessory: withActionId(named.accessory) };
    case 'card':
      return named.actions === undefined ? named : { ...named, actions: named.actions.map(withActionId) };
    case 'carousel':
      return { ...named, elements: named.elements.map(withIds) };
    case 'container':
      return { ...named, child_blocks: named.child_blocks.map(withIds) };
    default:
      return named;
  }
}

function withActionId<E extends { action_id?: string | undefined }>(element: E): E {
  return element.action_id === undefined ? { ...element, action_id: shortId() } : element;
}

function shortId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}
