import type { Message, State } from './api.ts';
import { formatDateToken } from './date-token.ts';

export type Day = { readonly key: string; readonly label: string; readonly rows: readonly Row[] };

export type Row = {
  readonly message: Message;
  /** The same author goes on: no avatar, no name. */
  readonly goesOn: boolean;
  /** The first that the reader has not seen. */
  readonly isNew: boolean;
};

const groupSeconds = 5 * 60;

/** Messages (oldest first) under their days in the reader's zone; `newSince` is the first that the reader has not seen. */
export function daysOf(
  messages: readonly Message[],
  { viewer, now }: Pick<State, 'viewer' | 'now'>,
  newSince: string | undefined,
): readonly Day[] {
  const days: { key: string; label: string; rows: Row[] }[] = [];
  for (const message of messages) {
    const seconds = secondsOf(message);
    const key = formatDateToken(seconds, '{date_num}', viewer.tz, now);
    if (days.at(-1)?.key !== key) days.push({ key, label: dayLabel(seconds, viewer.tz, now), rows: [] });
    const rows = days.at(-1)?.rows ?? [];
    const before = rows.at(-1)?.message;
    const isNew = message.ts === newSince;
    rows.push({
      message,
      isNew,
      goesOn: !isNew && before !== undefined && continues(before, message),
    });
  }
  return days;
}

/** The first of the last `unread` messages that others wrote. */
export function firstUnread(
  messages: readonly Message[],
  viewer: string,
  unread: number,
): string | undefined {
  if (unread === 0) return undefined;
  return messages.filter(({ user, ephemeral }) => user !== viewer && !ephemeral).at(-unread)?.ts;
}

export function secondsOf(message: Pick<Message, 'ts'>): number {
  return Math.floor(Number(message.ts));
}

function continues(before: Message, message: Message): boolean {
  if (before.ephemeral || message.ephemeral) return false;
  return before.user === message.user && secondsOf(message) - secondsOf(before) < groupSeconds;
}

/** "Today", "Monday, November 23rd"; another year is said. */
function dayLabel(seconds: number, timeZone: string, now: number): string {
  const show = (format: string, at = seconds) => formatDateToken(at, format, timeZone, now);
  const label = show('{day_divider_pretty}');
  const thisYear = show('{date_num}', now / 1000).slice(0, 4);
  const isThisYear = show('{date_num}').startsWith(thisYear);
  return (isThisYear ? label.replace(`, ${thisYear}`, '') : label).replace(/^./, (first) =>
    first.toUpperCase(),
  );
}
