import type { LogAnswer, LogAnywayAnswer, LoggedItem, Standing } from '../../services/answers.ts';
import { mayBeRecorded } from '../../services/refusals.ts';
import { ACTIONS, encodeRequestPart } from '../ids.ts';
import type { Reply } from '../request.ts';
import { button } from './buttons.ts';
import { compose, type Part } from './compose.ts';
import { meterLabel } from './meters.ts';
import { refusal, riskLines, subjectOf, warningLines } from './reasons.ts';
import { formatCount, type Say } from './say.ts';

/** One line a person, in the order typed; then what moved, the warnings, and what to do about what was not logged. */
export function logView(answer: LogAnswer): Reply {
  return compose(answer.standing.zone, (say) => {
    return [
      ...results(answer, say, (item) =>
        item.refused
          ? refusal('Not logged', item, answer, say)
          : `Logged ${subjectOf(item, say)}${suffixOf(answer, item, say)}.`,
      ),
      ...(answer.items.some(mayBeRecorded)
        ? [{ kind: 'lines' as const, lines: ['Already sent on LinkedIn? Record it.'] }]
        : []),
      buttonsOf(answer),
    ];
  });
}

/** What became of the refused ones when the teammate said that they had been sent all the same. */
export function logAnywayView(answer: LogAnywayAnswer): Reply {
  return compose(answer.standing.zone, (say) => [
    ...results(answer, say, (item) =>
      item.refused
        ? refusal('Not logged', item, answer, say)
        : `Logged ${subjectOf(item, say)} anyway${whereOf(answer, say)}, ${sinceSent(item)}.`,
    ),
    buttonsOf(answer),
  ]);
}

/** `Sent in 7 days: 65 of about 100 · Pending: 38 · Accepted today: 12 of 300 (moves when someone accepts)` */
export function standingLine({ meters, pending }: Standing): string {
  const sent = meters.filter((meter) => meter.limit.basis === 'sent').map(meterLabel);
  const [today] = meters.filter((meter) => meter.limit.basis === 'accepted').map(meterLabel);
  const accepted = today === undefined ? [] : [`${today} (moves when someone accepts)`];
  return [...sent, `Pending: ${formatCount(pending)}`, ...accepted].join(' · ');
}

/** Why it was recorded although it had been refused. */
export function sinceSent({ quantity }: Pick<LoggedItem, 'quantity'>): string {
  return quantity === 1
    ? 'since it was sent. It counts like any other'
    : 'since they were sent. They count like any others';
}

/** When it was sent, if not now, and for which account. */
function suffixOf(answer: LogAnswer, item: LoggedItem, say: Say): string {
  const { loggedAt } = answer;
  const sentAt = item.sentAt ?? answer.sentAt;
  return `${sentAt < loggedAt ? `, sent ${say.when(sentAt)}` : ''}${whereOf(answer, say)}`;
}

/** For whose account and which, if not for the caller's first. */
function whereOf(
  { standing, owner, onBehalf }: Pick<LogAnswer, 'standing' | 'owner' | 'onBehalf'>,
  say: Say,
): string {
  const as = standing.accountName === '' ? '' : `, as ${standing.accountName}`;
  return `${as}${onBehalf ? `, for ${say.member(owner)}` : ''}`;
}

function results(
  answer: LogAnswer | LogAnywayAnswer,
  say: Say,
  lineOf: (item: LoggedItem) => string,
): Part[] {
  const recorded = answer.items.filter((item) => !item.refused);
  const estimated = answer.estimated ? ['The dates are estimated: shared out evenly over these days.'] : [];
  const moved = recorded.length === 0 ? [] : [...estimated, standingLine(answer.standing)];
  const warnings =
    recorded.length === 0 ? riskLines(answer.items, answer, say) : warningLines(recorded, answer, say);
  return [{ kind: 'lines', lines: [...answer.items.map(lineOf), ...moved, ...warnings] }];
}

function buttonsOf(answer: LogAnswer | LogAnywayAnswer): Part {
  const { requestId, items } = answer;
  const ordinal = items.findIndex(mayBeRecorded) + 1;
  const value = encodeRequestPart({ requestId, ordinal: Math.max(1, ordinal) });
  return {
    kind: 'buttons',
    buttons: [
      ...(answer.kind === 'log' && ordinal > 0 ? [button(ACTIONS.logAnyway, 'Log Anyway', value)] : []),
      ...(items.some(({ refused }) => !refused) ? [button(ACTIONS.undo, 'Undo', value)] : []),
    ],
  };
}
