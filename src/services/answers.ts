import type { AccountType } from '../limits/policy.ts';
import type { InviteState, Outcome } from '../limits/states.ts';
import type { PersonRef } from '../linkedin/person.ts';
import type { SaidMeter, SaidReason } from './said.ts';

/** Where the account stands after a request. */
export type Standing = {
  readonly accountType: AccountType;
  /** Empty for the owner's first account. */
  readonly accountName: string;
  /** The account's IANA zone. */
  readonly zone: string;
  /** The meters, now, of the resource that was moved, in the order of the policy. */
  readonly meters: readonly SaidMeter[];
  readonly pending: number;
  /** Null while LinkedIn does not block the account. */
  readonly restriction: { readonly since: number; readonly until: number | null } | null;
};

export type LoggedItem = {
  /** Null for unnamed ones and for PageInvites. */
  readonly person: PersonRef | null;
  /** 1 for a person. */
  readonly quantity: number;
  readonly refused: boolean;
  readonly reasons: readonly SaidReason[];
};

/** What `log` did: one item a person, in the order typed, or one for all unnamed ones. */
export type LogAnswer = {
  readonly kind: 'log';
  readonly requestId: number;
  /** Whose account; the caller but for `for`. */
  readonly owner: string;
  readonly sentAt: number;
  readonly loggedAt: number;
  readonly items: readonly LoggedItem[];
  readonly standing: Standing;
};

/** What *Log Anyway* did: the refusals of an earlier request, recorded. */
export type LogAnywayAnswer = Omit<LogAnswer, 'kind'> & { readonly kind: 'log_anyway' };

/** *Log Anyway* for the second time: it was settled before, and nothing is recorded now. */
export type AlreadySettledAnswer = {
  readonly kind: 'already_settled';
  readonly items: readonly LoggedItem[];
  readonly settledAt: number;
  readonly zone: string;
};

export type OutcomeItem =
  | { readonly person: PersonRef; readonly recorded: true; readonly sentAt: number; readonly at: number }
  | {
      readonly person: PersonRef;
      readonly recorded: false;
      /** The newest invite that stands in the way; null if this account never invited them. */
      readonly invite: {
        readonly sentAt: number;
        readonly state: InviteState;
        readonly stateAt: number;
      } | null;
    };

/** What an outcome did: one item a person, in the order typed. */
export type OutcomeAnswer = {
  readonly kind: 'outcome';
  readonly requestId: number;
  readonly outcome: Outcome;
  readonly items: readonly OutcomeItem[];
  /** What stands at a warning level because of it. */
  readonly standing: Standing;
};

export type AccountAnswer = {
  readonly kind: 'account';
  readonly requestId: number;
  readonly from: AccountType;
  readonly standing: Standing;
};

/** The place of a request whose commit was never confirmed and did not happen: it can no longer happen. */
export type VoidAnswer = { readonly kind: 'void' };

/** What a request was answered, as it is stored: a repeated delivery gets the same. */
export type Answer =
  | LogAnswer
  | LogAnywayAnswer
  | AlreadySettledAnswer
  | OutcomeAnswer
  | AccountAnswer
  | VoidAnswer;
