import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { boardWindow } from '../../../src/services/board-period.ts';
import type { BoardRow } from '../../../src/services/rank-board.ts';
import type { Board } from '../../../src/services/read-board.ts';
import { readBlocks } from '../../../src/simulator/blocks.ts';
import { decodeBoard } from '../../../src/slack/board-value.ts';
import { CAPS } from '../../../src/slack/caps.ts';
import { boardOffView, boardView, sharedBoardView } from '../../../src/slack/views/board.ts';
import { boardForm } from '../../../src/slack/views/board-form.ts';

const now = Date.parse('2026-11-24T09:00:00Z');
const zone = 'Australia/Lord_Howe';
const most = 30_000;
const rows: BoardRow[] = Array.from({ length: 1_000 }, (_, n) => ({
  userId: `U${String(n).padStart(10, '0')}`,
  place: n < 900 ? n + 1 : 'too_few_outcomes',
  shared: n % 2 === 0,
  sent: most,
  accepted: most,
  earned: most - 1,
  pending: most,
  lastLoggedAt: n % 3 === 0 ? null : now,
  rate: { accepted: most, sent: most, known: n < 900 ? most : 1 },
  change: -most,
}));
const [row] = rows as [BoardRow];
const sum = { people: 1_000, sent: most, accepted: most, pending: most };
const board: Board = {
  kind: 'board',
  choice: { period: 'quarter', back: 1, team: 999_999_999, rankBy: 'rate' },
  teamName: '<!channel>*🦄'.repeat(4).slice(0, 50),
  teams: Array.from({ length: 300 }, (_, n) => ({ team: 999_999_700 + n, name: 'محمد '.repeat(10) })),
  zone,
  window: boardWindow(zone, 'quarter', 1, now),
  now,
  reader: 'U0000000003',
  sees: 'full',
  rows,
  own: rows[3] ?? null,
  ranked: 900,
  sums: { totals: sum, former: sum, unnamed: 500 },
  isManaged: true,
  mode: 'full',
  channel: 'C0123456789',
};
const topThree: Board = { ...board, sees: 'top_three', sums: null, isManaged: false };
const values = (blocks: readonly unknown[]) =>
  JSON.stringify(blocks).match(/"value":"(?:quarter)[^"]*"/g) ?? [];

