import type { SaidReason } from '../../services/said.ts';
import { otherTeam } from './facts.ts';
import { formatCount, type Say } from './say.ts';
import { stateWords } from './states.ts';

type Overlap = Extract<SaidReason, { readonly code: 'teammate_overlap' }>;

/** Whom it is about, whose account is the other one, and how many to say. To a manager the owner is not "you". */
type Of = {
  readonly whom: string;
  readonly owner: string;
  readonly onBehalf?: boolean;
  readonly most: number;
};

/** `@ana invited Jane Doe yesterday (still pending)`, or `someone in another team`, one for each of the newest few, and how many more there are. */
export function overlapFacts({ overlaps }: Overlap, { whom, owner, onBehalf, most }: Of, say: Say): string[] {
  const shown = overlaps.slice(0, most).map(({ teammate, sentAt, state }) => {
    const who =
      teammate === owner
        ? `${onBehalf ? say.member(owner) : 'you'}, from another account,`
        : teammate === ''
          ? otherTeam
          : say.member(teammate);
    return `${who} invited ${whom} ${say.when(sentAt)} (${stateWords[state]})`;
  });
  const more = overlaps.length - shown.length;
  return more > 0 ? [...shown, `and ${formatCount(more)} more`] : shown;
}
