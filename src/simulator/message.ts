import { InputError } from '../errors.ts';
import type { Block } from './blocks.ts';

/** A message as it stands now. An update makes a new object with the same `ts`. */
export type Message = {
  /** Unique in a workspace: channel and `ts`. */
  readonly id: string;
  readonly ts: string;
  readonly workspaceId: string;
  readonly channel: string;
  /** The author: a member, the app's bot user, or Slackbot. */
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** Ids of the files that it shares. */
  readonly files: readonly string[];
  readonly ephemeral: boolean;
  /** The only reader of an ephemeral message. */
  readonly visibleTo?: string;
  readonly threadTs?: string;
  readonly edited: boolean;
  readonly buttons: () => Button[];
};

export type Button = {
  readonly text: string;
  readonly actionId: string;
  readonly blockId: string;
  readonly value?: string;
  readonly style?: string;
  readonly url?: string;
};

/** What `messageOf` needs: a message without what is derived from it. */
export type MessageFields = Omit<Message, 'id' | 'buttons'>;

export function messageOf(fields: MessageFields): Message {
  return {
    ...fields,
    id: `${fields.channel}:${fields.ts}`,
    buttons: () => elementsOf(fields.blocks).flatMap(({ blockId, element }) => asButton(blockId, element)),
  };
}

export type PlacedElement = {
  /** The one that it stands in, not what contains that one. */
  readonly block: Block;
  readonly blockId: string;
  readonly element: Element;
};
/** An interactive element, whatever its type: validated before it is stored. */
export type Element = { readonly type: string; readonly [field: string]: unknown };

/** Every element a user can act on, in the order of the blocks, those inside cards and containers too. */
export function elementsOf(blocks: readonly Block[]): PlacedElement[] {
  return blocks.flatMap((block): PlacedElement[] => {
    const blockId = block.block_id ?? '';
    const place = (elements: readonly Element[]) => elements.map((element) => ({ block, blockId, element }));
    switch (block.type) {
      case 'actions':
      case 'context_actions':
        return place(block.elements);
      case 'section':
        return block.accessory === undefined ? [] : place([block.accessory]);
      case 'input':
        return place([block.element]);
      case 'card':
        return place(block.actions ?? []);
      case 'carousel':
        return elementsOf(block.elements);
      case 'container':
        return elementsOf(block.child_blocks);
      default:
        return [];
    }
  });
}

function asButton(blockId: string, element: Element): Button[] {
  if (element.type !== 'button') return [];
  const { text, action_id, value, style, url } = element;
  return [
    {
      text: plainText(text),
      actionId: typeof action_id === 'string' ? action_id : '',
      blockId,
      ...(typeof value === 'string' ? { value } : {}),
      ...(typeof style === 'string' ? { style } : {}),
      ...(typeof url === 'string' ? { url } : {}),
    },
  ];
}

function plainText(value: unknown): string {
  return typeof value === 'object' && value !== null && 'text' in value ? String(value.text) : '';
}

/** The element a user means by its text, its `action_id`, or `block_id/action_id`. */
export function findElement(blocks: readonly Block[], name: string): PlacedElement {
  const elements = elementsOf(blocks);
  const found = elements.find(({ blockId, element }) =>
    [plainText(element.text), element.action_id, `${blockId}/${String(element.action_id)}`].includes(name),
  );
  if (found !== undefined) return found;
  const names = elements
    .map(({ element }) => plainText(element.text) || String(element.action_id))
    .join(', ');
  throw new InputError(`There is nothing called "${name}" to press, only: ${names || 'nothing'}.`);
}
