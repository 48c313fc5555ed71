import { describe, expect, it } from 'vitest';
import type { BoardTally } from '../../src/ledger/load-board.ts';
import { rankBoard } from '../../src/services/rank-board.ts';

const nobody: Omit<BoardTally, 'userId'> = {
  standing: 'named',
  sent: 0,
  accepted: 0,
  earned: 0,
  earnedBefore: 0,
  matured: 0,
  maturedAccepted: 0,
  maturedKnown: 0,
  pending: 0,
  lastLoggedAt: null,
};
const of = (userId: string, some: Partial<BoardTally>): BoardTally => ({ userId, ...nobody, ...some });
const rated = (userId: string, maturedAccepted: number, matured: number, maturedKnown = matured) =>
  of(userId, { maturedAccepted, matured, maturedKnown });
const places = (tallies: readonly BoardTally[], rankBy: 'accepted' | 'rate') =>
  rankBoard(tallies, rankBy, 1).rows.map(
    ({ userId, place, shared }) => `${userId} ${place}${shared ? ' shared' : ''}`,
  );

describe('ranked by what was accepted', () => {
  it('counts what earns a place, not all that was accepted', () => {
    const tallies = [of('A', { accepted: 9, earned: 2 }), of('B', { accepted: 3, earned: 3 })];
    expect(places(tallies, 'accepted')).toEqual(['B 1', 'A 2']);
  });

  it('gives equal ones one place and leaves the next out', () => {
    const tallies = [
      of('A', { earned: 1 }),
      of('B', { earned: 3 }),
      of('C', { earned: 3 }),
      of('D', { earned: 5 }),
    ];
    expect(places(tallies, 'accepted')).toEqual(['D 1', 'B 2 shared', 'C 2 shared', 'A 4']);
  });

  it('gives no place for nothing, and lists who has none last', () => {
    const tallies = [of('A', { sent: 40, accepted: 2 }), of('B', { earned: 1 }), of('C', {})];
    expect(places(tallies, 'accepted')).toEqual(['B 1', 'A none_accepted', 'C none_accepted']);
  });

  it('does not ask for a rate', () => {
    expect(places([of('A', { earned: 1, matured: 3 })], 'accepted')).toEqual(['A 1']);
  });
});

describe('ranked by the rate', () => {
  it('pulls it towards the mean of the team by 20 invites', () => {
    // The mean is 100 of 250, 40 %. A: (10 + 8) / 40 = 45 %, B: (90 + 8) / 250 = 39.2 %.
    const { rows } = rankBoard([rated('A', 10, 20), rated('B', 90, 230)], 'rate', 1);
    expect(rows.map(({ userId, place }) => [userId, place])).toEqual([
      ['A', 1],
      ['B', 2],
    ]);
  });

  it('puts many invites of a good rate before few of a slightly better one', () => {
    // 12 of 20 is 60 %, 115 of 200 is 57.5 %; the mean of all is 31.75 %.
    const tallies = [rated('A', 12, 20), rated('B', 115, 200), rated('C', 0, 180)];
    expect(places(tallies, 'rate')).toEqual(['B 1', 'A 2', 'C 3']);
  });

  it.each([
    [19, 'A too_few_invites'],
    [20, 'A 1'],
  ])('hides it below 20 invites: %i', (matured, expected) => {
    expect(places([rated('A', 10, matured)], 'rate')).toEqual([expected]);
    expect(rankBoard([rated('A', 10, matured)], 'rate', 1).rows[0]?.rate === null).toBe(matured < 20);
  });

  it.each([
    [69, 'A too_few_outcomes'],
    [70, 'A 1'],
  ])('does not rank it where %i of 100 outcomes are known, and still shows it', (known, expected) => {
    expect(places([rated('A', 30, 100, known)], 'rate')).toEqual([expected]);
    expect(rankBoard([rated('A', 30, 100, known)], 'rate', 1).rows[0]?.rate).toEqual({
      accepted: 30,
      sent: 100,
      known,
    });
  });

  it('takes the mean over everybody, also who is not named, has left or has no place', () => {
    const lone = [rated('A', 10, 20), rated('B', 9, 19)];
    const withOthers = [
      ...lone,
      { ...rated('X', 0, 500), standing: 'former' as const },
      { ...rated('Y', 0, 500), standing: 'unnamed' as const },
    ];
    // Two equal rates differ only by how far the mean pulls them.
    expect(places([...lone, rated('C', 200, 400)], 'rate')[0]).toBe('C 1');
    expect(places([...withOthers, rated('C', 200, 400)], 'rate')[0]).toBe('C 1');
    expect(rankBoard(withOthers, 'rate', 1).rows.map(({ userId }) => userId)).toEqual(['A', 'B']);
  });
});

describe('who is shown', () => {
  it('names neither who chose not to be nor who left, and counts both in the totals', () => {
    const board = rankBoard(
      [
        of('A', { sent: 1, accepted: 1, earned: 1, pending: 1 }),
        of('B', { sent: 10, accepted: 10, earned: 10, pending: 10, standing: 'unnamed' }),
        of('C', { sent: 100, accepted: 100, earned: 100, pending: 100, standing: 'former' }),
      ],
      'accepted',
      1,
    );
    expect(board.rows.map(({ userId, place }) => [userId, place])).toEqual([['A', 1]]);
    expect(board.totals).toEqual({ people: 3, sent: 111, accepted: 111, pending: 111 });
    expect(board.former).toEqual({ people: 1, sent: 100, accepted: 100, pending: 100 });
    expect(board.unnamed).toBe(1);
  });
});

describe('the change against one’s own last four weeks', () => {
  it.each([
    [10, 8, 1, 2],
    [10, 40, 0.25, 0],
    [3, 40, 0.25, -7],
    [5, 0, 0.25, 5],
    [0, 0, 0.25, 0],
    [0, 1, 0.25, 0],
  ])('of %i, against %i in four weeks, over %d of them, is %s', (earned, earnedBefore, elapsed, expected) => {
    const [row] = rankBoard([of('A', { earned, earnedBefore })], 'accepted', elapsed).rows;
    expect(row?.change).toBe(expected);
  });
});
