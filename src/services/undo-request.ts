import { InputError, NotAllowedError } from '../errors.ts';
import type { Account } from '../ledger/account.ts';
import { takeUsage } from '../ledger/add-usage.ts';
import { appendEntries } from '../ledger/append-entries.ts';
import { changeAccount } from '../ledger/change-account.ts';
import { changeInvites } from '../ledger/change-invites.ts';
import type { Ledger } from '../ledger/connect.ts';
import { findPeople, lockGroups, type Person } from '../ledger/find-people.ts';
import { separatePeople } from '../ledger/join-people.ts';
import { loadInvites, type StoredInvite } from '../ledger/load-invites.ts';
import { lockAccounts } from '../ledger/lock-accounts.ts';
import { lockPeople, namePeople } from '../ledger/name-people.ts';
import { appendUndone, removeAccount, removeInvites } from '../ledger/take-back.ts';
import type { Tx } from '../ledger/transact.ts';
import {
  findLatestUndoable,
  findLatestUndoableAbout,
  loadUndoable,
  type Undoable,
} from '../ledger/undoable.ts';
import { accountTypes } from '../limits/policy.ts';
import { hoursToMs, localDate } from '../limits/windows.ts';
import type { PersonRef } from '../linkedin/person.ts';
import { answerOnce, type Opened } from './answer-once.ts';
import type { UndoAnswer, UndoneItem } from './answers.ts';
import type { Call } from './call.ts';
import { openAccount } from './open-account.ts';
import { standingNow } from './position.ts';
import { counted, inTheWay, stateBefore } from './undo-effects.ts';

/** Without either: the caller's latest request. */
export type Undo = { readonly person?: PersonRef; readonly requestId?: number };

/** How far back "my latest request" reaches; about a person, and by a button, any age. */
const reachMs = hoursToMs(24);

/**
 * Takes back what a request recorded: all of it, or what it recorded about a person. Only who entered it can. Every entry
 * gets one that says so, and every meter, state and count is what it was. Refused as a whole if something was built on it.
 */
export async function undoRequest(ledger: Ledger, call: Call, input: Undo): Promise<UndoAnswer> {
  return answerOnce<UndoAnswer, Map<string, Person>>(
    ledger,
    call,
    { verb: 'undo', ...input },
    {
      accounts: 'all',
      prepare: (tx) => findPeople(tx, call.workspaceId, input.person ? [input.person.key] : []),
      async decide(opened, people) {
        const { tx, requestId } = opened;
        const entries = await findEntries(opened, input, people);
        const ids = [...new Set(entries.map(({ accountId }) => accountId))];
        const accounts = await lockAccounts(tx, call.workspaceId, ids);
        const persons = peopleOf(entries);
        await lockPeople(tx, call.workspaceId, persons);
        const inviteIds = entries.flatMap(({ inviteId }) => inviteId ?? []);
        const invites = await loadInvites(tx, call.workspaceId, inviteIds);
        const names = await namePeople(tx, call.workspaceId, persons);
        const itemOf = (entry: Undoable) => item(entry, accounts, names);

        for (const entry of entries) {
          const later = await inTheWay(tx, call.workspaceId, entry, inviteOf(entry, invites));
          if (later) {
            const { zone } = accounts[0] ?? opened.account;
            const refusal = { item: itemOf(entry), later };
            return {
              answer: { kind: 'undo', requestId, items: [], refusal, standing: null, zone },
              writes: [],
            };
          }
        }
        const first = await takeBack(opened, entries, accounts, invites);
        const standing = await standingNow(tx, call, opened.policy, first);
        const items = entries.toReversed().map(itemOf);
        const { zone } = standing;
        return { answer: { kind: 'undo', requestId, items, refusal: null, standing, zone }, writes: [] };
      },
    },
  );
}

/** What is to be taken back, latest first: at least one entry. */
async function findEntries(
  { tx, call, accounts }: Opened,
  { person, requestId }: Undo,
  people: ReadonlyMap<string, Person>,
): Promise<readonly Undoable[]> {
  const { workspaceId, userId: actor } = call;
  if (requestId !== undefined) {
    const entries = await loadUndoable(tx, workspaceId, requestId);
    if (entries.length === 0) throw new InputError('That is undone already, or nothing was recorded.');
    if (entries.every((entry) => entry.actor === actor)) return entries;
    throw new NotAllowedError('Only the person who recorded this can undo it.');
  }
  if (person === undefined) {
    const accountIds = accounts.map(({ id }) => id);
    const latest = await findLatestUndoable(tx, { workspaceId, actor, accountIds }, call.now - reachMs);
    if (latest !== undefined) return loadUndoable(tx, workspaceId, latest);
    throw new InputError(
      'There is nothing to undo: you recorded nothing in the last 24 hours that still stands. For something older, name the person: `/invites undo @jane-doe`.',
    );
  }
  const ids = await idsOf(tx, workspaceId, [...people.values()]);
  const latest = await findLatestUndoableAbout(tx, { workspaceId, actor }, ids);
  if (latest === undefined) {
    throw new InputError(
      'There is nothing to undo: nothing that you recorded about this person still stands.',
    );
  }
  const entries = await loadUndoable(tx, workspaceId, latest);
  return entries.filter(({ personId }) => personId !== null && ids.includes(personId));
}

