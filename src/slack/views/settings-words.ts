import type { TeamFields, WorkspaceSettings } from '../../services/settings.ts';
import type { TeamDifference, WorkspaceDifference } from '../../services/settings-differences.ts';
import { formatDates } from './board-words.ts';
import { escapeText, formatCount, type Say } from './say.ts';

const mostListed = 10;

/** `@ana, @bob and 12 more` */
export function memberList(ids: readonly string[], say: Say): string {
  return listed(ids.map(say.member));
}

/** The first few, and how many more there are. */
export function listed(all: readonly string[]): string {
  const shown = all.slice(0, mostListed);
  const more = all.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${formatCount(more)} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

export const dayNames = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;
/** What the digest says where nothing happened since the last one. */
export const quietNames = { nothing: 'no digest', line: 'one line' } as const;
export const rhythmNames = { day: 'every working day', week: 'once a week' } as const;
export const warnNames = {
  nearing: 'from near a limit on',
  critical: 'from very near a limit on',
  reached: 'once a limit is reached',
  never: 'never',
} as const;
export const boardNames = {
  off: 'off: only managers see it',
  top_three: 'the top three',
  full: 'the whole board',
} as const;

/** `Monday to Friday`, `Monday, Tuesday and Sunday` */
export function daysInWords(days: readonly number[]): string {
  const sorted = [...days].sort((a, b) => a - b);
  const name = (day: number | undefined) => dayNames[(day ?? 1) - 1] ?? '';
  const isRow = sorted.length > 2 && sorted.every((day, index) => day === (sorted[0] ?? 0) + index);
  return isRow ? `${name(sorted[0])} to ${name(sorted.at(-1))}` : listed(sorted.map(name));
}

export function channelInWords(channel: string | null): string {
  return channel === null ? 'no channel' : `<#${channel}>`;
}

export function retentionInWords(months: number | null): string {
  return months === null
    ? 'kept until somebody erases it'
    : `erased ${formatCount(months)} ${months === 1 ? 'month' : 'months'} after the last entry about them`;
}

/** `Leaderboard for the others: the top three → everybody`, without its full stop. */
export function workspaceDifference(difference: WorkspaceDifference, say: Say): string {
  switch (difference.field) {
    case 'managers':
      return listChange('Managers', difference, say.member);
    case 'setUpBy':
      return `Set up by: ${difference.to === null ? 'nobody' : say.member(difference.to)}`;
    case 'overlapNames':
      return `Names across teams: ${difference.to ? 'told' : 'not told'}`;
    case 'warnChannelFrom':
      return `Warnings to the channel: ${warnNames[difference.from]} → ${warnNames[difference.to]}`;
    case 'leaderboard':
      return `Leaderboard for the others: ${boardNames[difference.from]} → ${boardNames[difference.to]}`;
    case 'retentionMonths':
      return `People’s data: ${retentionInWords(difference.from)} → ${retentionInWords(difference.to)}`;
  }
}

/** `Digest time: 16:30 → 17:00`, without its full stop. */
export function teamDifference(difference: TeamDifference, say: Say): string {
  switch (difference.field) {
    case 'name':
      return `Name: ${escapeText(difference.from)} → ${escapeText(difference.to)}`;
    case 'channel':
      return `Channel: ${channelInWords(difference.from)} → ${channelInWords(difference.to)}`;
    case 'zone':
      return `Time zone: ${difference.from} → ${difference.to}`;
    case 'digestAt':
      return `Digest time: ${difference.from} → ${difference.to}`;
    case 'digestEvery':
      return `Digest: ${rhythmNames[difference.from]} → ${rhythmNames[difference.to]}`;
    case 'quietDays':
      return `Quiet days: ${quietNames[difference.from]} → ${quietNames[difference.to]}`;
    case 'workingDays':
      return `Working days: ${daysInWords(difference.from)} → ${daysInWords(difference.to)}`;
    case 'holidays':
      return listChange('Holidays', difference, (date) => formatDates(date, date));
    case 'managers':
      return listChange('Managers of the team', difference, say.member);
    case 'removed':
      return 'The team was removed';
  }
}

function listChange(
  label: string,
  { from, to }: { readonly from: readonly string[]; readonly to: readonly string[] },
  said: (one: string) => string,
): string {
  const added = to.filter((one) => !from.includes(one)).map(said);
  const removed = from.filter((one) => !to.includes(one)).map(said);
  return `${label}: ${addedAndRemoved(added, removed) || 'in another order'}`;
}

/** `@ana and @bob added, @cyd removed` */
export function addedAndRemoved(added: readonly string[], removed: readonly string[]): string {
  return [
    ...(added.length > 0 ? [`${listed(added)} added`] : []),
    ...(removed.length > 0 ? [`${listed(removed)} removed`] : []),
  ].join(', ');
}

/** What a team is, in one line: `12 members · #sales · digest every working day at 16:30 (Europe/Berlin)` */
export function teamLine({ channel, digestAt, digestEvery, zone }: TeamFields, members: number): string {
  const people = members === 1 ? '1 member' : `${formatCount(members)} members`;
  return `${people} · ${channelInWords(channel)} · digest ${rhythmNames[digestEvery]} at ${digestAt} (${zone})`;
}

/** Who manages, also while nobody is named. */
export function managersInWords({ managers }: WorkspaceSettings, say: Say): string {
  return managers.length === 0
    ? 'nobody is named, so the admins and owners of this Slack are'
    : memberList(managers, say);
}
