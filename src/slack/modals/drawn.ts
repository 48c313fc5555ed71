import type { KnownBlock } from '@slack/types';
import type { FormState } from '../request.ts';

/**
 * A form in a later drawing: an input with a new id takes its value from the view, not from what stood there before. The
 * first drawing (0) has the plain ids.
 */
export function drawnAs(draw: number, blocks: readonly KnownBlock[]): KnownBlock[] {
  return blocks.map((block) =>
    draw === 0 || block.type !== 'input' ? block : { ...block, block_id: `${block.block_id}:${draw}` },
  );
}

/** What was entered, by the names of the fields. */
export function enteredIn(state: FormState): FormState {
  return Object.fromEntries(
    Object.entries(state).map(([blockId, value]) => [blockId.replace(/:\d+$/, ''), value]),
  );
}

/** Errors by the names of the fields, at the fields of this drawing. */
export function atFields(
  draw: number,
  errors: Readonly<Record<string, string>>,
): { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> } {
  const at = Object.entries(errors).map(([field, message]) => [
    draw === 0 ? field : `${field}:${draw}`,
    message,
  ]);
  return { kind: 'errors', errors: Object.fromEntries(at) };
}
