import type { ContactAllowedAnswer, ObjectionAnswer, ObjectionItem } from '../../services/answers.ts';
import type { Reply } from '../request.ts';
import { compose, type Part } from './compose.ts';
import { otherTeam } from './facts.ts';
import { formatCount, type Say } from './say.ts';

/** How many pending invites are shown of each person: a hundred people with three would not fit. */
const shownPending = { ofFew: 3, ofMany: 1 } as const;
const few = 20;

/** One line a person, in the order typed: never why, never who asked. */
export function objectionView({ items, zone }: ObjectionAnswer): Reply {
  const isNew = items.some((item) => item.isNew);
  const most = items.length <= few ? shownPending.ofFew : shownPending.ofMany;
  return compose(zone, (say) => [
    {
      kind: 'lines',
      lines: [
        ...items.map((item) => objectionLine(item, most, say)),
        ...(items.some(({ pending }) => pending.length > 0)
          ? ['Please withdraw on LinkedIn what is still pending.']
          : []),
        ...(isNew ? ['From now on every log and check of them answers no, whoever asks.'] : []),
      ],
    },
    ...(isNew ? [hint(`A mistake? A manager can take it back: ${say.code('/invites allow-contact')}`)] : []),
  ]);
}

/** Who was taken off the list, and who was not on it. */
export function contactAllowedView({ items, zone }: ContactAllowedAnswer): Reply {
  const changed = items.some(({ wasListed }) => wasListed);
  return compose(zone, (say) => [
    {
      kind: 'lines',
      lines: items.map(({ person, wasListed }) =>
        wasListed
          ? `${say.person(person)} is off the do-not-contact list, and can be invited again.`
          : `${say.person(person)} is not on the do-not-contact list.`,
      ),
    },
    ...(changed ? [hint(`A mistake? Put them back: ${say.code('/invites do-not-contact')}`)] : []),
  ]);
}

function objectionLine({ person, since, isNew, pending }: ObjectionItem, most: number, say: Say): string {
  const name = say.person(person);
  const listed = isNew
    ? `${name} is on the do-not-contact list from now on.`
    : `${name} was on the do-not-contact list already, since ${say.when(since)}.`;
  if (pending.length === 0) return listed;
  const shown = pending.slice(0, most).map(({ owner, accountName, sentAt }) => {
    const as = accountName === '' ? '' : ` (as ${accountName})`;
    return `${owner === '' ? otherTeam : say.member(owner)}${as}, sent ${say.when(sentAt)}`;
  });
  const more = pending.length - shown.length;
  const all = [...shown, ...(more > 0 ? [`and ${formatCount(more)} more`] : [])].join('; ');
  return `${listed} Still pending: ${all}.`;
}

const hint = (line: string): Part => ({ kind: 'context', line });
