import type { KnownBlock } from '@slack/types';
import type { Reply } from '../request.ts';
import { compose } from './compose.ts';

/** Blocks that were rolled out in steps: some workspaces refuse them. */
const dataBlocks = new Set<string>(['table', 'data_table', 'data_visualization']);
/** What a text does not replace. */
const kept = new Set<string>(['actions', 'input']);

/**
 * The reply for a workspace that refuses its tables or charts: the text, which states what they show, and the buttons.
 * Undefined if it has none.
 */
export function withoutDataBlocks({ text, blocks }: Reply): Reply | undefined {
  if (!blocks.some(({ type }) => dataBlocks.has(type))) return undefined;
  const said = compose('UTC', () => [{ kind: 'lines', lines: text.split('\n') }]);
  const buttons: KnownBlock[] = blocks.filter(({ type }) => kept.has(type));
  return { text, blocks: [...said.blocks, ...buttons] };
}
