import type { KnownBlock } from '@slack/types';
import { labelOf } from '../../linkedin/person.ts';
import type { Home, OpenRefusal } from '../../services/read-home.ts';
import { mayBeRecorded } from '../../services/refusals.ts';
import { ACTIONS, encodeRequestPart } from '../ids.ts';
import { button } from '../views/buttons.ts';
import { compose, type Part } from '../views/compose.ts';
import { type Reader, refusal } from '../views/reasons.ts';
import { counted, formatCount, type Say, sayPlain } from '../views/say.ts';
import { header, spokenLabel } from './button.ts';

const mostNamed = 3;

/** What was not logged and may have been sent all the same: it waits until somebody says so, however old it is. */
export function refusals({ refusals: { newest, total }, now, zone }: Home): KnownBlock[] {
  if (newest.length === 0) return [];
  const rest = total - newest.length;
  const { blocks } = compose(zone, (say) => [
    {
      kind: 'lines',
      lines: [
        'These were not logged because a limit or a rule forbids them. If you sent them on LinkedIn all the same, they count.',
      ],
    },
    ...newest.flatMap((one, index): Part[] => refused(one, index, { now, zone }, say)),
    ...(rest > 0
      ? [{ kind: 'context' as const, line: `And ${formatCount(rest)} more, asked when these are answered.` }]
      : []),
  ]);
  return [header('Did you send these?'), ...blocks];
}

function refused(
  { requestId, requestedAt, answer }: OpenRefusal,
  index: number,
  { now, zone }: Pick<Home, 'now' | 'zone'>,
  say: Say,
): Part[] {
  const items = answer.items.filter(mayBeRecorded);
  const ordinal = answer.items.findIndex(mayBeRecorded) + 1;
  const value = encodeRequestPart({ requestId, ordinal: Math.max(1, ordinal) });
  const reader: Reader = { ...answer, loggedAt: now };
  const [first] = items;
  const who = first === undefined || first.person === null ? countOf(items) : labelOf(first.person);
  const others = items.length > 1 ? ` and ${formatCount(items.length - 1)} more` : '';
  const of = `${sayPlain(zone).when(requestedAt)}: ${who}${others}`;
  const press = (actionId: string, text: string) => ({
    ...button(`${actionId}:${index}`, text, value),
    accessibility_label: spokenLabel(`${text}, ${of}`),
  });
  const shown = items.slice(0, mostNamed).map((item) => refusal('Not logged', item, reader, say));
  const more = items.length - shown.length;
  const isOne = items.length === 1 && items.every(({ quantity }) => quantity === 1);
  const forWhom = reader.onBehalf ? `, for ${say.member(answer.owner)}` : '';
  const as = answer.standing.accountName === '' ? '' : `, as ${answer.standing.accountName}`;
  return [
    {
      kind: 'lines',
      lines: [
        `${say.strong(countOf(items))}, entered ${say.when(requestedAt)}${as}${forWhom}`,
        ...shown,
        ...(more > 0 ? [`And ${formatCount(more)} more.`] : []),
      ],
    },
    {
      kind: 'buttons',
      buttons: [
        press(ACTIONS.logAnyway, isOne ? 'Log Anyway' : 'Log All Anyway'),
        press(ACTIONS.dismiss, isOne ? 'I Did Not Send It' : 'I Did Not Send Them'),
      ],
    },
  ];
}

function countOf(items: OpenRefusal['answer']['items']): string {
  const count = items.reduce((sum, { quantity }) => sum + quantity, 0);
  return counted(count, items.some(({ pages }) => pages) ? 'PageInvite' : 'invite');
}
