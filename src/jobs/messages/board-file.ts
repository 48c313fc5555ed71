import { NotAllowedError } from '../../errors.ts';
import { boardCsv } from '../../services/board-csv.ts';
import { readBoard } from '../../services/read-board.ts';
import { boardFileComment } from '../../slack/views/files.ts';
import type { MessageBuilder } from './message-builder.ts';

/** To who asked: the board as a CSV file. Who is no manager any more gets none. */
export const boardFile: MessageBuilder<'board_file'> = {
  kind: 'board_file',
  async build(ledger, { board: choice, by, at }, { callOf, names }) {
    // Before the board is read: who left is known by it.
    const called = await names();
    const board = await readBoard(ledger, { ...(await callOf(by)), now: at }, choice);
    if (board.kind === 'board_off' || !board.isManaged)
      throw new NotAllowedError('Only managers can download the leaderboard.');
    const { firstDate, lastDate } = board.window;
    const name = `leaderboard-${firstDate}-to-${lastDate}.csv`;
    return {
      file: { name, title: name, text: boardCsv(board, called), comment: boardFileComment(board) },
    };
  },
};
