import type { Button } from '@slack/types';
import { labelOf, type PersonRef } from '../../linkedin/person.ts';
import type { OpenOutcome } from '../../services/answers.ts';
import { choiceOrdinal } from '../../services/choices.ts';
import { CAPS } from '../caps.ts';
import { ACTIONS, encodeRequestPart } from '../ids.ts';
import { button } from './buttons.ts';
import { escapeText, formatCount, formatInstant, type Say } from './say.ts';

/** Above the buttons: what they are for. */
export function choiceLine({ person, candidates, fitting }: OpenOutcome, say: Say): string {
  const name = say.person(person);
  const opening = `Not recorded yet: your invites to ${formatCount(fitting)} people fit ${name}.`;
  return fitting > candidates.length
    ? `${opening} Press the right one of the newest ${candidates.length}, or give the LinkedIn address.`
    : `${opening} Press the right one.`;
}

/** Where there is no room for buttons. */
export function lateChoiceLine({ person, fitting }: OpenOutcome, say: Say): string {
  return `Not recorded yet: your invites to ${formatCount(fitting)} people fit ${say.person(person)}. Choose for those above first, or give the LinkedIn address.`;
}

/** One button a person. Slack wants the ids of a row to differ, so the ordinal stands behind each. */
export function choiceButtons(
  { candidates }: OpenOutcome,
  requestId: number,
  item: number,
  zone: string,
): Button[] {
  return candidates.map(({ person, sentAt }, index) => {
    const ordinal = choiceOrdinal(item, index);
    const twins = candidates.filter((other) => labelOf(other.person) === labelOf(person)).length > 1;
    const sent = `, sent ${formatInstant(sentAt, zone)}`;
    const label = `${labelled(person, twins, CAPS.buttonText - sent.length)}${sent}`;
    return button(`${ACTIONS.choose}:${ordinal}`, label, encodeRequestPart({ requestId, ordinal }));
  });
}

/** The name, escaped; with the address, if there is one, where several are called so. */
export function labelled(person: PersonRef, twins: boolean, most: number): string {
  const address = labelOf({ key: person.key });
  const says = twins && person.name !== undefined && !person.key.startsWith('name:');
  if (!says) return shortened(labelOf(person), most);
  const half = Math.floor((most - ' ()'.length) / 2);
  return `${shortened(labelOf(person), half)} (${shortened(address, half)})`;
}

/** Escaped for Slack, and cut between characters so that no escape is. */
function shortened(text: string, most: number): string {
  const whole = escapeText(text);
  if (whole.length <= most) return whole;
  let short = '';
  for (const character of text) {
    const longer = short + escapeText(character);
    if (longer.length >= most) break;
    short = longer;
  }
  return `${short}…`;
}
