import { Temporal } from 'temporal-polyfill';
import { maturityDays } from '../../services/board-period.ts';
import { type BoardRow, fewestInvites, leastKnown, type Rate } from '../../services/rank-board.ts';
import type { Board, BoardChoice } from '../../services/read-board.ts';
import { counted, escapeText, formatCount, type Say } from './say.ts';

const periodNames = {
  today: ['today', 'yesterday'],
  week: ['this week', 'last week'],
  month: ['this month', 'last month'],
  quarter: ['this quarter', 'last quarter'],
} as const;

export function periodName({ period, back }: Pick<BoardChoice, 'period' | 'back'>): string {
  return periodNames[period][back];
}

/** `Sales`, or `everybody`; not escaped. */
export function boardTeam(teamName: string | null): string {
  return teamName ?? 'everybody';
}

/** `Leaderboard of Sales, this week (23–29 Nov 2026)`; not escaped. */
export function boardTitle({ teamName, choice, window }: Board): string {
  return `Leaderboard of ${boardTeam(teamName)}, ${periodName(choice)} (${formatDates(window.firstDate, window.lastDate)})`;
}

/** `24 Nov 2026`, or both ends of several days. */
export function formatDates(first: string, last: string): string {
  const [from, to] = [first, last].map((date) => {
    const { day, month, year } = Temporal.PlainDate.from(date);
    return { day, month: months[month - 1] ?? '', year };
  });
  if (!from || !to) return `${first} to ${last}`;
  const end = `${to.day} ${to.month} ${to.year}`;
  if (first === last) return end;
  if (from.year !== to.year) return `${from.day} ${from.month} ${from.year} to ${end}`;
  return from.month === to.month ? `${from.day} to ${end}` : `${from.day} ${from.month} to ${end}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `31 of 98 accepted (32 %), outcome known for 85 %`; what is too little known is no rate yet, and says so. */
export function rateWords(rate: Rate | null): string {
  if (rate === null) return `none yet, fewer than ${fewestInvites} invites`;
  const { accepted, sent } = rate;
  const count = `${formatCount(accepted)} of ${formatCount(sent)}`;
  const share = `${percent(accepted, sent)} %`;
  return isTooLittle(rate)
    ? `${count} so far (${share}), outcome known for ${known(rate)} %: too few to rank`
    : `${count} accepted (${share}), outcome known for ${known(rate)} %`;
}

/** `32 % of 98`, or `32 % so far`: as much of it as fits a cell; of how many it is known stands in the next one. */
export function shortRate(rate: Rate): string {
  const share = `${percent(rate.accepted, rate.sent)} %`;
  return isTooLittle(rate) ? `${share} so far` : `${share} of ${formatCount(rate.sent)}`;
}

function isTooLittle({ sent, known }: Rate): boolean {
  return known * 100 < leastKnown * sent;
}

/** In per cent, of how many invites of a rate the outcome is known; 70 only from 70 on. */
export function known({ sent, known }: Rate): number {
  return Math.floor((known * 100) / sent);
}

export function percent(part: number, whole: number): number {
  return Math.round((part * 100) / whole);
}

/** `12 accepted`, or `12 accepted (10 of them count for the place)` */
export function acceptedWords({ accepted, earned }: BoardRow): string {
  const all = `${formatCount(accepted)} accepted`;
  if (accepted === earned) return all;
  const some = earned === 0 ? 'none' : formatCount(earned);
  return `${all} (${some} of them ${earned === 1 ? 'counts' : 'count'} for the place)`;
}

/** `12`, or `12 (10)` where 10 of them count for the place. */
export function shortAccepted({ accepted, earned }: BoardRow): string {
  return accepted === earned ? formatCount(accepted) : `${formatCount(accepted)} (${formatCount(earned)})`;
}

/** `+3`, `−2`, `0` */
export function changeWords(change: number): string {
  return change > 0 ? `+${formatCount(change)}` : change < 0 ? `−${formatCount(-change)}` : '0';
}

/** `24 Nov 2026`, in the board's zone. */
export function formatDay(at: number, zone: string): string {
  const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
  return formatDates(date, date);
}

/** `24 Nov`, with the year where it is not this one. */
export function shortDay(at: number, zone: string, now: number): string {
  const [day, today] = [at, now].map((ms) =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate(),
  );
  return day?.year === today?.year ? formatDay(at, zone).replace(/ \d+$/, '') : formatDay(at, zone);
}

/** One person's line, where there is no table. */
export function rowLine(row: BoardRow, board: Board, say: Say): string {
  return rowFacts(row, board, say).join(' · ');
}

/** The same on three lines, easier to look through where there are many. */
export function rowParagraph(row: BoardRow, board: Board, say: Say): string {
  const [counts = '', rate = '', ...rest] = rowFacts(row, board, say);
  return [counts, rate, rest.join(' · ')].join('\n');
}

function rowFacts(row: BoardRow, { zone }: Board, say: Say): string[] {
  const { place, shared, sent, pending, lastLoggedAt, change } = row;
  const start = typeof place === 'number' ? `${place}.${shared ? ' (shared)' : ''}` : 'No place:';
  return [
    `${start} ${say.member(row.userId)} – ${acceptedWords(row)}, ${formatCount(sent)} sent`,
    `Rate: ${rateWords(row.rate)}`,
    `Pending: ${formatCount(pending)}`,
    `Last logged: ${lastLoggedAt === null ? 'never' : formatDay(lastLoggedAt, zone)}`,
    `Change: ${changeWords(change)}`,
  ];
}

/** The totals, and who is in them without a line; nothing for who sees the top three only. */
export function sumLines({ sums }: Board): string[] {
  if (sums === null) return [];
  const { totals, former, unnamed } = sums;
  const all = (of: typeof totals) =>
    `${formatCount(of.accepted)} accepted, ${formatCount(of.sent)} sent, ${formatCount(of.pending)} pending`;
  return [
    `All together (${counted(totals.people, 'teammate')}): ${all(totals)}.`,
    ...(former.people === 0
      ? []
      : [`Of them former teammates (${formatCount(former.people)}): ${all(former)}.`]),
    ...(unnamed === 0
      ? []
      : [
          `${counted(unnamed, 'teammate')} chose not to be named, and ${unnamed === 1 ? 'counts' : 'count'} in the totals.`,
        ]),
  ];
}

/** What the reader's own place is, when not all of the board is seen. */
export function ownLines(board: Board, say: Say): string[] {
  const { own, sees, ranked } = board;
  if (sees === 'full') return [];
  if (own === null)
    return ['You are not on this board: you chose not to be named, or have logged nothing yet.'];
  if (typeof own.place === 'number')
    return [
      `${say.strong(`Your place: ${formatCount(own.place)} of ${formatCount(ranked)}${own.shared ? ' (shared)' : ''}`)}. ${ownFacts(own)}`,
    ];
  return [`${say.strong('You have no place yet')}: ${noPlace[own.place]}. ${ownFacts(own)}`];
}

function ownFacts(own: BoardRow): string {
  return `You: ${acceptedWords(own)}, ${formatCount(own.sent)} sent. Rate: ${rateWords(own.rate)}.`;
}

const noPlace = {
  none_accepted: 'nothing accepted in this period that counts for one',
  too_few_invites: `fewer than ${fewestInvites} invites to rate`,
  too_few_outcomes: `the outcome is known for less than ${leastKnown} % of the invites to rate`,
} as const;

/** How places come about, and what the numbers are: short sentences, to be said on. */
export function rankingWords({ choice: { rankBy } }: Board): string {
  const places =
    rankBy === 'accepted'
      ? 'Places go by accepted invites.'
      : `Places go by the rate. ${fewestInvites} invites at the team’s average are added to everybody’s, so that a few lucky ones do not win.`;
  return [
    places,
    'Not counted for a place: unnamed invites, those over a limit, and a second teammate’s invite to the same person.',
    `Rate: accepted out of the invites that became ${maturityDays} days old in the period; it needs ${fewestInvites} of them, and outcomes for ${leastKnown} %. No answer counts as known once a check-in after those ${maturityDays} days was answered.`,
    'Change: compared with each person’s usual, from the four weeks before.',
  ].join(' ');
}

/** What the short words and signs of the table mean. */
export const tableWords =
  'In the table, “=” marks a shared place. In brackets: how many of the accepted count for the place. Known: of how many of the rate’s invites the outcome is known.';

/** What a heading shows: escaped, since managers name teams. */
export function safeTitle(board: Board): string {
  return escapeText(boardTitle(board));
}
