import type { Button, KnownBlock, ModalView, SectionBlock } from '@slack/types';
import type { Board } from '../../services/read-board.ts';
import { encodeBoard } from '../board-value.ts';
import { CAPS } from '../caps.ts';
import { ACTIONS } from '../ids.ts';
import { type Choice, option } from '../modals/inputs.ts';
import { pageButtons, pageOf, rangeLines, sharingLines, shownFrom } from './board.ts';
import { boardTeam, ownLines, rankingWords, rowParagraph, safeTitle, sumLines } from './board-words.ts';
import { button } from './buttons.ts';
import { compose } from './compose.ts';
import { escapeText } from './say.ts';

/** What can be chosen; each is the id of its block and its select. */
export const boardFields = { period: 'period', back: 'back', team: 'team', rankBy: 'rank_by' } as const;

const periods: readonly Choice[] = [
  { value: 'today', text: 'Day' },
  { value: 'week', text: 'Week' },
  { value: 'month', text: 'Month' },
  { value: 'quarter', text: 'Quarter' },
];
const backs: readonly Choice[] = [
  { value: '0', text: 'This one' },
  { value: '1', text: 'The one before' },
];
const orders: readonly Choice[] = [
  { value: 'accepted', text: 'Accepted invites' },
  { value: 'rate', text: 'Acceptance rate' },
];

/** The board as a modal, complete without a table: choices, lines, and what a manager can do with it. */
export function boardForm(board: Board, from = 0): ModalView {
  const { choice } = board;
  const page = pageOf(board, from);
  const { blocks } = compose(board.zone, (say) => [
    {
      kind: 'lines',
      lines: [
        say.strong(safeTitle(board)),
        ...ownLines(board, say),
        ...rangeLines(board, page),
        ...sumLines(board),
      ],
    },
    {
      kind: 'lines',
      lines: [...page.rows.map((row) => `${rowParagraph(row, board, say)}\n`), ...sharingLines(page)],
    },
    { kind: 'context', line: rankingWords(board) },
    { kind: 'buttons', buttons: [...managerButtons(board), ...pageButtons(board, page)] },
    ...shareHint(board),
  ]);
  return {
    type: 'modal',
    callback_id: boardFormId,
    title: { type: 'plain_text', text: 'Leaderboard' },
    close: { type: 'plain_text', text: 'Close' },
    private_metadata: encodeBoard({ ...shownFrom(board), from: page.from }),
    blocks: [
      choosing(boardFields.period, 'Period', periods, choice.period),
      choosing(boardFields.back, 'Which one', backs, String(choice.back)),
      ...teamBlocks(board),
      choosing(boardFields.rankBy, 'Rank by', orders, choice.rankBy),
      { type: 'divider' },
      ...blocks,
    ],
  };
}

export const boardFormId = 'board';

function teamBlocks({ teams, choice }: Board): KnownBlock[] {
  if (teams.length < 2) return [];
  const choices = teams.map(({ team, name }) => ({
    value: team === null ? 'all' : String(team),
    text: name ?? 'Everybody',
  }));
  const shown = String(choice.team ?? 'all');
  // More teams than Slack lists: those further on are reached by the command, and stay chosen here.
  const listed = choices.filter(({ value }, index) => index < CAPS.selectOptions - 1 || value === shown);
  return [choosing(boardFields.team, 'Team', listed.slice(0, CAPS.selectOptions), shown)];
}

/** A select that tells at once; a section names it, since inputs would want a *Submit*. */
function choosing(id: string, label: string, choices: readonly Choice[], chosen: string): SectionBlock {
  const options = choices.map(option);
  const initial = options.find(({ value }) => value === chosen);
  return {
    type: 'section',
    block_id: id,
    text: { type: 'mrkdwn', text: `*${label}*` },
    accessory: {
      type: 'static_select',
      action_id: id,
      placeholder: { type: 'plain_text', text: label },
      options,
      ...(initial && { initial_option: initial }),
    },
  };
}

function managerButtons(board: Board): Button[] {
  if (!board.isManaged) return [];
  const value = encodeBoard(shownFrom(board));
  const file = button(ACTIONS.boardFile, 'Download CSV', value);
  const { channel, mode } = board;
  if (channel === null || mode === 'off') return [file];
  const what = mode === 'full' ? 'The whole board' : 'The top three';
  return [
    {
      ...button(ACTIONS.shareBoard, 'Share to Channel', value),
      style: 'primary',
      confirm: {
        title: { type: 'plain_text', text: 'Share the leaderboard?' },
        text: {
          type: 'mrkdwn',
          text: `${what} will be posted in <#${channel}>, where everybody in the channel sees it.`,
        },
        confirm: { type: 'plain_text', text: 'Share Leaderboard' },
        deny: { type: 'plain_text', text: 'Cancel' },
      },
    },
    file,
  ];
}

/** Why there is no *Share to Channel*. */
function shareHint({ isManaged, channel, mode, choice, teams, teamName }: Board) {
  if (!isManaged || (channel !== null && mode !== 'off')) return [];
  const why =
    mode === 'off'
      ? 'The leaderboard is for managers only here, so it is not shared.'
      : choice.team === null
        ? teams.length > 1
          ? 'The board of everybody is not shared. Choose a team above to share its board.'
          : 'A board is shared in a team’s channel: add a team in the settings first.'
        : `To share it, set a channel in the settings of ${escapeText(boardTeam(teamName))}.`;
  return [{ kind: 'context' as const, line: why }];
}
