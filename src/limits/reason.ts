import type { BanRisk } from './ban-risk.ts';
import type { Meter } from './meters.ts';
import type { AccountType, Policy } from './policy.ts';
import type { Send, Snapshot } from './snapshot.ts';
import type { InviteFact, InviteState } from './states.ts';

export type Verdict = 'allow' | 'warn' | 'block';

/** What the ledger knows of a person to be invited; all their keys together, and as much as `lookBack` asks for. */
export type PersonFacts = {
  /** The ledger's id: tells whether two requests of a batch are for the same person. */
  readonly id: number;
  /** This account's invites to the person, in any order. More than asked for is fine. */
  readonly invites: readonly InviteFact[];
  /** Other accounts' invites to the person, in any order. More than asked for is fine. */
  readonly teammates: readonly TeammateInvite[];
  /** Since when nobody may contact them; null if everybody may. */
  readonly doNotContactSince: number | null;
};

/** `teammate` is whatever the caller knows the other account's owner by; it comes back as it is. */
export type TeammateInvite = InviteFact & { readonly teammate: string };

/** A send to be judged as of its own instant `at`. */
export type Request = Send & {
  /** Null for an unnamed one, and for a page. */
  readonly person: PersonFacts | null;
};

/** What every rule is asked: the arguments of `decide` as one. */
export type Question = {
  readonly policy: Policy;
  readonly snapshot: Snapshot;
  readonly request: Request;
  readonly now: number;
};

/** Why a request is not simply allowed, with the data to say so. Instants are milliseconds since the epoch. */
export type Reason =
  | DoNotContact
  | Restricted
  | SamePerson
  | AfterWithdrawal
  | CapReached
  | ShareReached
  | AlreadyPending
  | AlreadyConnected
  | TeammateOverlap
  | Exposure
  | NoteTooLong
  | NotesUsedUp
  | PendingSoft;

export type ReasonCode = Reason['code'];

/** Never why, never who asked. */
export type DoNotContact = {
  readonly code: 'do_not_contact';
  readonly verdict: 'block';
  readonly since: number;
};

export type Restricted = {
  readonly code: 'restricted';
  readonly verdict: 'block';
  readonly since: number;
  /** Null while no end is known. */
  readonly until: number | null;
  /** How many restrictions began in the 30 days up to the request's instant. */
  readonly inLast30Days: number;
  /** Not null: a louder warning. */
  readonly banRisk: BanRisk | null;
};

export type SamePerson = {
  readonly code: 'same_person';
  readonly verdict: 'block';
  readonly lastSentAt: number;
  readonly allowedAgainAt: number;
};

export type AfterWithdrawal = {
  readonly code: 'after_withdrawal';
  readonly verdict: 'block';
  readonly withdrawnAt: number;
  readonly allowedAgainAt: number;
};

export type CapReached = {
  readonly code: 'cap_reached';
  readonly verdict: 'block' | 'warn';
  /** As it stands for a block, with the request for a warning. */
  readonly meter: Meter;
  /** When it fits (for a warning: when one more would); null if it is more than the cap and never will. */
  readonly allowedAgainAt: number | null;
  /** The next account type, from the present one, that allows more. */
  readonly next: { readonly type: AccountType; readonly cap: number } | null;
  /** Of a block, not null: a louder warning. Counts the request as recorded all the same. */
  readonly banRisk: BanRisk | null;
};

export type ShareReached = {
  readonly code: 'nearing' | 'critical';
  readonly verdict: 'warn';
  /** With the request. */
  readonly meter: Meter;
};

export type AlreadyPending = {
  readonly code: 'already_pending';
  readonly verdict: 'warn';
  /** When the newest pending one was sent. */
  readonly since: number;
};

export type AlreadyConnected = {
  readonly code: 'already_connected';
  readonly verdict: 'warn';
  /** When the person last accepted. */
  readonly since: number;
};

export type TeammateOverlap = {
  readonly code: 'teammate_overlap';
  readonly verdict: 'warn' | 'block';
  /** At least one, newest first; the states of now. */
  readonly overlaps: readonly Overlap[];
};

export type Overlap = {
  /** Empty for somebody whose name is not told. */
  readonly teammate: string;
  readonly sentAt: number;
  readonly state: InviteState;
  readonly since: number;
};

export type Exposure = {
  readonly code: 'exposure';
  readonly verdict: 'warn';
  /** The month's acceptances, at present. */
  readonly month: Meter;
  /** The pending ones of the last 30 days that would count, the request among them. */
  readonly pending: number;
};

export type NoteTooLong = {
  readonly code: 'note_too_long';
  readonly verdict: 'warn';
  /** In characters. */
  readonly length: number;
  readonly max: number;
};

export type NotesUsedUp = {
  readonly code: 'notes_used_up';
  readonly verdict: 'warn';
  /** Of the calendar month, the request included. */
  readonly used: number;
  readonly cap: number;
  readonly resetsAt: number;
};

export type PendingSoft = {
  readonly code: 'pending_soft';
  readonly verdict: 'warn';
  /** With the request. */
  readonly pending: number;
  readonly soft: number;
};
