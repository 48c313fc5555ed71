import { InputError, NotAllowedError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { queueDeliveries } from '../ledger/queue-deliveries.ts';
import { claimOnce } from './answer-once.ts';
import type { BoardSharedAnswer, FileQueuedAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { type BoardChoice, managesTeam } from './read-board.ts';
import { roleIn } from './role.ts';
import { loadSettings, type Settings, type TeamSettings } from './settings.ts';

/** A board as it was drawn: what is pressed twice on one drawing is done once. */
export type DrawnBoard = { readonly choice: BoardChoice; readonly drawnAt: number };

/**
 * Posts a team's board in its channel, as much of it as is set. Where the board is off, and where no channel is set, that
 * is the answer, and nothing is posted.
 *
 * @throws NotAllowedError for who does not manage the team.
 */
export async function shareBoard(
  ledger: Ledger,
  call: Call,
  { choice, drawnAt }: DrawnBoard,
): Promise<BoardSharedAnswer> {
  const { workspaceId, now, userId: by } = call;
  return claimOnce<BoardSharedAnswer, Settings>(
    ledger,
    call,
    { verb: 'share_board' },
    {
      prepare: (tx) => loadSettings(tx, workspaceId),
      async decide({ tx }, settings) {
        if (!managesTeam(roleIn(settings, call), choice.team))
          throw new NotAllowedError('Only managers of this team can share its leaderboard.');
        const mode = settings.workspace.document.leaderboard;
        const channel = channelOf(settings, choice.team);
        if (mode === 'off' || channel === null) {
          const result = mode === 'off' ? ('off' as const) : ('no_channel' as const);
          return { answer: { kind: 'board_shared', result, channel: null }, writes: [] };
        }
        const onceKey = `board:${by}:${drawnAt}:${Object.values(choice).join('.')}`;
        const message = { kind: 'board', board: choice, by, at: now } as const;
        return {
          answer: { kind: 'board_shared', result: mode, channel },
          writes: [queueDeliveries(tx, { workspaceId, now }, [{ channel, message, onceKey }])],
        };
      },
    },
  );
}

/**
 * Sends the board as a CSV file to who asks.
 *
 * @throws NotAllowedError for who does not manage the team; InputError for a team that is no more.
 */
export async function sendBoardFile(
  ledger: Ledger,
  call: Call,
  { choice, drawnAt }: DrawnBoard,
): Promise<FileQueuedAnswer> {
  const { workspaceId, now, userId: by } = call;
  return claimOnce<FileQueuedAnswer, Settings>(
    ledger,
    call,
    { verb: 'board_file' },
    {
      prepare: (tx) => loadSettings(tx, workspaceId),
      async decide({ tx }, settings) {
        if (!managesTeam(roleIn(settings, call), choice.team))
          throw new NotAllowedError('Only managers of this team can download its leaderboard.');
        if (choice.team !== null) documentOf(settings, choice.team);
        const onceKey = `board_file:${by}:${drawnAt}:${Object.values(choice).join('.')}`;
        const message = { kind: 'board_file', board: choice, by, at: now } as const;
        return {
          answer: { kind: 'file_queued', file: 'board' },
          writes: [queueDeliveries(tx, { workspaceId, now }, [{ channel: by, message, onceKey }])],
        };
      },
    },
  );
}

/** Where a team's board is shared; everybody's nowhere. */
function channelOf(settings: Settings, team: number | null): string | null {
  return team === null ? null : documentOf(settings, team).channel;
}

/** Throws InputError for a team that is no more. */
function documentOf({ teams }: Settings, team: number): TeamSettings {
  const found = teams.find((one) => one.team === team);
  if (!found) throw new InputError('This team is no more. Choose another one.');
  return found.document;
}
