import type { ExportChoice } from '../../services/queue-export.ts';
import type { Board } from '../../services/read-board.ts';
import type { ExportPart } from '../../services/read-export.ts';
import { formatDates, safeTitle } from './board-words.ts';
import { formatCount } from './say.ts';

/** What stands beside the board's file. */
export function boardFileComment(board: Board): string {
  return `${safeTitle(board)}, as a CSV file. Only you got it.`;
}

/** What stands beside the file of an export. */
export function exportComment(
  { entries, part, next }: Pick<ExportPart, 'entries' | 'part' | 'next'>,
  choice: ExportChoice,
): string {
  const { from, to, team } = choice;
  const whose = team === undefined ? 'your own' : team === null ? 'everybody’s' : 'the team’s';
  const when =
    from !== undefined && to !== undefined
      ? ` of ${formatDates(from, to)}`
      : from !== undefined
        ? ` from ${formatDates(from, from)} on`
        : to !== undefined
          ? ` up to ${formatDates(to, to)}`
          : '';
  const count = entries === 1 ? '1 entry' : `${formatCount(entries)} entries`;
  const which = part > 1 || next !== null ? `Part ${part} of your export` : 'Your export';
  const rest = next === null ? '' : ' The next part follows.';
  const none =
    entries === 0 && part === 1 ? ' Nothing was logged then, so the file has only its titles.' : '';
  return `${which}: ${count}, ${whose}${when}.${none}${rest} Only you got it.`;
}
