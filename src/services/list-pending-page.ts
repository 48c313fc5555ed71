import type { Ledger } from '../ledger/connect.ts';
import { listPending as count } from '../ledger/list-pending.ts';
import { listPendingPeople, type PendingPerson } from '../ledger/list-pending-people.ts';
import { read, type Tx } from '../ledger/transact.ts';
import { lookBack } from '../limits/horizon.ts';
import type { PersonRef } from '../linkedin/person.ts';
import { searchFor } from '../linkedin/search-people.ts';
import { noSuchAccount } from './account-name.ts';
import { activePolicy, expectedPolicy } from './active-policy.ts';
import type { Call } from './call.ts';
import { storedPerson } from './stored-person.ts';

/** A pending invite that can be told from the others. */
export type ListedInvite = {
  readonly inviteId: number;
  readonly person: PersonRef;
  /** Empty for the owner's first account. */
  readonly accountName: string;
  readonly sentAt: number;
};

/** A page of the owner's named pending invites, oldest first. */
export type PendingPage = {
  readonly now: number;
  readonly zone: string;
  /** How many named ones are pending, and how many were asked for. */
  readonly named: number;
  readonly found: number;
  readonly unnamed: number;
  /** The owner has several accounts here, so each invite says whose it is. */
  readonly several: boolean;
  /** From 0; the last one where the page asked for is no more. */
  readonly page: number;
  readonly pages: number;
  readonly rows: readonly ListedInvite[];
  /** The policy's wait before inviting again after a withdrawal; 0 if it has none. */
  readonly afterWithdrawalDays: number;
  /** And after a send, in hours. */
  readonly samePersonHours: number;
};

/** Which of them: whom a search finds, or these invites alone. */
export type PendingQuery = {
  readonly page: number;
  readonly search: string;
  readonly only?: readonly number[];
};

export const pageSize = 30;

/**
 * One page of the pending invites of the owner's accounts (of one with `as`), now; what is past its expiry is none.
 * Writes nothing.
 *
 * @throws InputError when `as` names no account of the owner's.
 */
export async function listPendingPage(ledger: Ledger, call: Call, query: PendingQuery): Promise<PendingPage> {
  const { people, counts, policy } = await readPendingPeople(ledger, call);
  const finds = searchFor(query.search);
  const only = query.only && new Set(query.only);
  const asked = people.filter(({ inviteId, known }) => only?.has(inviteId) ?? finds(known));
  const pages = Math.max(1, Math.ceil(asked.length / pageSize));
  const page = Math.min(query.page, pages - 1);
  return {
    now: call.now,
    zone: call.zone,
    named: people.length,
    found: asked.length,
    unnamed: counts.reduce((sum, { unnamed }) => sum + unnamed, 0),
    several: counts.length > 1,
    page,
    pages,
    rows: asked.slice(page * pageSize, (page + 1) * pageSize).flatMap(listed),
    afterWithdrawalDays: policy.afterWithdrawalDays.value,
    samePersonHours: policy.samePersonHours.value,
  };
}

function listed(invite: PendingPerson): ListedInvite[] {
  const { inviteId, accountName, sentAt } = invite;
  const person = storedPerson(invite);
  return person ? [{ inviteId, person, accountName, sentAt }] : [];
}

/** Everybody whom the owner's accounts wait for, under the workspace's policy. */
export async function readPendingPeople(ledger: Ledger, call: Call) {
  return read(ledger, { deadlineMs: call.withinMs }, (db) => load(ledger, db, call));
}

async function load(ledger: Ledger, db: Tx, call: Call) {
  const { workspaceId, owner, now } = call;
  const expected = expectedPolicy(ledger, workspaceId);
  const { pendingAfter: sentAfter } = lookBack(expected.policy, now, now);
  const query = { workspaceId, owner, accountName: call.as ?? null, sentAfter };
  const [{ policyVersion, accounts: counts }, people] = await Promise.all([
    count(db, query),
    listPendingPeople(db, query),
  ]);
  const { version, policy } = await activePolicy(ledger, db, workspaceId, policyVersion);
  if (version !== expected.version) return load(ledger, db, call);
  if (call.as !== undefined && counts.length === 0) throw noSuchAccount(call);
  return { people, counts, policy };
}
