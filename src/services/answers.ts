import type { EntryKind } from '../ledger/entry-kinds.ts';
import type { UndoableKind } from '../ledger/undoable.ts';
import type { PolicyProblem } from '../limits/parse-policy.ts';
import type { AccountType } from '../limits/policy.ts';
import type { PolicyDifference } from '../limits/policy-differences.ts';
import type { InviteState, Outcome } from '../limits/states.ts';
import type { PersonRef } from '../linkedin/person.ts';
import type { SaidMeter, SaidReason } from './said.ts';
import type { SettingsAnswer } from './settings-answers.ts';

/** Where the account stands after a request. */
export type Standing = {
  readonly accountType: AccountType;
  /** Empty for the owner's first account. */
  readonly accountName: string;
  /** The account's IANA zone. */
  readonly zone: string;
  /** The meters, now, in the order of the policy: after a request those of the resource that was moved. */
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
  /** They are PageInvites. */
  readonly pages?: true;
  readonly refused: boolean;
  /** The person was typed before in the same command: refused for that alone. */
  readonly repeated?: true;
  /** When it was sent, where that is not the same for all of a request. */
  readonly sentAt?: number;
  readonly reasons: readonly SaidReason[];
};

/** What `log` did: one item a person, in the order typed, or one for all unnamed ones. */
export type LogAnswer = {
  readonly kind: 'log';
  readonly requestId: number;
  /** Whose account. */
  readonly owner: string;
  /** A manager logged it for the owner. */
  readonly onBehalf: boolean;
  /** When they were sent; of several instants the first. */
  readonly sentAt: number;
  /** They were spread over some days: which was sent when is not known. */
  readonly estimated?: true;
  readonly loggedAt: number;
  readonly items: readonly LoggedItem[];
  /** *I Did Not Send Them*: the refused ones are settled, with nothing recorded. */
  readonly notSent?: true;
  readonly standing: Standing;
};

/** What *Log Anyway* did: the refusals of an earlier request, recorded. */
export type LogAnywayAnswer = Omit<LogAnswer, 'kind'> & { readonly kind: 'log_anyway' };

/** *Log Anyway* for the second time: it was settled before, and nothing is recorded now. */
export type AlreadySettledAnswer = {
  readonly kind: 'already_settled';
  readonly items: readonly LoggedItem[];
  readonly settledAt: number;
  /** They were settled as not sent, and nothing was recorded. */
  readonly notSent?: true;
  readonly zone: string;
};

/** What *I Did Not Send Them* did: nothing is recorded, and nobody is asked again. */
export type DismissedAnswer = {
  readonly kind: 'dismissed';
  readonly items: readonly LoggedItem[];
  readonly zone: string;
};

/** How the first-run card was answered. */
export type WelcomeAnswer = {
  readonly kind: 'welcome';
  readonly requestId: number;
  /** False if it had been answered before: nothing is changed now. */
  readonly isNew: boolean;
  /** The type of the first account before, and now. */
  readonly from: AccountType;
  readonly accountType: AccountType;
  /** The meters that are near their limit, or at it, because the new type allows less. */
  readonly near?: readonly SaidMeter[];
  readonly zone: string;
};

/** What a teammate can tell; an expiry is nobody's doing. */
export type ToldOutcome = Exclude<Outcome, 'expired'>;

/** An outcome that was recorded for a person. */
export type RecordedOutcome = {
  readonly person: PersonRef;
  readonly recorded: true;
  /** Empty for the owner's first account. */
  readonly accountName: string;
  readonly sentAt: number;
  readonly at: number;
  /** Of a withdrawal, from when the person can be invited again; null for the others, and when nobody may contact them. */
  readonly again: InvitedAgain | null;
};

export type InvitedAgain = {
  /** Null for now. */
  readonly from: number | null;
  /** The days after withdrawing that it has to wait for; null if withdrawing adds no wait. */
  readonly waitDays: number | null;
};

