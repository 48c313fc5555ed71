import type { Meter } from './meters.ts';
import type { AccountType, Policy } from './policy.ts';
import type { Send, Snapshot } from './snapshot.ts';

export type Verdict = 'allow' | 'warn' | 'block';

/** A send to be judged as of its own instant `at`. */
export type Request = Send & {
  /** When this account sent to this person before, in any order; null for an unnamed one. */
  readonly person: { readonly sentAt: readonly number[] } | null;
};

/** What every rule is asked: the arguments of `decide` as one. */
export type Question = {
  readonly policy: Policy;
  readonly snapshot: Snapshot;
  readonly request: Request;
  readonly now: number;
};

/** Why a request is not simply allowed, with the data to say so. */
export type Reason = SamePerson | CapReached | ShareReached;

export type SamePerson = {
  readonly code: 'same_person';
  readonly verdict: 'block';
  readonly lastSentAt: number;
  readonly allowedAgainAt: number;
};

export type CapReached = {
  readonly code: 'cap_reached';
  readonly verdict: 'block' | 'warn';
  /** As it stands for a block, with the request for a warning. */
  readonly meter: Meter;
  /** When it fits (for a warning: when one more would); null if it is more than the cap and never will. */
  readonly allowedAgainAt: number | null;
  /** The next account type that allows more. */
  readonly next: { readonly type: AccountType; readonly cap: number } | null;
};

export type ShareReached = {
  readonly code: 'nearing' | 'critical';
  readonly verdict: 'warn';
  /** With the request. */
  readonly meter: Meter;
};
