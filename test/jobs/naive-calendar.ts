import type { DigestFields } from '../../src/services/digest-days.ts';

/** A team's settings from an instant on; null while it has no channel. */
export type Since = { readonly at: number; readonly fields: DigestFields | null };
/** From when to when nobody ticked. */
export type Down = { readonly from: number; readonly to: number };
export type Expected = {
  readonly date: string;
  readonly dueAt: number;
  readonly result: 'queued' | 'missed';
};

const dayMs = 86_400_000;
const latestMs = 4 * 3_600_000;

/**
 * The digests that a team has until `end`, written once more from the rules, slowly and without the program's calendar: day
 * by day, with the wall clocks of `Intl`.
 */
export function naiveCalendar(history: readonly Since[], downs: readonly Down[], end: number): Expected[] {
  const done: Expected[] = [];
  const add = (date: string, dueAt: number) => {
    const down = downs.find(({ from, to }) => dueAt > from && dueAt < to);
    const isMissed = down !== undefined && down.to - dueAt > latestMs;
    done.push({ date, dueAt, result: isMissed ? 'missed' : 'queued' });
  };
  const isOpen = (fields: DigestFields, date: string) => {
    const last = done.at(-1)?.date;
    if (!isDay(fields, date) || (last !== undefined && date <= last)) return false;
    return fields.digestEvery === 'day' || last === undefined || weekOf(date) !== weekOf(last);
  };
  history.forEach(({ at, fields }, index) => {
    const until = history[index + 1]?.at ?? end;
    const former = history[index - 1]?.fields;
    if (!fields) return;
    if (former) {
      // What was to come next, and whose new time is over: it comes now.
      const planned = datesFrom(at, 400).find((date) => isOpen(former, date) && instant(former, date) > at);
      const isUnposted = planned !== undefined && planned > (done.at(-1)?.date ?? '');
      if (isUnposted && isDay(fields, planned) && instant(fields, planned) <= at) add(planned, at);
    }
    for (const date of datesFrom(at, Math.ceil((until - at) / dayMs) + 4)) {
      const dueAt = instant(fields, date);
      if (isOpen(fields, date) && dueAt > at && dueAt <= until) add(date, dueAt);
    }
  });
  return done;
}

function isDay({ workingDays, holidays, digestEvery }: DigestFields, date: string): boolean {
  const works = (day: string) => workingDays.includes(weekday(day)) && !holidays.includes(day);
  if (!works(date)) return false;
  const earlier = Array.from({ length: weekday(date) - 1 }, (_, n) => plus(date, -n - 1));
  return digestEvery === 'day' || !earlier.some(works);
}

function plus(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
const weekOf = (date: string) => plus(date, 1 - weekday(date));

/** From two days before, wherever the team is. */
function datesFrom(at: number, count: number): string[] {
  const first = new Date(at - 2 * dayMs).toISOString().slice(0, 10);
  return Array.from({ length: count + 2 }, (_, n) => plus(first, n));
}

const instants = new Map<string, number>();

function instant({ zone, digestAt }: DigestFields, date: string): number {
  const key = `${zone} ${date} ${digestAt}`;
  const known = instants.get(key);
  if (known !== undefined) return known;
  const wall = Date.parse(`${date}T${digestAt}:00Z`);
  const before = offset(zone, wall - dayMs);
  const tried = [before, offset(zone, wall + dayMs)].map((ahead) => wall - ahead);
  const real = tried.filter((at) => at + offset(zone, at) === wall);
  // Twice: the first. Never: by the clock that held before.
  const found = real.length > 0 ? Math.min(...real) : wall - before;
  instants.set(key, found);
  return found;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** By how much the wall clock is ahead of UTC. */
function offset(zone: string, at: number): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(zone, format);
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const shown = `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`;
  return Date.parse(shown) - Math.floor(at / 1_000) * 1_000;
}
