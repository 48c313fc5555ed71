import type { Ledger } from '../ledger/connect.ts';
import type { AccountType } from '../limits/policy.ts';
import { expectedPolicy } from './active-policy.ts';
import type { Call } from './call.ts';
import { type Quota, readQuota } from './read-quota.ts';

/** What the form for logging shows of somebody's accounts before anything is entered. */
export type LogFormFacts = {
  /** Every account's, the first one's first. */
  readonly quotas: readonly [Quota, ...Quota[]];
  /** The most characters of a note, by account type. */
  readonly noteChars: Readonly<Record<AccountType, number>>;
};

/** The meters of all the caller's accounts, now, and how long a note may be. Writes nothing. */
export async function readLogForm(ledger: Ledger, call: Call): Promise<LogFormFacts> {
  const quotas = await readQuota(ledger, call);
  // Reading the meters has just compared its version with the ledger's.
  const { policy } = expectedPolicy(ledger, call.workspaceId);
  return { quotas, noteChars: policy.noteChars.value };
}
