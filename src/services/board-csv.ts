import { type CsvCell, csvHead, csvRows } from './csv.ts';
import { createLocalInstants } from './local-instants.ts';
import type { BoardRow, Sum } from './rank-board.ts';
import type { Board } from './read-board.ts';

const titles = [
  'Place',
  'Teammate',
  'Slack ID',
  'Accepted',
  'Accepted that count for the place',
  'Sent',
  'Rate: accepted',
  'Rate: sent',
  'Rate: outcome known',
  'Pending',
  'Last logged',
  'Change',
  'Remark',
] as const;

const remarks = {
  none_accepted: 'nothing accepted yet that counts for a place',
  too_few_invites: 'fewer than 20 invites for a rate',
  too_few_outcomes: 'too few outcomes logged',
} as const;

/** The board as a CSV file: its rows, former teammates together, and the totals. Members by their Slack name and id. */
export function boardCsv({ rows, sums, zone }: Board, names: ReadonlyMap<string, string>): string {
  const at = createLocalInstants();
  const instant = (one: number | null) => (one === null ? '' : at(one, zone));
  return (
    csvHead(titles) +
    csvRows([
      ...rows.map((row) => cellsOf(row, names.get(row.userId) ?? '', instant)),
      ...(sums && sums.former.people > 0 ? [sumCells('Former teammates', sums.former)] : []),
      ...(sums ? [sumCells('All together', sums.totals)] : []),
    ])
  );
}

function cellsOf(row: BoardRow, name: string, instant: (at: number | null) => string): CsvCell[] {
  const { place, shared, rate } = row;
  return [
    typeof place === 'number' ? place : '',
    name,
    row.userId,
    row.accepted,
    row.earned,
    row.sent,
    ...(rate ? [rate.accepted, rate.sent, rate.known] : ['', '', '']),
    row.pending,
    instant(row.lastLoggedAt),
    row.change,
    typeof place === 'number' ? (shared ? 'place shared' : '') : remarks[place],
  ];
}

function sumCells(title: string, { accepted, sent, pending, people }: Sum): CsvCell[] {
  return ['', title, '', accepted, '', sent, '', '', '', pending, '', '', `${people} teammates`];
}
