import type { Ledger } from '../../ledger/connect.ts';
import { boardPeriods } from '../../services/board-period.ts';
import type { Call } from '../../services/call.ts';
import { rankings } from '../../services/rank-board.ts';
import { type BoardChoice, readBoard } from '../../services/read-board.ts';
import { sendBoardFile, shareBoard } from '../../services/share-board.ts';
import { decodeBoard } from '../board-value.ts';
import { ACTIONS } from '../ids.ts';
import type { Answered, FormState } from '../request.ts';
import { boardOffView, boardView } from '../views/board.ts';
import { boardFields, boardForm, boardFormId } from '../views/board-form.ts';
import { boardSharedView } from '../views/board-shared.ts';
import { fileQueuedView } from '../views/file-queued.ts';
import type { Form, PressRun } from './form.ts';

const usual = { period: 'month', back: 0, rankBy: 'accepted' } as const;

/** Opens the board: the one that a button carries, or without a value this month's. */
export async function openBoard(ledger: Ledger, call: Call, value = ''): Promise<Answered> {
  const board = await readBoard(ledger, call, value === '' ? usual : decodeBoard(value).choice);
  return board.kind === 'board_off' ? boardOffView() : { kind: 'open', view: boardForm(board) };
}

/** A message shows the hundred that its button names. */
export async function turnBoard(ledger: Ledger, call: Call, value: string): Promise<Answered> {
  const { choice, from } = decodeBoard(value);
  return boardView(await readBoard(ledger, call, choice), from);
}

/** Draws the modal again, as chosen. */
async function redraw({ ledger, call }: PressRun, choice: BoardChoice, from = 0): Promise<Answered> {
  const board = await readBoard(ledger, call, choice);
  return board.kind === 'board_off' ? boardOffView() : { kind: 'update', view: boardForm(board, from) };
}

const chosen = (run: PressRun): Promise<Answered> =>
  redraw(run, choiceOf(run.form.state, decodeBoard(run.form.metadata).choice));

/** What stands in the selects; what does not stand there is as it was drawn. */
function choiceOf(state: FormState, drawn: BoardChoice): BoardChoice {
  const { period, back, team, rankBy } = boardFields;
  const given = typeof state[team] === 'string' ? state[team] : undefined;
  return {
    period: boardPeriods.find((one) => one === state[period]) ?? drawn.period,
    back: state[back] === '1' ? 1 : state[back] === '0' ? 0 : drawn.back,
    team: given === undefined ? drawn.team : given === 'all' ? null : Number(given),
    rankBy: rankings.find((one) => one === state[rankBy]) ?? drawn.rankBy,
  };
}

export const boardModal: Form = {
  callbackId: boardFormId,
  presses: {
    [boardFields.period]: chosen,
    [boardFields.back]: chosen,
    [boardFields.team]: chosen,
    [boardFields.rankBy]: chosen,
    [ACTIONS.boardPage]: (run) => {
      const { choice, from } = decodeBoard(run.press.value);
      return redraw(run, choice, from);
    },
    [ACTIONS.shareBoard]: async ({ ledger, call, press }) =>
      boardSharedView(await shareBoard(ledger, call, decodeBoard(press.value)), press.value),
    [ACTIONS.boardFile]: async ({ ledger, call, press }) =>
      fileQueuedView(await sendBoardFile(ledger, call, decodeBoard(press.value))),
  },
};
