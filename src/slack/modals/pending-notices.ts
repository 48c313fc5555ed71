import type { FoundPasted } from '../../services/find-pasted.ts';
import { echo } from '../commands/echo.ts';
import { counted, formatCount } from '../views/say.ts';
import { mostTicked } from './pending-draft.ts';
import type { Notice } from './pending-view.ts';

/** Above the form after more was ticked than can be recorded at a time. */
export function tooManyNotice(ticked: number): Notice {
  return (say) => [`${say.warning} ${tooMany(ticked)}`];
}

export function tooMany(ticked: number): string {
  return `${formatCount(ticked)} are ticked, but ${mostTicked} at a time can be recorded. Untick ${formatCount(ticked - mostTicked)}, or record these first.`;
}

/** What a pasted text came to; who was not found is named. */
export function pastedNotice(
  { inviteIds, several, notFound }: FoundPasted,
  ticked: number,
  left: number,
): Notice {
  const known = inviteIds.length - ticked - left;
  return (say) => [
    ...(ticked > 0
      ? [`${say.strong(`Ticked: ${formatCount(ticked)}`)}. Look through them, then record.`]
      : []),
    ...(known > 0 ? [`Ticked before: ${formatCount(known)}.`] : []),
    ...(left > 0
      ? [
          `${say.warning} Not ticked: ${counted(left, 'more person')}, for ${mostTicked} at a time can be recorded. Paste them again afterwards.`,
        ]
      : []),
    ...(several.length > 0
      ? [
          `${say.warning} Several people fit ${named(several.map(({ said }) => said))}. Tick the right ones by hand.`,
        ]
      : []),
    ...(notFound.length > 0
      ? [`${say.warning} Not found among those you wait for: ${named(notFound)}.`]
      : []),
    ...(inviteIds.length + several.length + notFound.length === 0
      ? ['Paste names or LinkedIn addresses first, one a line.']
      : []),
  ];
}

function named(said: readonly string[]): string {
  return said.map(echo).join(', ');
}
