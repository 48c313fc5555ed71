import type { InviteState } from '../../limits/states.ts';

/** What became of an invite, as it stands in brackets behind it. */
export const stateWords: Readonly<Record<InviteState, string>> = {
  pending: 'still pending',
  accepted: 'accepted',
  declined: 'declined',
  ignored: 'ignored',
  expired: 'expired',
  withdrawn: 'withdrawn',
};
