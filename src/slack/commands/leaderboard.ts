import { InputError } from '../../errors.ts';
import { type BoardPeriod, boardPeriods } from '../../services/board-period.ts';
import { findTeamByName } from '../../services/find-team-by-name.ts';
import { readBoard } from '../../services/read-board.ts';
import { boardView } from '../views/board.ts';
import { echo } from './echo.ts';
import { subcommand } from './subcommand.ts';

export const leaderboard = subcommand({
  name: 'leaderboard',
  aliases: ['board'],
  summary: 'see who was accepted most; managers: the whole board, others: their own place and the top three',
  usage: ['leaderboard', 'leaderboard [today|week|month|quarter] [last]'],
  examples: [
    'leaderboard week',
    'leaderboard last month',
    'leaderboard quarter by rate',
    'leaderboard team Sales',
  ],
  args: {
    words: { max: 2, matches: /^(?:today|yesterday|day|week|month|quarter|last|this)$/i },
    options: {
      by: {
        kind: 'choice',
        values: ['accepted', 'rate'],
        what: 'rank by accepted invites, or by the acceptance rate',
      },
      team: {
        kind: 'name',
        form: '<team>',
        example: 'Sales',
        what: 'one team; a name of several words in quotes',
      },
    },
  },
  async run({ args: { words, options }, call, ledger }) {
    const team = options.team === undefined ? undefined : await findTeamByName(ledger, call, options.team);
    const asked = { ...parsePeriod(words), rankBy: options.by ?? 'accepted', team } as const;
    return boardView(await readBoard(ledger, call, asked));
  },
});

/** `week`, `last week`, `week last`, `yesterday`; the month without a word. Throws InputError for two periods at once. */
export function parsePeriod(words: readonly string[]): { period: BoardPeriod; back: 0 | 1 } {
  const typed = words.map((word) => word.toLowerCase());
  const isYesterday = typed.includes('yesterday');
  const named = typed.flatMap((word): BoardPeriod[] => {
    if (word === 'yesterday' || word === 'day') return ['today'];
    return boardPeriods.filter((period) => period === word);
  });
  const turns = typed.filter((word) => word === 'last' || word === 'this');
  if (named.length > 1 || turns.length > 1 || (isYesterday && turns.length > 0))
    throw new InputError(
      `One period at a time, not ${echo(words.join(' '))}: \`today\`, \`week\`, \`month\` or \`quarter\`, with \`last\` for the one before.`,
    );
  return { period: named[0] ?? 'month', back: isYesterday || turns.includes('last') ? 1 : 0 };
}
