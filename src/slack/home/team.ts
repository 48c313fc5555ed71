import type { KnownBlock } from '@slack/types';
import type { Listed, Metered, Paused } from '../../services/read-accounts-now.ts';
import type { Board } from '../../services/read-board.ts';
import type { Home } from '../../services/read-home.ts';
import type { TeamNow } from '../../services/read-team-now.ts';
import { acceptedWords, formatDates, safeTitle } from '../views/board-words.ts';
import { compose, type Part } from '../views/compose.ts';
import { meterSentence } from '../views/meters.ts';
import { formatCount, type Say } from '../views/say.ts';
import { header } from './button.ts';

/** For managers: who is paused, who is near a limit, who has room. */
export function teamNow({ team, zone }: Home & { readonly team: TeamNow }): KnownBlock[] {
  const { paused, near, room } = team;
  const total = paused.total + near.total + room.total;
  const { blocks } = compose(zone, (say): Part[] => {
    if (total === 0) {
      const first = say.code('/invites log https://www.linkedin.com/in/jane-doe');
      return [
        {
          kind: 'lines',
          lines: [
            `Nobody has logged anything yet. Teammates stand here from their first invite on: ${first}`,
          ],
        },
      ];
    }
    return [
      group('Paused', paused, (one) => pausedLine(one, say), 'LinkedIn blocks nobody', say),
      group('Near a limit', near, (one) => nearLine(one, say), 'nobody', say),
      group('Have room', room, (one) => roomLine(one, say), 'nobody', say),
    ];
  });
  return [header('Your team now'), ...blocks];
}

/** The first places of this month's board. */
export function boardTop({ board, zone }: Home & { readonly board: Board }): KnownBlock[] {
  const { blocks } = compose(zone, (say) => [
    {
      kind: 'lines',
      lines: [
        say.strong(safeTitle(board)),
        ...board.rows.map(
          (row) =>
            `${row.place}. ${say.member(row.userId)}: ${acceptedWords(row)}, ${formatCount(row.sent)} sent`,
        ),
        ...(board.rows.length === 0 ? ['Nobody has a place yet: the first accepted invite earns one.'] : []),
      ],
    },
  ]);
  return blocks;
}

function group<T>(
  title: string,
  { first, total }: Listed<T>,
  line: (one: T) => string,
  none: string,
  say: Say,
): Part {
  const rest = total - first.length;
  return {
    kind: 'lines',
    lines:
      total === 0
        ? [`${say.strong(title)}: ${none}`]
        : [
            say.strong(`${title}: ${formatCount(total)}`),
            ...first.map(line),
            ...(rest > 0 ? [`And ${formatCount(rest)} more.`] : []),
          ],
  };
}

export function pausedLine(paused: Paused, say: Say): string {
  const until = paused.until === null ? 'no end is known' : `until ${say.when(paused.until)}`;
  return `${nameOf(paused, say)}: blocked by LinkedIn since ${say.when(paused.since)}, ${until}`;
}

export function nearLine(one: Metered, say: Say): string {
  return `${nameOf(one, say)}: ${say.warning} ${meterSentence(one.meter)}`;
}

export function roomLine(one: Metered, say: Say): string {
  if (one.awayUntil !== undefined)
    return `${nameOf(one, say)}: away until ${formatDates(one.awayUntil, one.awayUntil)}`;
  return `${nameOf(one, say)}: room for ${formatCount(one.meter.remaining)} (${meterSentence(one.meter)})`;
}

function nameOf({ owner, accountName }: { readonly owner: string; readonly accountName: string }, say: Say) {
  return accountName === '' ? say.member(owner) : `${say.member(owner)} as ${accountName}`;
}
