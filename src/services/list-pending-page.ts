import type { Ledger } from '../ledger/connect.ts';
import { listPending as count, type PendingOfAccount } from '../ledger/list-pending.ts';
import {
  listPendingInvites,
  type PendingInvite,
  type PendingPerson,
  withKeys,
} from '../ledger/list-pending-people.ts';
import { read, type Tx } from '../ledger/transact.ts';
import { lookBack } from '../limits/horizon.ts';
import type { Policy } from '../limits/policy.ts';
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
  return read(ledger, { deadlineMs: call.withinMs }, async (db) => {
    const loaded = await load(ledger, db, call);
    return pageOf(db, call, query, loaded);
  });
}

async function pageOf(db: Tx, call: Call, query: PendingQuery, { invites, counts, policy }: Loaded) {
  const only = query.only && new Set(query.only);
  const isAll = query.search.trim() === '';
  // Only a search must know what all are called; else that is loaded for the page alone.
  const asked = only
    ? invites.filter(({ inviteId }) => only.has(inviteId))
    : isAll
      ? invites
      : await searched(db, call, query.search, invites);
  const pages = Math.max(1, Math.ceil(asked.length / pageSize));
  const page = Math.min(query.page, pages - 1);
  return {
    now: call.now,
    zone: call.zone,
    named: invites.length,
    found: asked.length,
    unnamed: counts.reduce((sum, { unnamed }) => sum + unnamed, 0),
    several: counts.length > 1,
    page,
    pages,
    rows: (await withKeys(db, call.workspaceId, asked.slice(page * pageSize, (page + 1) * pageSize))).flatMap(
      listed,
    ),
    afterWithdrawalDays: policy.afterWithdrawalDays.value,
    samePersonHours: policy.samePersonHours.value,
  };
}

async function searched(db: Tx, { workspaceId }: Call, search: string, invites: readonly PendingInvite[]) {
  const finds = searchFor(search);
  const people = await withKeys(db, workspaceId, invites);
  const found = new Set(people.flatMap(({ inviteId, known }) => (finds(known) ? [inviteId] : [])));
  return invites.filter(({ inviteId }) => found.has(inviteId));
}

/** Nobody for somebody who was erased. */
export function listed(invite: PendingPerson): ListedInvite[] {
  const { inviteId, accountName, sentAt } = invite;
  const person = storedPerson(invite);
  return person ? [{ inviteId, person, accountName, sentAt }] : [];
}

/** Everybody whom the owner's accounts wait for, with all that they are known by. */
export async function readPendingPeople(ledger: Ledger, call: Call) {
  return read(ledger, { deadlineMs: call.withinMs }, async (db) => {
    const { invites } = await load(ledger, db, call);
    return withKeys(db, call.workspaceId, invites);
  });
}

type Loaded = Awaited<ReturnType<typeof load>>;

async function load(
  ledger: Ledger,
  db: Tx,
  call: Call,
): Promise<{
  readonly invites: readonly PendingInvite[];
  readonly counts: readonly PendingOfAccount[];
  readonly policy: Policy;
}> {
  const { workspaceId, owner, now } = call;
  const expected = expectedPolicy(ledger, workspaceId);
  const { pendingAfter: sentAfter } = lookBack(expected.policy, now, now);
  const query = { workspaceId, owner, accountName: call.as ?? null, sentAfter };
  const [{ policyVersion, accounts: counts }, invites] = await Promise.all([
    count(db, query),
    listPendingInvites(db, query),
  ]);
  const { version, policy } = await activePolicy(ledger, db, workspaceId, policyVersion);
  if (version !== expected.version) return load(ledger, db, call);
  if (call.as !== undefined && counts.length === 0) throw noSuchAccount(call);
  return { invites, counts, policy };
}
