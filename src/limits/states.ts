/** What became of an invitation, as the teammate knows it. */
export type InviteState = 'pending' | 'accepted';

/** The states from which each outcome can follow (limits.md, "States of an invite"); any other transition is refused. */
const follows = { accepted: ['pending'] } as const satisfies Record<
  Exclude<InviteState, 'pending'>,
  readonly InviteState[]
>;

export type Outcome = keyof typeof follows;

/** Whether an invite in state `from` can still come to `outcome`. */
export function canBecome(from: InviteState, outcome: Outcome): boolean {
  const sources: readonly InviteState[] = follows[outcome];
  return sources.includes(from);
}
