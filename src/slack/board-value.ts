import { InputError } from '../errors.ts';
import { boardPeriods } from '../services/board-period.ts';
import { rankings } from '../services/rank-board.ts';
import type { BoardChoice } from '../services/read-board.ts';

/** What a button of a board carries: which board, from which row on, and when it was drawn. */
export type BoardValue = { readonly choice: BoardChoice; readonly from: number; readonly drawnAt: number };

export function encodeBoard({ choice, from, drawnAt }: BoardValue): string {
  const { period, back, team, rankBy } = choice;
  return [period, back, team ?? 'all', rankBy, from, drawnAt].join('.');
}

/** Throws `InputError` for a value that no button of this version carries. */
export function decodeBoard(value: string): BoardValue {
  const [, words, back, team, order, from, drawnAt] =
    /^(\w+)\.([01])\.(all|[1-9]\d{0,8})\.(\w+)\.(\d{1,6})\.(\d{1,15})$/.exec(value) ?? [];
  const period = boardPeriods.find((one) => one === words);
  const rankBy = rankings.find((one) => one === order);
  if (!period || !rankBy)
    throw new InputError('This button is out of date. Type `/invites leaderboard` for a new one.');
  return {
    choice: { period, back: back === '1' ? 1 : 0, team: team === 'all' ? null : Number(team), rankBy },
    from: Number(from),
    drawnAt: Number(drawnAt),
  };
}
