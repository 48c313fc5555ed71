import type { Ledger } from '../ledger/connect.ts';
import { listPending as load } from '../ledger/list-pending.ts';
import { read, type Tx } from '../ledger/transact.ts';
import { lookBack } from '../limits/horizon.ts';
import type { PersonRef } from '../linkedin/person.ts';
import { noSuchAccount } from './account-name.ts';
import { activePolicy, expectedPolicy } from './active-policy.ts';
import type { Call } from './call.ts';
import { storedPerson } from './stored-person.ts';

export type PendingInvite = {
  /** Null for somebody who was erased. */
  readonly person: PersonRef | null;
  readonly accountName: string;
  readonly sentAt: number;
};

/** What waits for an answer, over all the accounts asked for. */
export type PendingList = {
  readonly now: number;
  readonly zone: string;
  /** One an account, those without pending ones too. */
  readonly accounts: readonly {
    readonly accountName: string;
    readonly named: number;
    readonly unnamed: number;
    readonly oldestUnnamedAt: number | null;
  }[];
  /** The oldest of the named ones, oldest first. */
  readonly oldest: readonly PendingInvite[];
  /** The policy's wait before inviting again after a withdrawal; 0 if it has none. */
  readonly afterWithdrawalDays: number;
};

/** A message holds as many well. */
const mostShown = 30;

/**
 * Pending invites of the owner's accounts (of one with `as`), now; what is past its expiry is none. Writes nothing.
 *
 * @throws InputError when `as` names no account of the owner's.
 */
export async function listPending(ledger: Ledger, call: Call): Promise<PendingList> {
  return read(ledger, { deadlineMs: call.withinMs }, (db) => list(ledger, db, call));
}

async function list(ledger: Ledger, db: Tx, call: Call): Promise<PendingList> {
  const { workspaceId, owner, now, zone } = call;
  const expected = expectedPolicy(ledger, workspaceId);
  const { pendingAfter: sentAfter } = lookBack(expected.policy, now, now);
  const pending = await load(db, { workspaceId, owner, accountName: call.as ?? null, sentAfter });
  const { version, policy } = await activePolicy(ledger, db, workspaceId, pending.policyVersion);
  if (version !== expected.version) return list(ledger, db, call);
  if (call.as !== undefined && pending.accounts.length === 0) throw noSuchAccount(call);
  const oldest = pending.accounts
    .flatMap(({ accountName, oldest }) =>
      oldest.map((invite) => ({ person: storedPerson(invite), accountName, sentAt: invite.sentAt })),
    )
    .sort((a, b) => a.sentAt - b.sentAt)
    .slice(0, mostShown);
  return {
    now,
    zone,
    accounts: pending.accounts.map(({ oldest: _, ...counts }) => counts),
    oldest,
    afterWithdrawalDays: policy.afterWithdrawalDays.value,
  };
}
