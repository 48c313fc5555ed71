import type { Overlap, Question, TeammateOverlap } from './reason.ts';
import { stateAt } from './states.ts';
import { daysToMs } from './windows.ts';

/** A teammate's invite overlaps for this long after it was sent, whatever became of it. */
export const overlapDays = 90;

/** Other accounts' invites to the person that are pending or accepted at present, or were sent lately. */
export function teammateOverlap({ policy, request, now }: Question): TeammateOverlap | null {
  if (request.person === null) return null;
  const overlaps = request.person.teammates
    .map((invite): Overlap => {
      const { teammate, sentAt } = invite;
      return { teammate, sentAt, ...stateAt(invite, policy, now) };
    })
    .filter(
      ({ sentAt, state }) =>
        state === 'pending' || state === 'accepted' || sentAt > now - daysToMs(overlapDays),
    )
    .sort((a, b) => b.sentAt - a.sentAt);
  if (overlaps.length === 0) return null;
  return { code: 'teammate_overlap', verdict: policy.overlap.value, overlaps };
}