describe('a board of 1,000 with the worst data', () => {
  it.each<[string, ReturnType<typeof boardView>]>([
    ['as a message', boardView(board)],
    ['its last page', boardView(board, 99_999)],
    ['of the top three, all of whom share a place', boardView(topThree)],
    ['shared', sharedBoardView(board, 'U1')],
    ['switched off', boardOffView()],
  ])('holds Slack’s limits %s', (_name, { text, blocks }) => {
    readBlocks(blocks, 'message');
    expect(blocks.length).toBeLessThanOrEqual(CAPS.messageBlocks);
    expect(text.length).toBeLessThanOrEqual(CAPS.messageText);
    const formatted = blocks.filter(({ type }) => type !== 'data_table');
    expect(JSON.stringify(formatted).includes('<!channel>')).toBe(false);
    expect(text.includes('<!channel>')).toBe(false);
  });

  it('is complete as a modal, which takes no table', () => {
    for (const from of [0, 100, 900]) {
      const view = boardForm(board, from);
      readBlocks(view.blocks, 'modal');
      expect(view.blocks.length).toBeLessThanOrEqual(CAPS.viewBlocks);
      expect(JSON.stringify(view).length).toBeLessThanOrEqual(CAPS.viewBytes);
      expect(view.private_metadata?.length).toBeLessThanOrEqual(CAPS.privateMetadata);
      const said = JSON.stringify(view.blocks);
      for (const { userId } of rows.slice(from, from + 100)) expect(said).toContain(`<@${userId}>`);
    }
  });

  it('goes on by a hundred, forward and back, and every button says where to', () => {
    const places = (reply: { readonly blocks: readonly KnownBlock[] }) =>
      values(reply.blocks).map((value) => decodeBoard(value.slice(9, -1)).from);
    expect(places(boardView(board))).toEqual([0, 100]);
    expect(places(boardView(board, 100))).toEqual([0, 0, 200]);
    expect(places(boardView(board, 900))).toEqual([0, 800]);
  });

  it('has numeric cells, a caption, and a hundred people a table', () => {
    const table = boardView(board).blocks.find(({ type }) => type === 'data_table');
    if (table?.type !== 'data_table') throw new Error('there is no table');
    expect(table.caption).toContain('by acceptance rate');
    expect(table.rows).toHaveLength(101);
    for (const [, ...cells] of table.rows.slice(1))
      expect(cells.map(({ type }) => type)).toEqual(['rich_text', ...Array(7).fill('raw_number')]);
  });

  it('has cells of a few letters, and with each rate of how many it is and for how much it is known', () => {
    const few: BoardRow[] = [
      {
        ...row,
        place: 1,
        shared: true,
        lastLoggedAt: now,
        accepted: 12,
        earned: 10,
        rate: { accepted: 81, sent: 299, known: 254 },
      },
      { ...row, place: 'too_few_invites', rate: null, change: 12, lastLoggedAt: null },
    ];
    const table = boardView({ ...board, ranked: 1, rows: few }).blocks.find(
      ({ type }) => type === 'data_table',
    );
    if (table?.type !== 'data_table') throw new Error('there is no table');
    const texts = table.rows.map((cells) => cells.map((cell) => ('text' in cell ? cell.text : '@')));
    expect(texts).toEqual([
      ['Place', 'Teammate', 'Accepted', 'Sent', 'Rate', 'Known', 'Pending', 'Change', 'Last log'],
      ['1 =', '@', '12 (10)', '30,000', '27 % of 299', '84 %', '30,000', '−30,000', '24 Nov'],
      ['–', '@', '30,000 (29,999)', '30,000', '–', '–', '30,000', '+12', 'never'],
    ]);
    // Who has no place or no rate is sorted below those who have one.
    const values = table.rows[2]?.map((cell) => ('value' in cell ? cell.value : null));
    expect(values).toEqual([2, null, 29_999, 30_000, -1, -1, 30_000, 12, 0]);
    expect(boardView({ ...board, rows: few }).text).toContain(
      '81 of 299 accepted (27 %), outcome known for 84 %',
    );
  });

  it('writes the year of a day that is not of this year', () => {
    const rows = [{ ...row, lastLoggedAt: Date.parse('2025-12-31T09:00:00Z') }];
    expect(JSON.stringify(boardView({ ...board, rows }).blocks)).toContain('31 Dec 2025');
  });

  it('says in its text the first ten, and the proof of each rate', () => {
    const { text } = boardView(board);
    for (const { userId } of rows.slice(0, 10)) expect(text).toContain(`<@${userId}>`);
    expect(text).not.toContain(`<@${rows[10]?.userId}>`);
    expect(text).toContain('30,000 of 30,000 accepted (100 %), outcome known for 100 %');
    expect(boardView(board, 900).text).toContain(
      'of 30,000 so far (100 %), outcome known for 0 %: too few to rank',
    );
  });

  it('shares no more than the top three where that is set', () => {
    const { text } = sharedBoardView({ ...board, mode: 'top_three' }, 'U1');
    expect(text).toContain(`<@${rows[2]?.userId}>`);
    expect(text).not.toContain(`<@${rows[3]?.userId}>`);
    expect(text).not.toContain('All together');
  });

  it('names five of thirty who share a place, and says how many more there are', () => {
    const thirty = rows.slice(0, 30).map((one) => ({ ...one, place: 1, shared: true }));
    const crowd: Board = { ...board, rows: thirty };
    const replies = [
      boardView({ ...crowd, sees: 'top_three' }),
      boardForm({ ...crowd, sees: 'top_three', own: null }),
      sharedBoardView({ ...crowd, mode: 'top_three' }, 'U1'),
    ];
    for (const reply of replies) {
      const said = JSON.stringify(reply);
      const names = thirty.filter(({ userId }) => said.includes(userId));
      expect(names.map(({ userId }) => userId)).toEqual(thirty.slice(0, 5).map(({ userId }) => userId));
      expect(said).toContain('and 25 more share this place');
    }
    expect(sharedBoardView({ ...crowd, mode: 'top_three' }, 'U1').text).toContain(
      'and 25 more share this place',
    );
    expect(JSON.stringify(boardView(crowd))).not.toContain('share this place');
  });

  it('says how many of the accepted count for the place', () => {
    const [one] = [{ ...row, accepted: 12, earned: 10 }];
    expect(boardView({ ...board, rows: [one] }).text).toContain(
      '12 accepted (10 of them count for the place), ',
    );
    const last = [{ ...one, earned: 1 }];
    expect(boardView({ ...board, rows: last }).text).toContain('(1 of them counts for the place)');
  });

  it('says how a board can be shared that is not', () => {
    const hint = (some: Partial<Board>) => JSON.stringify(boardForm({ ...board, ...some }).blocks);
    const all = { ...board.choice, team: null };
    expect(hint({ channel: null, choice: all, teamName: null })).toContain(
      'Choose a team above to share its board.',
    );
    expect(
      hint({ channel: null, choice: all, teamName: null, teams: [{ team: null, name: null }] }),
    ).toContain('add a team in the settings first');
    expect(hint({ channel: null })).toContain('set a channel in the settings of &lt;!channel&gt;');
    expect(hint({})).not.toContain('To share');
  });

  it('escapes the name of a team', () => {
    expect(boardView(board).text).toContain('&lt;!channel&gt;');
  });
});
