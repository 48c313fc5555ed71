import type { DataTableBlock, RawNumberElement, RawTextElement, RichTextBlock } from '@slack/types';
import type { BoardRow } from '../../services/rank-board.ts';
import type { Board } from '../../services/read-board.ts';
import { CAPS } from '../caps.ts';
import { acceptedWords, boardTitle, changeWords, formatDay, percent, rateWords } from './board-words.ts';
import { formatCount } from './say.ts';

type Cell = RawTextElement | RawNumberElement | RichTextBlock;

/** How many people one table holds; *Next 100* goes on. */
export const mostRows = 100;
const shownAtOnce = 25;

const columns = [
  'Place',
  'Teammate',
  'Accepted',
  'Sent',
  'Rate',
  'Pending',
  'Last logged',
  'Change',
] as const;

/** The rows as a table that can be sorted: numbers are numeric cells. */
export function boardTable(board: Board, rows: readonly BoardRow[]): DataTableBlock {
  const { choice, zone } = board;
  return {
    type: 'data_table',
    caption: `${boardTitle(board)}, by ${choice.rankBy === 'rate' ? 'acceptance rate' : 'accepted invites'}`,
    page_size: shownAtOnce,
    row_header_column_index: 1,
    rows: [
      columns.map((title) => text(title)),
      ...rows.slice(0, Math.min(mostRows, CAPS.dataTableRows)).map((row) => cells(row, zone)),
    ],
  };
}

function cells(row: BoardRow, zone: string): Cell[] {
  const { place, shared, rate, lastLoggedAt, change } = row;
  return [
    typeof place === 'number' ? number(place, `${place}${shared ? ' (shared)' : ''}`) : text('–'),
    member(row.userId),
    number(row.earned, acceptedWords(row)),
    number(row.sent),
    rate === null ? text(rateWords(rate)) : number(percent(rate.accepted, rate.sent), rateWords(rate)),
    number(row.pending),
    lastLoggedAt === null ? text('never') : number(lastLoggedAt, formatDay(lastLoggedAt, zone)),
    change === null ? text('–') : number(change, changeWords(change)),
  ];
}

function text(words: string): RawTextElement {
  return { type: 'raw_text', text: words };
}

function number(value: number, words = formatCount(value)): RawNumberElement {
  return { type: 'raw_number', value, text: words };
}

/** Slack shows the name, so no name is kept here. */
function member(userId: string): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'user', user_id: userId }] }],
  };
}
