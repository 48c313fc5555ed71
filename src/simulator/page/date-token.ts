const dayMs = 86_400_000;
/** What browsers, but not Node, put before AM and PM. */
const narrowSpace = '\u202f';

/**
 * Slack's `<!date^…>`: the tokens of a format, filled for a reader's zone. `now` (ms) decides what is today; a zone is
 * an IANA name.
 */
export function formatDateToken(seconds: number, format: string, timeZone: string, now: number): string {
  const ms = seconds * 1000;
  const show = (options: Intl.DateTimeFormatOptions) =>
    formatter('en-US', { timeZone, ...options })
      .format(ms)
      .replaceAll(narrowSpace, ' ');
  const year = { year: 'numeric' } as const;
  const short = () => show({ month: 'short', day: 'numeric', ...year });
  const plain = () => `${show({ month: 'long' })} ${ordinal(dayOf(ms, timeZone))}, ${show(year)}`;
  const long = () => `${show({ weekday: 'long' })}, ${plain()}`;
  const relative = () => relativeDay(ms, timeZone, now);
  const tokens: Record<string, () => string> = {
    date_num: () => isoDate(ms, timeZone),
    date: plain,
    date_short: short,
    date_long: long,
    date_long_full: long,
    date_slash: () => show({ day: '2-digit', month: '2-digit', ...year }),
    date_pretty: () => relative() ?? plain(),
    date_short_pretty: () => relative() ?? short(),
    date_long_pretty: () => relative() ?? long(),
    day_divider_pretty: () => relative() ?? long(),
    time: () => show({ hour: 'numeric', minute: '2-digit' }),
    time_secs: () => show({ hour: 'numeric', minute: '2-digit', second: '2-digit' }),
    ago: () => ago(ms, now),
  };
  return format.replace(/\{(\w+)\}/g, (whole, token: string) => tokens[token]?.() ?? whole);
}

/** 2026-11-24, in the zone. */
function isoDate(ms: number, timeZone: string): string {
  return formatter('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(ms);
}

function dayOf(ms: number, timeZone: string): number {
  return Number(isoDate(ms, timeZone).slice(8));
}

/** Whole days between two local dates, whatever the length of the days. */
function relativeDay(ms: number, timeZone: string, now: number): string | undefined {
  const dayNumber = (one: number) => Date.parse(isoDate(one, timeZone)) / dayMs;
  const difference = dayNumber(ms) - dayNumber(now);
  return new Map([
    [-1, 'yesterday'],
    [0, 'today'],
    [1, 'tomorrow'],
  ]).get(difference);
}

function ordinal(day: number): string {
  const suffix = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' } as const;
  return `${day}${suffix[new Intl.PluralRules('en', { type: 'ordinal' }).select(day)]}`;
}

function ago(ms: number, now: number): string {
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
  const minutes = Math.round((ms - now) / 60_000);
  if (Math.abs(minutes) < 60) return format.format(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return Math.abs(hours) < 24 ? format.format(hours, 'hour') : format.format(Math.round(hours / 24), 'day');
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making one takes far longer than using it, and a page full of dates needs few. */
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const made = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, made);
  return made;
}
