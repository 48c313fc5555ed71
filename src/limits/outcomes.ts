import type { Policy } from './policy.ts';
import { canBecome, type InviteFact, type InviteState, type Outcome, stateAt } from './states.ts';
import { localDate } from './windows.ts';

/** An invite that an outcome may go to. `id` only breaks ties: of one instant, the larger is the newer. */
export type Invite = InviteFact & { readonly id: number };

/** When an outcome happened. A date without a time holds for any instant of that local date. */
export type OutcomeTime = { readonly at: number; readonly dateOnly: boolean; readonly zone: string };

export type OutcomeChoice<I extends Invite> =
  | { readonly kind: 'chosen'; readonly invite: I; readonly at: number }
  /** None allows it. The newest invite with its present state, for the sentence that says so; null if there is none. */
  | {
      readonly kind: 'refused';
      readonly newest: { readonly invite: I; readonly state: InviteState; readonly since: number } | null;
    };

/**
 * Of the invites of one account to one person, in any order, the one that an outcome goes to: the newest that was sent
 * at or before it, allows it, and has no later outcome.
 */
export function chooseInvite<I extends Invite>(
  policy: Policy,
  invites: readonly I[],
  outcome: Outcome,
  when: OutcomeTime,
  now: number,
): OutcomeChoice<I> {
  const newestFirst = invites.toSorted(byAge);
  for (const invite of newestFirst) {
    const at = outcomeAt(invite, when);
    const then = at === null ? null : stateThen(invite, policy, at);
    if (at !== null && then !== null && canBecome(then, outcome)) return { kind: 'chosen', invite, at };
  }
  const [newest] = newestFirst;
  return { kind: 'refused', newest: newest ? { invite: newest, ...stateAt(newest, policy, now) } : null };
}

export type UnnamedChoice<I extends Invite> =
  | { readonly kind: 'chosen'; readonly invites: readonly { readonly invite: I; readonly at: number }[] }
  /** Nothing is recorded: only this many were pending then. */
  | { readonly kind: 'too_few'; readonly pending: number };

/** `accepted 5`: the newest `count` pending of an account's unnamed invites, in any order; all of them or none. */
export function chooseUnnamed<I extends Invite>(
  policy: Policy,
  invites: readonly I[],
  count: number,
  when: OutcomeTime,
): UnnamedChoice<I> {
  const pending = invites.toSorted(byAge).flatMap((invite) => {
    const at = outcomeAt(invite, when);
    return at !== null && stateThen(invite, policy, at) === 'pending' ? [{ invite, at }] : [];
  });
  return pending.length < count
    ? { kind: 'too_few', pending: pending.length }
    : { kind: 'chosen', invites: pending.slice(0, count) };
}

/** When the outcome of this invite happened; null if that would be before it was sent. */
function outcomeAt(invite: Invite, when: OutcomeTime): number | null {
  if (invite.sentAt <= when.at) return when.at;
  const sameDate = localDate(when.zone, invite.sentAt) === localDate(when.zone, when.at);
  return when.dateOnly && sameDate ? invite.sentAt : null;
}

/**
 * The state an outcome at `at` meets, null if a later outcome stands in its way. An expiry is none: nobody did it, and
 * what turns out to have happened before shows that the invite had not expired.
 */
function stateThen(invite: Invite, policy: Policy, at: number): InviteState | null {
  if (invite.state !== 'expired') return invite.stateAt > at ? null : stateAt(invite, policy, at).state;
  return invite.stateAt > at ? 'pending' : 'expired';
}

function byAge(a: Invite, b: Invite): number {
  return b.sentAt - a.sentAt || b.id - a.id;
}
