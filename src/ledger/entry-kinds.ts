import type { InviteState } from '../limits/states.ts';

/** What a fact can be (design.md, "The ledger"). */
export const entryKinds = [
  'sent',
  'accepted',
  'declined',
  'ignored',
  'withdrawn',
  'expired',
  'checked',
  'page_sent',
  'counter_set',
  'restricted',
  'lifted',
  'account_added',
  'account_changed',
  'zone_changed',
  'policy_changed',
  'settings_changed',
  'joined',
  'do_not_contact',
  'contact_allowed',
  'undone',
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** The states of an invite, as `limits/states.ts` has them: the ledger imports only types from there. */
export const inviteStates = [
  'pending',
  'accepted',
  'declined',
  'ignored',
  'expired',
  'withdrawn',
] as const satisfies readonly InviteState[];

/** The marks that make an invite an exception (limits.md). */
export type Mark = 'they_invited_first' | 'new_connection' | 'third_party';
export type Way = 'direct' | 'bulk' | 'add_connections' | 'third_party';
export type Because = 'interests' | 'education' | 'experience' | 'met' | 'referral' | 'other';

/** What an entry carries besides its columns: ids, codes and numbers. Instants are milliseconds. */
export type EntryDetail = {
  /** Of a send: codes of the reasons that it overrode. */
  readonly overrode?: readonly string[];
  readonly marks?: readonly Mark[];
  readonly via?: Way;
  readonly because?: Because;
  /** The length of the note that went with it, in characters. */
  readonly noteChars?: number;
  /** The day was not told: it is one of those that the invitations were spread over. */
  readonly estimated?: true;
  /** The local date on which the reply warned that pending ones could pass the month's limit. */
  readonly exposureSaidOn?: string;
  /** Of an outcome: what the invite was before. */
  readonly was?: { readonly state: InviteState; readonly at: number };
  /** Of an outcome that was typed for somebody who is one person with whom was invited: that person's id. */
  readonly typedAs?: number;
  /** Of `account_changed` (account types) and `zone_changed` (IANA zones). */
  readonly from?: string;
  readonly to?: string;
  /** Of `counter_set`: what LinkedIn showed as left. */
  readonly left?: number;
  /** Of `page_sent`: the id of the page. */
  readonly page?: number;
  /** Of `restricted`: its end, null while it is not known. */
  readonly until?: number | null;
  /** Of `joined`: the other person's id. */
  readonly other?: number;
  /** Of `policy_changed` and `settings_changed`. */
  readonly version?: number;
  /** Of `settings_changed`: `workspace`, `team:3`, or `teammate` for one's own; and the names of the fields that changed. */
  readonly subject?: string;
  readonly changed?: readonly string[];
};