/** The ids of people and of all who are joined with them. */
async function idsOf(tx: Tx, workspaceId: string, people: readonly Person[]): Promise<number[]> {
  const groups = people.flatMap(({ groupId }) => groupId ?? []);
  const joined = await lockGroups(tx, workspaceId, groups);
  return [...new Set([...people, ...joined].map(({ id }) => id))];
}

function peopleOf(entries: readonly Undoable[]): number[] {
  return [...new Set(entries.flatMap(({ personId, detail }) => [personId ?? [], detail.other ?? []].flat()))];
}

function inviteOf(
  { inviteId }: Undoable,
  invites: ReadonlyMap<number, StoredInvite>,
): StoredInvite | undefined {
  return inviteId === null ? undefined : invites.get(inviteId);
}

/** Writes it all; gives the account that the reply is about, as it is now. */
async function takeBack(
  opened: Opened,
  entries: readonly Undoable[],
  accounts: readonly Account[],
  invites: ReadonlyMap<number, StoredInvite>,
): Promise<Account> {
  const { tx, call } = opened;
  const { workspaceId, now } = call;
  let ordinal = 0;
  let about = opened.account;
  for (const locked of accounts) {
    // Only the caller's own zone is known: what was entered for a teammate stays in the teammate's.
    const theirs = locked.owner === call.owner ? opened : { ...opened, call: { ...call, zone: locked.zone } };
    const { account, frame, facts } = await openAccount(theirs, locked);
    const mine = entries.filter(({ accountId }) => accountId === account.id);
    await appendEntries(tx, frame, facts, ordinal);
    ordinal += facts.length;
    const date = localDate(account.zone, now);
    await appendUndone(
      tx,
      mine.map((entry, nth) => ({ frame, ordinal: ordinal + nth, entry, happenedAt: now, localDate: date })),
    );
    ordinal += mine.length;
    const usage = mine.flatMap((entry) => counted(entry, inviteOf(entry, invites)));
    if (usage.length > 0) await tx.run(takeUsage(account, usage));
    const changed = await takeBackFromAccount(opened, account, mine);
    if (accounts[0] === locked && !changed.removed) about = changed.account;
  }
  const outcomes = entries.filter(({ kind, inviteId }) => kind !== 'sent' && inviteId !== null);
  await changeInvites(
    tx,
    workspaceId,
    outcomes.flatMap((entry) => {
      const invite = inviteOf(entry, invites);
      return invite ? [{ id: invite.id, ...stateBefore(entry, invite) }] : [];
    }),
  );
  const sent = entries.filter(({ kind }) => kind === 'sent');
  await removeInvites(
    tx,
    workspaceId,
    sent.flatMap(({ inviteId }) => inviteId ?? []),
  );
  for (const { kind, personId, detail } of entries) {
    if (kind === 'joined' && personId !== null && detail.other !== undefined)
      await separatePeople(tx, workspaceId, personId, detail.other);
  }
  return about;
}

async function takeBackFromAccount(
  { tx, call }: Opened,
  account: Account,
  entries: readonly Undoable[],
): Promise<{ readonly account: Account; readonly removed: boolean }> {
  let current = account;
  let removed = false;
  for (const { kind, detail } of entries) {
    const type = accountTypes.find((one) => one === detail.from);
    if (kind === 'account_changed' && type !== undefined)
      current = await changeAccount(tx, current, { type });
    if (kind === 'account_added') {
      await removeAccount(tx, call.workspaceId, account.id, call.now);
      removed = true;
    }
  }
  return { account: current, removed };
}

function item(
  { kind, accountId, personId, quantity, happenedAt, detail }: Undoable,
  accounts: readonly Account[],
  names: Awaited<ReturnType<typeof namePeople>>,
): UndoneItem {
  const refOf = (id: number | null | undefined): PersonRef | null => {
    const named = id === null || id === undefined ? undefined : names.get(id);
    // The ledger holds the keys that were read from what people typed.
    return named ? ({ key: named.key, ...(named.name !== null && { name: named.name }) } as PersonRef) : null;
  };
  return {
    kind,
    person: refOf(personId),
    other: refOf(detail.other),
    quantity,
    at: happenedAt,
    left: detail.left ?? null,
    from: detail.from ?? null,
    accountName: accounts.find(({ id }) => id === accountId)?.name ?? '',
  };
}
