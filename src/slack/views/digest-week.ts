import type { DataTableBlock, KnownBlock } from '@slack/types';
import { Temporal } from 'temporal-polyfill';
import type { DayCount } from '../../ledger/load-digest.ts';
import { type Digest, summed } from '../../services/read-digest.ts';
import { CAPS } from '../caps.ts';
import { formatCount, type Say } from './say.ts';
import { dayNames } from './settings-words.ts';

const title = 'Sent and accepted by working day';
/** A week is compared with the one before. */
const comparedDays = 5;

/** The days that a chart shows; none where nothing happened on any. */
export function shownDays({ week }: Digest): readonly DayCount[] {
  const days = week?.days.slice(-CAPS.chartPoints) ?? [];
  return days.some(({ sent, accepted }) => sent + accepted !== 0) ? days : [];
}

/** What the chart says, in words. */
export function trendLine(days: readonly DayCount[], say: Say): string {
  const all = summed(days);
  const last = summed(days.slice(-comparedDays));
  const before = summed(days.slice(-2 * comparedDays, -comparedDays));
  const label = say.strong(`Last ${days.length} working days:`);
  return `${label} ${counts(all)}. Sent ${went(last.sent, before.sent)}, accepted ${went(last.accepted, before.accepted)} (the last ${comparedDays} and the ${comparedDays} before).`;
}

/** Each day, where neither chart nor table is shown. */
export function dayLines(days: readonly DayCount[]): string[] {
  return days.map((day) => `${shortDay(day.date)}: ${counts(day)}`);
}

/** A block that Slack's types do not know yet. */
type LineChart = {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'line';
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: { readonly categories: readonly string[] };
  };
};

export function weekBlocks(days: readonly DayCount[]): KnownBlock[] {
  if (days.length === 0) return [];
  const chart: LineChart = {
    type: 'data_visualization',
    title,
    chart: {
      type: 'line',
      series: [
        { name: 'Sent', data: days.map(({ date, sent }) => ({ label: label(date), value: sent })) },
        {
          name: 'Accepted',
          data: days.map(({ date, accepted }) => ({ label: label(date), value: accepted })),
        },
      ],
      axis_config: { categories: days.map(({ date }) => label(date)) },
    },
  };
  return [chart as unknown as KnownBlock, table(days)];
}

function table(days: readonly DayCount[]): DataTableBlock {
  const text = (words: string) => ({ type: 'raw_text', text: words }) as const;
  const number = (value: number) => ({ type: 'raw_number', value, text: formatCount(value) }) as const;
  return {
    type: 'data_table',
    caption: title,
    page_size: comparedDays,
    row_header_column_index: 0,
    rows: [
      ['Day', 'Sent', 'Accepted'].map(text),
      // The newest is what is looked for.
      ...days
        .toReversed()
        .map(({ date, sent, accepted }) => [text(shortDay(date)), number(sent), number(accepted)]),
    ],
  };
}

function counts({ sent, accepted }: Pick<DayCount, 'sent' | 'accepted'>): string {
  return `${formatCount(sent)} sent, ${formatCount(accepted)} accepted`;
}

function went(now: number, before: number): string {
  if (now === before) return `stayed at ${formatCount(now)}`;
  return `${now > before ? 'rose' : 'fell'} from ${formatCount(before)} to ${formatCount(now)}`;
}

/** `2 Nov` */
function label(date: string): string {
  const { day, month } = Temporal.PlainDate.from(date);
  return `${day} ${months[month - 1]}`;
}
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `Mon 2 Nov` */
function shortDay(date: string): string {
  return `${dayNames[Temporal.PlainDate.from(date).dayOfWeek - 1]?.slice(0, 3)} ${label(date)}`;
}