export type RefusedOutcome = {
  readonly person: PersonRef;
  readonly recorded: false;
  /** The newest invite that stands in the way; null if these accounts never invited them. */
  readonly invite: {
    readonly accountName: string;
    readonly sentAt: number;
    readonly state: InviteState;
    readonly stateAt: number;
    /** Its state allows the outcome: what is told happened before it. */
    readonly tooEarly: boolean;
  } | null;
};

/** A name that fits the invites to several people, each with a button. */
export type OpenOutcome = {
  /** As typed. */
  readonly person: PersonRef;
  readonly recorded: false;
  /** The newest of those that fit, and how many do. */
  readonly candidates: readonly OutcomeCandidate[];
  readonly fitting: number;
};

export type OutcomeCandidate = {
  readonly person: PersonRef;
  readonly inviteId: number;
  readonly accountName: string;
  readonly sentAt: number;
  /** When the outcome happened, as it was typed. */
  readonly at: number;
};

/** So many unnamed ones: recorded (of one account), or none of them because only so many are pending. */
export type UnnamedOutcome =
  | {
      readonly person: null;
      readonly recorded: true;
      readonly quantity: number;
      readonly accountName: string;
      readonly at: number;
    }
  | {
      readonly person: null;
      readonly recorded: false;
      readonly quantity: number;
      readonly pending: number;
      /** When they would have to be pending; null for now. */
      readonly at: number | null;
    };

export type OutcomeItem = RecordedOutcome | RefusedOutcome | OpenOutcome | UnnamedOutcome;

/** What an outcome did: one item a person, in the order typed, or those of unnamed ones. */
export type OutcomeAnswer = {
  readonly kind: 'outcome';
  /** The buttons of what is open point at it. */
  readonly requestId: number;
  /** The latest request that recorded some of it; null while nothing is recorded. */
  readonly undo: number | null;
  readonly outcome: ToldOutcome;
  readonly toldAt: number;
  /** The account that `as` named; null without it. */
  readonly as: string | null;
  readonly items: readonly OutcomeItem[];
  /** How many of the invites that were ticked are no longer there. */
  readonly gone?: number;
  /** They said that they looked who had accepted: it is recorded, or nobody was waited for any more. */
  readonly checked?: 'recorded' | 'nothing_pending';
  /** Every account that it moved; the first one's if none. */
  readonly standings: readonly [Standing, ...Standing[]];
};

/** A press on a choice that was made before: nothing is recorded now. */
export type AlreadyChosenAnswer = {
  readonly kind: 'already_chosen';
  /** What the request has come to. */
  readonly outcome: OutcomeAnswer;
};

/** A press in a check-in that was answered before: nothing is recorded now. */
export type AlreadyCheckedAnswer = {
  readonly kind: 'already_checked';
  /** What it was answered. */
  readonly outcome: OutcomeAnswer;
};

export type AccountAnswer = {
  readonly kind: 'account';
  readonly requestId: number;
  readonly from: AccountType;
  /** The meters that are near their limit, or at it, because the new type allows less. */
  readonly near?: readonly SaidMeter[];
  readonly standing: Standing;
};

/** One entry that was taken back. */
export type UndoneItem = {
  readonly kind: UndoableKind;
  readonly person: PersonRef | null;
  /** Of two that were joined, the second. */
  readonly other: PersonRef | null;
  readonly quantity: number;
  readonly at: number;
  /** What LinkedIn's counter had shown. */
  readonly left: number | null;
  /** The account type before. */
  readonly from: string | null;
  /** Whose account it counted for. */
  readonly owner: string;
  readonly accountName: string;
};

/** What was built on an entry. `ordinal` is the entry's in its request, from 0. */
export type LaterItem = {
  readonly requestId: number;
  readonly ordinal: number;
  readonly kind: EntryKind;
  readonly at: number;
  readonly by: string;
  /** Whoever undoes recorded it too, and can take it back. */
  readonly isMine: boolean;
};

/** What undo took back, in the order it had been recorded; or the first that has something built on it, and what. */
export type UndoAnswer = {
  readonly kind: 'undo';
  readonly requestId: number;
  /** Who undoes. */
  readonly by: string;
  readonly items: readonly UndoneItem[];
  readonly refusal: { readonly item: UndoneItem; readonly later: LaterItem } | null;
  /** Where the account stands; null if nothing was undone, and where the account itself is gone. */
  readonly standing: Standing | null;
  readonly zone: string;
};

