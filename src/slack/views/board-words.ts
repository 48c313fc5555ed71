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

/** `31 of 98 accepted (32 %), outcome known for 85 %` */
export function rateWords(rate: Rate | null): string {
  if (rate === null) return `fewer than ${fewestInvites} invites`;
  const { accepted, sent, known } = rate;
  const proof = `${formatCount(accepted)} of ${formatCount(sent)} accepted (${percent(accepted, sent)} %), outcome known for ${Math.floor((known * 100) / sent)} %`;
  return known * 100 < leastKnown * sent ? `${proof}: too few outcomes logged` : proof;
}

export function percent(part: number, whole: number): number {
  return Math.round((part * 100) / whole);
}

/** `12`, or `12 (10 earn a place)` */
export function acceptedWords({ accepted, earned }: BoardRow): string {
  return accepted === earned
    ? formatCount(accepted)
    : `${formatCount(accepted)} (${formatCount(earned)} earn)`;
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

/** One person's line, where there is no table. */
export function rowLine(row: BoardRow, { zone }: Board, say: Say): string {
  const { place, shared, sent, pending, lastLoggedAt, change } = row;
  const start = typeof place === 'number' ? `${place}.${shared ? ' (shared)' : ''}` : 'No place:';
  const parts = [
    `${acceptedWords(row)} accepted, ${formatCount(sent)} sent`,
    `Rate: ${rateWords(row.rate)}`,
    `Pending: ${formatCount(pending)}`,
    `Last logged: ${lastLoggedAt === null ? 'never' : formatDay(lastLoggedAt, zone)}`,
    ...(change === null ? [] : [`Change: ${changeWords(change)}`]),
  ];
  return `${start} ${say.member(row.userId)} – ${parts.join(' · ')}`;
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
  return `You: ${acceptedWords(own)} accepted, ${formatCount(own.sent)} sent. Rate: ${rateWords(own.rate)}.`;
}

const noPlace = {
  none_accepted: 'nothing accepted in this period that earns one',
  too_few_invites: `fewer than ${fewestInvites} invites`,
  too_few_outcomes: `the outcome is known for less than ${leastKnown} %, too few outcomes logged`,
} as const;

/** How places come about, and what the numbers are. */
export function rankingWords({ choice: { rankBy } }: Board): string {
  const places =
    rankBy === 'accepted'
      ? 'Places go by accepted invites; equal numbers share one.'
      : `Places go by the rate, pulled towards the team’s average so that a few lucky invites do not win: (accepted + ${fewestInvites} × average) ÷ (sent + ${fewestInvites}). No place below ${fewestInvites} invites, or where the outcome is known for less than ${leastKnown} %.`;
  const numbers = `Rate: of the invites that became ${maturityDays} days old in the period.`;
  const earning =
    'Unnamed invites, those recorded over a limit, and a second teammate’s invite to the same person count in sent and accepted, but earn no place and are in no rate.';
  const change = 'Change: against one’s own four weeks before the period, reckoned to as many days.';
  return [places, numbers, earning, change].join(' ');
}

/** What a heading shows: escaped, since managers name teams. */
export function safeTitle(board: Board): string {
  return escapeText(boardTitle(board));
}
