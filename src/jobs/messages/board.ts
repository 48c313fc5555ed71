import { NotAllowedError } from '../../errors.ts';
import { readBoard } from '../../services/read-board.ts';
import { sharedBoardView } from '../../slack/views/board.ts';
import type { MessageBuilder } from './message-builder.ts';

/** To a team's channel: the board as a manager shared it. Who is no manager any more shares nothing. */
export const board: MessageBuilder<'board'> = {
  kind: 'board',
  async build(ledger, { board: choice, by, at }, { callOf, names }) {
    // Slack's list says who left: they are not named in a channel.
    await names();
    const read = await readBoard(ledger, { ...(await callOf(by)), now: at }, choice);
    if (read.kind === 'board_off' || !read.isManaged || read.mode === 'off')
      throw new NotAllowedError('Only managers can share the leaderboard.');
    return sharedBoardView(read, by);
  },
};
