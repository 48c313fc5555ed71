import type { AlreadyChosenAnswer, OutcomeAnswer, Standing } from '../../services/answers.ts';
import { isOpen } from '../../services/choices.ts';
import type { Reply } from '../request.ts';
import { undoButton } from './buttons.ts';
import { choiceButtons, choiceLine, lateChoiceLine } from './choice.ts';
import { compose, type Part } from './compose.ts';
import { meterLabel, meterWarning } from './meters.ts';
import { outcomeLine } from './outcome-line.ts';
import { formatCount, type Say } from './say.ts';

/** One line a person, in the order typed, buttons right below who is to be chosen; then where the account stands. */
export function outcomeView(answer: OutcomeAnswer): Reply {
  return compose(answer.standings[0].zone, (say) => outcomeParts(answer, say));
}

/** A second press for a name whose person has been chosen. */
export function alreadyChosenView({ outcome }: AlreadyChosenAnswer): Reply {
  return compose(outcome.standings[0].zone, (say) => [
    { kind: 'lines', lines: ['You have chosen already. Nothing more was recorded.'] },
    ...outcomeParts(outcome, say),
  ]);
}

/** Each name with buttons takes two blocks, and a message has only so many. */
const mostChoices = 5;

/** What an outcome did, as parts of a reply. */
export function outcomeParts(answer: OutcomeAnswer, say: Say): Part[] {
  const parts: Part[] = [];
  let lines: string[] = [];
  let choices = 0;
  for (const [index, item] of answer.items.entries()) {
    if (!isOpen(item)) {
      lines.push(outcomeLine(item, answer, say));
      continue;
    }
    choices += 1;
    if (choices > mostChoices) {
      lines.push(lateChoiceLine(item, say));
      continue;
    }
    const zone = answer.standings[0].zone;
    parts.push({ kind: 'lines', lines: [...lines, choiceLine(item, say)] });
    parts.push({ kind: 'buttons', buttons: choiceButtons(item, answer.requestId, index, zone) });
    lines = [];
  }
  if (answer.gone !== undefined) lines.push(goneLine(answer.gone));
  if (answer.checked !== undefined) lines.push(checkedLine(answer));
  if (answer.undo === null) return [...parts, { kind: 'lines', lines }];
  const standings = answer.standings.flatMap((standing) => standingLines(answer, standing, say));
  parts.push({ kind: 'lines', lines: [...lines, ...standings] });
  if (!answer.items.some(isOpen)) return [...parts, undoButton(answer.undo)];
  // What *Undo* answers would take the place of the buttons that are left to press.
  const undo = `Take back what was recorded: ${say.code('/invites undo')}`;
  return [...parts, { kind: 'context', line: undo }];
}

function checkedLine({ checked, items }: OutcomeAnswer): string {
  if (checked === 'nothing_pending')
    return 'Nobody you logged waits for an answer any more, so there was nothing else to record.';
  return items.some(({ recorded }) => recorded)
    ? 'Recorded: you looked, and of the others you wait for none has accepted so far.'
    : 'Recorded: you looked, and of those you wait for none has accepted so far.';
}

function goneLine(gone: number): string {
  return gone === 1
    ? 'Not recorded: 1 that you ticked is no longer among your invites. It was taken back meanwhile.'
    : `Not recorded: ${formatCount(gone)} that you ticked are no longer among your invites. They were taken back meanwhile.`;
}

/** What moved: the acceptances and what is pending, then the limits that are near or reached. */
function standingLines({ outcome }: OutcomeAnswer, standing: Standing, say: Say): string[] {
  const { accountName, meters, pending } = standing;
  const moved = outcome === 'accepted' ? meters.filter((meter) => meter.limit.basis === 'accepted') : [];
  const whose = accountName === '' ? '' : `As ${accountName}: `;
  return [
    `${whose}${[...moved.map(meterLabel), `Pending: ${formatCount(pending)}`].join(' · ')}`,
    ...moved.filter((meter) => meter.level !== 'ok').map((meter) => meterWarning(meter, say, whose)),
  ];
}
