import type { Reason } from '../limits/decide.ts';
import type { Meter } from '../limits/meters.ts';
import type { AccountType } from '../limits/policy.ts';
import type { InviteState } from '../limits/states.ts';
import type { PersonRef } from '../linkedin/person.ts';

/** Where the account stands after a request. */
export type Standing = {
  readonly accountType: AccountType;
  /** The account's IANA zone. */
  readonly zone: string;
  /** The meters of connection invites, now. */
  readonly meters: readonly Meter[];
  readonly pending: number;
};

export type LoggedPerson = {
  readonly person: PersonRef;
  readonly refused: boolean;
  readonly reasons: readonly Reason[];
};

/** What `log` did: one item a person, in the order typed. */
export type LogAnswer = {
  readonly kind: 'log';
  readonly requestId: number;
  readonly sentAt: number;
  readonly loggedAt: number;
  readonly items: readonly LoggedPerson[];
  readonly standing: Standing;
};

/** What *Log Anyway* did: the refusals of an earlier request, recorded. */
export type LogAnywayAnswer = {
  readonly kind: 'log_anyway';
  readonly items: readonly LoggedPerson[];
  readonly standing: Standing;
};

/** *Log Anyway* for the second time: it was settled before, and nothing is recorded now. */
export type AlreadySettledAnswer = {
  readonly kind: 'already_settled';
  readonly people: readonly PersonRef[];
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
  readonly outcome: 'accepted';
  readonly items: readonly OutcomeItem[];
  /** What stands at a warning level because of it. */
  readonly standing: Standing;
};

export type AccountAnswer = {
  readonly kind: 'account';
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
