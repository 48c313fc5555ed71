import { Temporal } from 'temporal-polyfill';
import { InputError } from '../../errors.ts';
import { localDate } from '../../limits/windows.ts';
import { boardWindow } from '../../services/board-period.ts';
import type { Call } from '../../services/call.ts';
import { findTeamByName } from '../../services/find-team-by-name.ts';
import { type ExportChoice, queueExport } from '../../services/queue-export.ts';
import { formatDates } from '../views/board-words.ts';
import { fileQueuedView } from '../views/file-queued.ts';
import { echo } from './echo.ts';
import { parsePeriod } from './leaderboard.ts';
import { subcommand } from './subcommand.ts';
import { parseWhen } from './when.ts';

const EXAMPLE =
  'Write it like `/invites export last month` or `/invites export from 2026-11-01 to 2026-11-30`.';
const scopes = /^(?:mine|everyone|everybody)$/i;

export const exportEntries = subcommand({
  name: 'export',
  aliases: [],
  summary: 'get your entries as a CSV file by direct message; managers: a team’s or everybody’s',
  usage: [
    'export',
    'export [today|week|month|quarter] [last]',
    'export from <date> to <date>',
    'export mine|everyone',
  ],
  examples: [
    'export',
    'export last month',
    'export from 2026-11-01 to 2026-11-30',
    'export team Sales quarter',
    'export everyone',
  ],
  args: {
    words: {
      max: 3,
      matches: /^(?:mine|everyone|everybody|today|yesterday|day|week|month|quarter|last|this)$/i,
    },
    options: {
      team: {
        kind: 'name',
        form: '<team>',
        example: 'Sales',
        what: 'managers: the entries of a team; a name of several words in quotes',
      },
      from: { kind: 'phrase', form: '<date>', example: '2026-11-01', what: 'the first day' },
      to: { kind: 'phrase', form: '<date>', example: '2026-11-30', what: 'the last day, which is included' },
    },
  },
  async run({ args: { words, options }, call, ledger }) {
    const scope = words.filter((word) => scopes.test(word)).map((word) => word.toLowerCase());
    const period = words.filter((word) => !scopes.test(word));
    if (scope.length + (options.team === undefined ? 0 : 1) > 1)
      throw new InputError(
        `Whose entries: \`mine\`, \`team <name>\` or \`everyone\`? One of them. ${EXAMPLE}`,
      );
    const range = {
      ...(options.from !== undefined && { from: options.from }),
      ...(options.to !== undefined && { to: options.to }),
    };
    const dates = datesOf(period, range, call);
    if (options.team !== undefined) {
      const team = await findTeamByName(ledger, call, options.team);
      return fileQueuedView(await queueExport(ledger, call, { team, ...dates }));
    }
    const isAll = scope.length > 0 && scope[0] !== 'mine';
    return fileQueuedView(await queueExport(ledger, call, { ...(isAll && { team: null }), ...dates }));
  },
});

/** The days of a period's words, or from one date to another; none for all there is. Throws InputError for both. */
function datesOf(
  period: readonly string[],
  { from, to }: { readonly from?: string; readonly to?: string },
  call: Pick<Call, 'zone' | 'now'>,
): Pick<ExportChoice, 'from' | 'to'> {
  if (period.length > 0 && (from ?? to) !== undefined)
    throw new InputError(`Either a period or \`from\` and \`to\`, not both. ${EXAMPLE}`);
  if (period.length > 0) {
    const { period: unit, back } = parsePeriod(period);
    const { firstDate, lastDate } = boardWindow(call.zone, unit, back, call.now);
    return { from: firstDate, to: lastDate };
  }
  const dates = {
    ...(from !== undefined && { from: parseDate(from, call) }),
    ...(to !== undefined && { to: parseDate(to, call) }),
  };
  if (dates.from !== undefined && dates.to !== undefined && dates.from > dates.to)
    throw new InputError(
      `${formatDates(dates.from, dates.from)} is after ${formatDates(dates.to, dates.to)}: the earlier day stands first. ${EXAMPLE}`,
    );
  return dates;
}

/** A day in digits can be any; words are read as those after `at`, so they mean a day of the last year. */
function parseDate(text: string, { zone, now }: Pick<Call, 'zone' | 'now'>): string {
  const digits = text.trim();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(digits)) return localDate(zone, parseWhen(text, { zone, now }).at);
  try {
    return Temporal.PlainDate.from(digits, { overflow: 'reject' }).toString();
  } catch (cause) {
    throw new InputError(`There is no ${echo(digits)}. ${EXAMPLE}`, { cause });
  }
}
