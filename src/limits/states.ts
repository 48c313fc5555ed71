import type { Policy } from './policy.ts';
import { daysToMs } from './windows.ts';

/** What became of an invitation, as the teammate knows it. */
export const inviteStates = ['pending', 'accepted', 'declined', 'ignored', 'expired', 'withdrawn'] as const;
export type InviteState = (typeof inviteStates)[number];

/** The states from which each outcome can follow (limits.md, "States of an invite"); any other transition is refused. */
const follows = {
  accepted: ['pending', 'ignored', 'expired'],
  declined: ['pending'],
  ignored: ['pending'],
  expired: ['pending'],
  withdrawn: ['pending'],
} as const satisfies Record<Exclude<InviteState, 'pending'>, readonly InviteState[]>;

export type Outcome = keyof typeof follows;

/** An invitation as it is stored: when it was sent, and since when it is in its state (pending: since it was sent). */
export type InviteFact = {
  readonly sentAt: number;
  readonly state: InviteState;
  readonly stateAt: number;
};

/** A state and since when. */
export type StateSince = { readonly state: InviteState; readonly since: number };

/** Whether an invite in state `from` can still come to `outcome`. */
export function canBecome(from: InviteState, outcome: Outcome): boolean {
  const sources: readonly InviteState[] = follows[outcome];
  return sources.includes(from);
}

/** When a pending invite expires: the first instant at which it is no longer pending. */
export function expiresAt(invite: Pick<InviteFact, 'sentAt'>, policy: Policy): number {
  return invite.sentAt + daysToMs(policy.expireDays.value);
}

/** The state on read: what is stored as pending has expired once its time is over, whether or not a job wrote that down. */
export function stateAt(invite: InviteFact, policy: Policy, now: number): StateSince {
  const end = expiresAt(invite, policy);
  return invite.state === 'pending' && now >= end
    ? { state: 'expired', since: end }
    : { state: invite.state, since: invite.stateAt };
}
