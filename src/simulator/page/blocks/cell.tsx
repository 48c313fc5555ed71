import type { Cell } from '../block-types.ts';
import { wordsOf } from '../elements/rich-text.ts';
import { Display } from './display.tsx';

/** What a cell shows. */
export function CellContent({ cell }: { readonly cell: Cell }) {
  return cell.type === 'rich_text' ? <Display block={cell} /> : cellText(cell);
}

export function cellText(cell: Cell): string {
  if (cell.type === 'raw_text') return cell.text;
  if (cell.type === 'rich_text') return wordsOf(cell);
  return cell.text ?? cell.value.toLocaleString('en-US');
}
