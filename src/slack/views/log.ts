import type { Button } from '@slack/types';
import type { Reason } from '../../limits/decide.ts';
import type { LogAnswer, LogAnywayAnswer, LoggedPerson, Standing } from '../../services/answers.ts';
import { ACTIONS, encodeRequestPart } from '../ids.ts';
import type { Reply } from '../request.ts';
import { compose, type Part } from './compose.ts';
import { accountTypeNames, levelSentence, meterLabel, meterSentence } from './meters.ts';
import { formatCount, type Say } from './say.ts';

/** One line a person, in the order typed; then what moved, the warnings, and what to do about what was not logged. */
export function logView(answer: LogAnswer): Reply {
  const backdated = answer.sentAt < answer.loggedAt;
  return compose(answer.standing.zone, (say) => {
    const suffix = backdated ? `, sent ${say.when(answer.sentAt)}` : '';
    const refused = answer.items.filter((item) => item.refused);
    return [
      ...results(answer.items, answer.standing, say, (item) =>
        item.refused ? refusal(item, answer.standing, say) : `Logged ${say.person(item.person)}${suffix}.`,
      ),
      ...(refused.length === 0 ? [] : logAnywayParts(answer)),
    ];
  });
}

/** What became of the refused ones when the teammate said that they had been sent all the same. */
export function logAnywayView(answer: LogAnywayAnswer): Reply {
  return compose(answer.standing.zone, (say) =>
    results(
      answer.items,
      answer.standing,
      say,
      (item) => `Logged ${say.person(item.person)} anyway, since it was sent. It counts like any other.`,
    ),
  );
}

/** `Sent in 7 days: 65 of about 100 · Pending: 38 · Accepted today: 12 of 300 (moves when someone accepts)` */
export function standingLine({ meters, pending }: Standing): string {
  const guides = meters.filter((meter) => meter.limit.effect === 'warn').map(meterLabel);
  const [today] = meters.filter((meter) => meter.limit.basis === 'accepted').map(meterLabel);
  const accepted = today === undefined ? [] : [`${today} (moves when someone accepts)`];
  return [...guides, `Pending: ${formatCount(pending)}`, ...accepted].join(' · ');
}

function results(
  items: readonly LoggedPerson[],
  standing: Standing,
  say: Say,
  lineOf: (item: LoggedPerson) => string,
): Part[] {
  const recorded = items.filter((item) => !item.refused);
  const warnings = lastWarnings(recorded).map((reason) => warning(reason, say));
  const moved = recorded.length === 0 ? [] : [standingLine(standing)];
  return [{ kind: 'lines', lines: [...items.map(lineOf), ...moved, ...warnings] }];
}

type Blocking = Extract<Reason, { readonly allowedAgainAt: number | null }>;

/** What forbids it, and the moment from which nothing does: with several reasons, the one that holds longest. */
function refusal({ person, reasons }: LoggedPerson, standing: Standing, say: Say): string {
  const blocks = reasons.filter(
    (reason): reason is Blocking => reason.verdict === 'block' && 'allowedAgainAt' in reason,
  );
  const [longest] = blocks.toSorted(
    (a, b) => (b.allowedAgainAt ?? Infinity) - (a.allowedAgainAt ?? Infinity),
  );
  if (!longest) throw new Error('a refusal without a reason that blocks');
  const again =
    longest.allowedAgainAt === null ? '' : ` Allowed again from ${say.when(longest.allowedAgainAt)}.`;
  const name = say.person(person);
  if (longest.code === 'same_person') {
    const known = person.key.startsWith('name:');
    const another = known ? ' Another one? Give the address.' : '';
    return `Not logged: you invited ${known ? `a ${name}` : name} ${say.when(longest.lastSentAt)}.${again}${another}`;
  }
  if (longest.code === 'after_withdrawal') {
    return `Not logged: you withdrew your invite to ${name} ${say.when(longest.withdrawnAt)}.${again}`;
  }
  const { next } = longest;
  const more = next === null ? '' : ` ${accountTypeNames[next.type]} allows ${formatCount(next.cap)}.`;
  return `Not logged: ${name}. ${meterSentence(longest.meter)}, the most for ${accountTypeNames[standing.accountType]}.${again}${more}`;
}

function logAnywayParts(answer: LogAnswer): Part[] {
  const ordinal = answer.items.findIndex((item) => item.refused) + 1;
  const button: Button = {
    type: 'button',
    action_id: ACTIONS.logAnyway,
    text: { type: 'plain_text', text: 'Log Anyway' },
    value: encodeRequestPart({ requestId: answer.requestId, ordinal }),
  };
  return [
    { kind: 'lines', lines: ['Already sent on LinkedIn? Record it.'] },
    { kind: 'buttons', buttons: [button] },
  ];
}

type MeterReason = Extract<Reason, { meter: unknown }>;

/** The last word on each meter: of several persons, each was decided after the former. */
function lastWarnings(items: readonly LoggedPerson[]): MeterReason[] {
  const byMeter = new Map<string, MeterReason>();
  for (const reason of items.flatMap((item) => item.reasons)) {
    if ('meter' in reason) byMeter.set(reason.meter.limit.id, reason);
  }
  return [...byMeter.values()];
}

function warning(reason: MeterReason, say: Say): string {
  const again = reason.code === 'cap_reached' ? reason.allowedAgainAt : null;
  const room = again === null ? '' : ` Room again from ${say.when(again)}.`;
  return `${say.warning} ${meterSentence(reason.meter)}. ${levelSentence(reason.meter)}${room}`;
}