/** What a change of the workspace's policy came to: its version, or why nothing was changed. */
export type PolicyAnswer = {
  readonly kind: 'policy';
  readonly requestId: number;
  /** Null if nothing was changed. */
  readonly version: number | null;
  /** Every field that is wrong. */
  readonly problems: readonly PolicyProblem[];
  /** What is otherwise now; empty if nothing was changed. */
  readonly differences: readonly PolicyDifference[];
  /** Somebody else changed it since the form was opened, and this was not saved. */
  readonly conflict: PolicyConflict | null;
};

/** What was changed by whom since a form was opened. */
export type PolicyConflict = {
  /** The version that holds. */
  readonly version: number;
  /** Who changed it last, and when. */
  readonly by: string;
  readonly at: number;
  readonly differences: readonly PolicyDifference[];
};

export type ObjectionItem = {
  readonly person: PersonRef;
  /** Since when nobody here may contact them: never why, never who asked. */
  readonly since: number;
  /** They were not on the list before. */
  readonly isNew: boolean;
  /** Everybody's invites to them that wait for an answer, newest first. */
  readonly pending: readonly {
    /** Empty for somebody in another team whom the caller may not know. */
    readonly owner: string;
    /** Empty for the owner's first account. */
    readonly accountName: string;
    readonly sentAt: number;
  }[];
};

/** Who is on the do-not-contact list now: one item a person, in the order typed. */
export type ObjectionAnswer = {
  readonly kind: 'objection';
  readonly items: readonly ObjectionItem[];
  readonly zone: string;
};

/** Who may be contacted again. */
export type ContactAllowedAnswer = {
  readonly kind: 'contact_allowed';
  readonly items: readonly { readonly person: PersonRef; readonly wasListed: boolean }[];
  readonly zone: string;
};

/** Two keys said to be one person. */
export type JoinedAnswer = {
  readonly kind: 'joined';
  readonly requestId: number;
  readonly people: readonly [PersonRef, PersonRef];
  /** False if they were one person already. */
  readonly isNew: boolean;
  /** Since when nobody may contact them; null if everybody may. */
  readonly doNotContactSince: number | null;
  readonly zone: string;
};

/** What `page` did: so many PageInvites as one, recorded or refused; and *Log Anyway* of those that were refused. */
export type PageAnswer = {
  readonly kind: 'page';
  readonly requestId: number;
  readonly owner: string;
  readonly sentAt: number;
  /** The company page as it was typed; null without one. */
  readonly page: string | null;
  /** All of them as one. */
  readonly items: readonly [LoggedItem];
  /** Recorded by *Log Anyway*. */
  readonly anyway: boolean;
  /** *I Did Not Send Them*: they are settled, with nothing recorded. */
  readonly notSent?: true;
  /** With the meters of PageInvites. */
  readonly standing: Standing;
};

/** What `restricted` did: the block began, or its end changed, or it was known like this already. */
export type RestrictedAnswer = {
  readonly kind: 'restricted';
  readonly requestId: number;
  /** False if it was known like this already. */
  readonly recorded: boolean;
  /** It held before. */
  readonly changed: boolean;
  /** What the next send is answered. */
  readonly reason: Extract<SaidReason, { readonly code: 'restricted' }>;
  readonly told?: PauseTold;
  readonly standing: Standing;
};

/** Who hears that LinkedIn has blocked an account. */
export type PauseTold = {
  /** The channel of the owner's team; null without one. */
  readonly channel: string | null;
  /** The channel hears of the block, without the name. */
  readonly announced: boolean;
  /** They hear whose account it is. */
  readonly managers: readonly string[];
};

/** What *Tell the Team* came to, below the reply that it stood in. */
export type TeamToldAnswer = {
  readonly kind: 'team_told';
  readonly result: 'told' | 'already' | 'over' | 'no_channel';
  /** Null without one. */
  readonly channel: string | null;
  readonly restricted: RestrictedAnswer;
};

