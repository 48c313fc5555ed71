import { Temporal } from 'temporal-polyfill';
import type { Metered } from '../../services/read-accounts-now.ts';
import { type Digest, staleDays } from '../../services/read-digest.ts';
import { percent } from './board-words.ts';
import { memberName } from './member-name.ts';
import { meterSentence, windowWords } from './meters.ts';
import { counted, escapeText, formatCount, type Say } from './say.ts';
import { dayNames } from './settings-words.ts';

export type Names = ReadonlyMap<string, string>;

const mostWithRoom = 5;
const mostNear = 3;

/** `Sales · Tuesday 24 November`; not escaped. */
export function digestTitle({ settings, date }: Digest): string {
  return `${settings.name} · ${longDay(date)}`;
}

/** What a digest tells first: with its title eight lines at most. */
export function digestLines(digest: Digest, names: Names, say: Say): string[] {
  const { near, paused, stale, aged, known } = digest;
  if (isNobody(digest))
    return [
      `Nobody is in this team yet. A manager puts people into it with ${say.code('/invites settings')}.`,
      ...recordedLines(digest, say),
    ];
  const reached = near.filter(({ meter }) => meter.level === 'reached');
  const others = near.filter(({ meter }) => meter.level !== 'reached');
  return [
    roomLine(digest, names, say),
    ...recordedLines(digest, say),
    ...(near.length === 0 ? [`${say.strong('Near or at an invite limit:')} nobody`] : []),
    ...nearLines('At or over a limit', reached, names, say),
    ...nearLines('Near a limit', others, names, say),
    ...(paused === 0 ? [] : [`${say.strong('Paused by LinkedIn:')} ${counted(paused, 'account')}`]),
    ...(stale === 0
      ? []
      : [
          `${say.strong('Worth withdrawing:')} ${counted(stale, 'invite')} pending for more than ${staleDays} days`,
        ]),
    ...(aged === 0
      ? []
      : [
          `${say.strong('Outcomes known:')} ${Math.floor((known * 100) / aged)} % of ${counted(aged, 'invite')} sent 2 to 6 weeks ago`,
        ]),
  ];
}

/** `Room this week: Ana 72, Tom 60 and 994 more` */
export function roomLine({ room, away }: Digest, names: Names, say: Say): string {
  const windows = new Set(room.map(({ meter }) => windowInWords(meter)));
  const [window] = windows.size === 1 ? windows : ['now'];
  const label = say.strong(`Room ${window}:`);
  const named = room
    .slice(0, mostWithRoom)
    .map((one) => `${nameOf(one, names, say)} ${formatCount(one.meter.remaining)}`);
  const who = room.length === 0 ? 'nobody' : andMore(named, room.length);
  return `${label} ${who}${away === 0 ? '' : ` · ${formatCount(away)} away`}`;
}

/** What the guide counts is called a week, though it ends now; `in any 3 days` for another length. */
function windowInWords({ limit }: Metered['meter']): string {
  const { window } = limit;
  if (window.kind === 'rolling' && window.hours === 168) return 'this week';
  return windowWords(limit).replace(/^in /, 'in any ');
}

/** What was recorded since the digest before, and this month. */
function recordedLines(digest: Digest, say: Say): string[] {
  const { recorded, month } = digest;
  const inAll = (of: { readonly sent: number; readonly accepted: number }) =>
    `${formatCount(of.sent)} sent, ${formatCount(of.accepted)} accepted`;
  return [
    `${say.strong(`${sinceWords(digest, say)}:`)} ${inAll(recorded)} · ${say.strong('This month:')} ${inAll(month)}`,
  ];
}

function nearLines(label: string, near: readonly Metered[], names: Names, say: Say): string[] {
  if (near.length === 0) return [];
  const named = near
    .slice(0, mostNear)
    .map((one) => `${nameOf(one, names, say)} (${meterSentence(one.meter)})`);
  return [`${say.strong(`${label}:`)} ${andMore(named, near.length)}`];
}

/** `Since yesterday at 16:30`, which is when the digest before came. */
export function sinceWords({ from, settings }: Digest, say: Say): string {
  if (from !== null) return `Since ${say.when(from)}`;
  return settings.digestEvery === 'week' ? 'This week' : 'Today';
}

/** `met before 45 % of 40 invites · referral 30 % of 120 invites` */
export function reasonLines({ week }: Digest, say: Say): string[] {
  if (!week || week.reasons.length === 0) return [];
  const each = week.reasons.map(
    ({ because, sent, accepted }) =>
      `${reasonNames[because]} ${percent(accepted, sent)} % of ${counted(sent, 'invite')}`,
  );
  return [`${say.strong('Accepted by reason')}, of invites sent 2 to 6 weeks ago: ${each.join(' · ')}`];
}

const reasonNames = {
  interests: 'shared interests',
  education: 'education',
  experience: 'experience',
  met: 'met before',
  referral: 'referral',
  other: 'other',
} as const;

/** `Tuesday 24 November` */
export function longDay(date: string): string {
  const { dayOfWeek, day, month } = Temporal.PlainDate.from(date);
  return `${dayNames[dayOfWeek - 1]} ${day} ${monthNames[month - 1]}`;
}

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

export function isNobody({ room, near, away, paused }: Digest): boolean {
  return room.length + near.length + away + paused === 0;
}

function nameOf({ owner, accountName }: Metered, names: Names, say: Say): string {
  const name = memberName(owner, names, say);
  return accountName === '' ? name : `${name} as ${escapeText(accountName)}`;
}

/** `Ana, Tom and Kim`, or `Ana, Tom and 994 more` */
function andMore(named: readonly string[], total: number): string {
  const more = total - named.length;
  if (more > 0) return `${named.join(', ')} and ${formatCount(more)} more`;
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}
