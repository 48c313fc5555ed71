import type { FileQueuedAnswer } from '../../services/answers.ts';
import type { Reply } from '../request.ts';
import { compose } from './compose.ts';

const contents = {
  board: 'It has the leaderboard as you see it, one teammate a line.',
  export: 'It has one line for each entry. A long one comes in several files.',
} as const;

/** A file is on its way to who asked. */
export function fileQueuedView({ file }: FileQueuedAnswer): Reply {
  return compose('UTC', () => [
    { kind: 'lines', lines: ['Your file comes by direct message in a moment. Only you get it.'] },
    { kind: 'context', line: `${contents[file]} It is a CSV file for Excel, Numbers or Google Sheets.` },
  ]);
}