export type LiftedAnswer = {
  readonly kind: 'lifted';
  readonly requestId: number;
  /** What held; null if nothing did, and nothing was recorded. */
  readonly lifted: Standing['restriction'];
  readonly standing: Standing;
};

/** What `counter` did: the month's meter as it is now, or why nothing was recorded. */
export type CounterAnswer = {
  readonly kind: 'counter';
  readonly requestId: number;
  /** What LinkedIn shows as left this month. */
  readonly left: number;
  readonly result:
    | { readonly kind: 'set'; readonly meter: SaidMeter }
    /** `fitting`: the least account type that may have so many left. */
    | { readonly kind: 'above_cap'; readonly cap: number; readonly fitting: AccountType | null }
    | { readonly kind: 'no_limit' };
  readonly standing: Standing;
};

export type AccountAddedAnswer = {
  readonly kind: 'account_added';
  readonly requestId: number;
  readonly result: 'added' | 'exists' | 'too_many';
  readonly name: string;
  readonly accountType: AccountType;
  readonly zone: string;
};

/** One thing that somebody has otherwise for themselves now. */
export type OwnDifference =
  | { readonly field: 'notices' | 'ranked'; readonly to: boolean }
  | { readonly field: 'checkIns'; readonly to: 'twice' | 'weekly' | 'off' }
  /** The last local date away; null for here. */
  | { readonly field: 'awayUntil'; readonly to: string | null }
  /** An account by its name, empty for the first one. */
  | { readonly field: 'type'; readonly account: string; readonly from: AccountType; readonly to: AccountType }
  /** A further account that was added. */
  | { readonly field: 'account'; readonly account: string; readonly to: AccountType };

/** What somebody changed for themselves; with a refusal, why the further account and all else was not. */
export type TeammateAnswer = {
  readonly kind: 'teammate';
  readonly requestId: number;
  readonly differences: readonly OwnDifference[];
  /** By account: the meters that are near their limit, or at it, because its new type allows less. */
  readonly near?: readonly { readonly account: string; readonly meters: readonly SaidMeter[] }[];
  readonly refusal: 'exists' | 'too_many' | null;
};

/** What *Share to Channel* came to: what of the board is posted, or why it is not. */
export type BoardSharedAnswer = {
  readonly kind: 'board_shared';
  readonly result: 'top_three' | 'full' | 'off' | 'no_channel';
  /** Null where nothing is posted. */
  readonly channel: string | null;
};

/** A file is on its way to who asked, by direct message. */
export type FileQueuedAnswer = { readonly kind: 'file_queued'; readonly file: 'board' | 'export' };

/** What *Post Digest* came to: today's was posted now, or by whom (null for by itself) and when before, or why none is. */
export type DigestPostedAnswer = {
  readonly kind: 'digest_posted';
  readonly result: 'posted' | 'already' | 'undelivered' | 'no_channel';
  readonly team: number;
  readonly name: string;
  readonly zone: string;
  readonly channel: string | null;
  readonly at: number;
  readonly by: string | null;
};

/** The place of a request whose commit was never confirmed and did not happen: it can no longer happen. */
export type VoidAnswer = { readonly kind: 'void' };

/** What a request was answered, as it is stored: a repeated delivery gets the same. */
export type Answer =
  | LogAnswer
  | LogAnywayAnswer
  | AlreadySettledAnswer
  | DismissedAnswer
  | WelcomeAnswer
  | OutcomeAnswer
  | AlreadyChosenAnswer
  | AlreadyCheckedAnswer
  | AccountAnswer
  | AccountAddedAnswer
  | PageAnswer
  | RestrictedAnswer
  | TeamToldAnswer
  | LiftedAnswer
  | CounterAnswer
  | UndoAnswer
  | PolicyAnswer
  | ObjectionAnswer
  | ContactAllowedAnswer
  | JoinedAnswer
  | TeammateAnswer
  | SettingsAnswer
  | BoardSharedAnswer
  | DigestPostedAnswer
  | FileQueuedAnswer
  | VoidAnswer;
