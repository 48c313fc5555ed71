import type { Button } from '@slack/types';
import type { BoardRow } from '../../services/rank-board.ts';
import { type Board, type BoardOff, topThree } from '../../services/read-board.ts';
import { encodeBoard } from '../board-value.ts';
import { ACTIONS } from '../ids.ts';
import type { Reply } from '../request.ts';
import { boardTable, mostRows } from './board-table.ts';
import { ownLines, rankingWords, rowLine, safeTitle, sumLines, tableWords } from './board-words.ts';
import { button } from './buttons.ts';
import { compose, type Part } from './compose.ts';
import { formatCount, type Say } from './say.ts';

/** How many lines stand in for the table where there is none. */
const mostLines = 10;
/** Whole teams share a place on a slow day. */
const mostOfTopThree = 5;
const nobody = 'No one is on this board yet. It fills as teammates log invites and what came of them.';

/** The board as a message: a table of a hundred from row `from` on; as plain text the first ten of them. */
export function boardView(board: Board | BoardOff, from = 0): Reply {
  if (board.kind === 'board_off') return boardOffView();
  const page = pageOf(board, from);
  const buttons = [
    button(ACTIONS.openBoard, 'Choose Period', encodeBoard({ ...shownFrom(board), from: 0 })),
    ...pageButtons(board, page),
  ];
  const hint = 'On a narrow screen the table is cut: *Choose Period* shows every line whole.';
  const lead = (say: Say) => [...ownLines(board, say), ...rangeLines(board, page)];
  return tableReply(board, page, lead, [
    { kind: 'context', line: hint },
    { kind: 'buttons', buttons },
  ]);
}

/** The board as a manager shares it in a channel: without anybody's own place, and without buttons. */
export function sharedBoardView(board: Board, by: string): Reply {
  const shown: Board =
    board.mode === 'full' ? board : { ...board, sees: 'top_three', rows: topThree(board.rows), sums: null };
  const page = pageOf(shown, 0);
  const range = rangeLines(shown, page);
  return tableReply(shown, page, (say) => [...range, `Shared by ${say.member(by)}.`], []);
}

/** What who is no manager sees while the board is for managers only. */
export function boardOffView(): Reply {
  return compose('UTC', () => [
    {
      kind: 'lines',
      lines: [
        'The leaderboard is for managers only in this workspace. A manager can change that in the settings.',
      ],
    },
    { kind: 'context', line: 'Your own numbers: `/invites quota` and `/invites pending`.' },
  ]);
}

export type BoardPage = {
  readonly from: number;
  readonly rows: readonly BoardRow[];
  readonly total: number;
  /** Who shares the last place of the top three and is not named. */
  readonly unshown: number;
};

/** A hundred rows from `from` on; the last ones there are for a place beyond the end. Of the top three the first few. */
export function pageOf({ rows, sees }: Board, from: number): BoardPage {
  if (sees === 'top_three') {
    const first = rows.slice(0, mostOfTopThree);
    return { from: 0, rows: first, total: first.length, unshown: rows.length - first.length };
  }
  const last = Math.max(0, Math.ceil(rows.length / mostRows) - 1) * mostRows;
  const start = Math.min(Math.floor(from / mostRows) * mostRows, last);
  return { from: start, rows: rows.slice(start, start + mostRows), total: rows.length, unshown: 0 };
}

export function pageButtons(board: Board, { from, total }: BoardPage): Button[] {
  const at = (row: number) => encodeBoard({ ...shownFrom(board), from: row });
  const left = Math.min(mostRows, total - from - mostRows);
  return [
    ...(from > 0 ? [button(`${ACTIONS.boardPage}:back`, `Previous ${mostRows}`, at(from - mostRows))] : []),
    ...(left > 0 ? [button(`${ACTIONS.boardPage}:next`, `Next ${left}`, at(from + mostRows))] : []),
  ];
}

/** `and 25 more share this place` */
export function sharingLines({ unshown }: BoardPage): string[] {
  return unshown === 0
    ? []
    : [`… and ${formatCount(unshown)} more ${unshown === 1 ? 'shares' : 'share'} this place.`];
}

export function shownFrom({ choice, now }: Board) {
  return { choice, from: 0, drawnAt: now };
}

/** Which of all these are, when they are not all. */
export function rangeLines({ sees }: Board, { from, rows, total }: BoardPage): string[] {
  if (rows.length === 0) return [sees === 'full' ? nobody : 'Nobody has a place yet.'];
  return [
    ...(sees === 'top_three' ? ['The first three places:'] : []),
    ...(rows.length < total
      ? [`${formatCount(from + 1)} to ${formatCount(from + rows.length)} of ${formatCount(total)} teammates`]
      : []),
  ];
}

/** Blocks with the table, and a text that has the first ten of its rows in its place. */
function tableReply(
  board: Board,
  page: BoardPage,
  lead: (say: Say) => string[],
  tail: readonly Part[],
): Reply {
  const { rows } = page;
  const head = (say: Say): Part => ({
    kind: 'lines',
    lines: [say.strong(safeTitle(board)), ...lead(say), ...sumLines(board)],
  });
  const foot: Part = { kind: 'context', line: rankingWords(board) };
  const lines = (say: Say): string[] => [
    ...rows.slice(0, mostLines).map((row) => rowLine(row, board, say)),
    ...(rows.length > mostLines ? [`And ${formatCount(rows.length - mostLines)} more in the table.`] : []),
    ...sharingLines(page),
  ];
  const { text } = compose(board.zone, (say) => [head(say), { kind: 'lines', lines: lines(say) }, foot]);
  const before = compose(board.zone, (say) => [head(say)]).blocks;
  const hasTable = rows.length > 0;
  const legend: Part = { kind: 'context', line: `${rankingWords(board)} ${tableWords}` };
  const rest: Part[] = page.unshown === 0 ? [] : [{ kind: 'lines', lines: sharingLines(page) }];
  const after = compose(board.zone, () => [...rest, hasTable ? legend : foot, ...tail]).blocks;
  return { text, blocks: [...before, ...(hasTable ? [boardTable(board, rows)] : []), ...after] };
}
