import type { Block } from './api.ts';

export type BlockOf<T extends Block['type']> = Extract<Block, { type: T }>;

/** Whatever a member can act on or fill in. */
export type PageElement =
  | BlockOf<'input'>['element']
  | BlockOf<'actions'>['elements'][number]
  | BlockOf<'context_actions'>['elements'][number]
  | NonNullable<BlockOf<'section'>['accessory']>;
export type ElementOf<T extends PageElement['type']> = Extract<PageElement, { type: T }>;

export type Option = ElementOf<'overflow'>['options'][number];
export type Words = NonNullable<BlockOf<'section'>['text']>;
export type Confirm = NonNullable<ElementOf<'button'>['confirm']>;
export type Picture = ElementOf<'image'>;
export type RichText = BlockOf<'rich_text'>;
export type Card = BlockOf<'card'>;
export type Cell = BlockOf<'table'>['rows'][number][number];
