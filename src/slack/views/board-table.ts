import type { DataTableBlock, RawNumberElement, RawTextElement, RichTextBlock } from '@slack/types';
import type { BoardRow } from '../../services/rank-board.ts';
import type { Board } from '../../services/read-board.ts';
import { CAPS } from '../caps.ts';
import {
  boardTitle,
  changeWords,
  known,
  percent,
  shortAccepted,
  shortDay,
  shortRate,
} from './board-words.ts';
import { formatCount } from './say.ts';

type Cell = RawTextElement | RawNumberElement | RichTextBlock;

/** How many people one table holds; *Next 100* goes on. */
export const mostRows = 100;
const shownAtOnce = 25;

/** Short, so that all of them fit the width of a message; `rankingWords` says what they are. */
const columns = [
  'Place',
  'Teammate',
  'Accepted',
  'Sent',
  'Rate',
  'Known',
  'Pending',
  'Change',
  'Last log',
] as const;

/** The rows as a table that can be sorted: numbers are numeric cells, and each rate says of how many it is. */
export function boardTable(board: Board, rows: readonly BoardRow[]): DataTableBlock {
  const { choice } = board;
  return {
    type: 'data_table',
    caption: `${boardTitle(board)}, by ${choice.rankBy === 'rate' ? 'acceptance rate' : 'accepted invites'}`,
    page_size: shownAtOnce,
    row_header_column_index: 1,
    rows: [
      columns.map((title) => text(title)),
      ...rows.slice(0, Math.min(mostRows, CAPS.dataTableRows)).map((row) => cells(row, board)),
    ],
  };
}

/** What is not there is a number below all others, or a place after them: a column of numbers is sorted as numbers. */
function cells(row: BoardRow, { ranked, zone, now }: Board): Cell[] {
  const { place, shared, rate, lastLoggedAt, change } = row;
  return [
    typeof place === 'number' ? number(place, `${place}${shared ? ' =' : ''}`) : number(ranked + 1, '–'),
    member(row.userId),
    number(row.earned, shortAccepted(row)),
    number(row.sent),
    ...(rate === null
      ? [number(-1, '–'), number(-1, '–')]
      : [
          number(percent(rate.accepted, rate.sent), shortRate(rate)),
          number(known(rate), `${known(rate)} %`),
        ]),
    number(row.pending),
    number(change, changeWords(change)),
    lastLoggedAt === null ? number(0, 'never') : number(lastLoggedAt, shortDay(lastLoggedAt, zone, now)),
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
