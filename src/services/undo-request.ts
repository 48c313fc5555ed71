import type { Account } from '../ledger/account.ts';
import type { Ledger } from '../ledger/connect.ts';
import { listAccounts } from '../ledger/list-accounts.ts';
import { loadInvites } from '../ledger/load-invites.ts';
import { lockAccounts } from '../ledger/lock-accounts.ts';
import { lockPeople, namePeople } from '../ledger/name-people.ts';
import type { LaterEntry, Undoable } from '../ledger/undoable.ts';
import type { Resource } from '../limits/policy.ts';
import type { PersonRef } from '../linkedin/person.ts';
import { type Claimed, claimOnce } from './answer-once.ts';
import type { Standing, UndoAnswer, UndoneItem } from './answers.ts';
import type { Call } from './call.ts';
import { findUndo, type Undo } from './find-undo.ts';
import { standingNow } from './position.ts';
import { storedPerson } from './stored-person.ts';
import { inviteOf, takeBack } from './take-back.ts';
import { inTheWay } from './undo-effects.ts';

/**
 * Takes back what a request recorded: all of it, what it recorded about a person, or one entry. Only who entered it can.
 * Every entry gets one that says so, and every meter, state and count is what it was. Refused as a whole if something was
 * built on it. Makes nobody a teammate.
 */
export async function undoRequest(ledger: Ledger, call: Call, input: Undo): Promise<UndoAnswer> {
  return claimOnce<UndoAnswer, undefined>(
    ledger,
    call,
    { verb: 'undo', ...input },
    {
      prepare: async () => undefined,
      async decide(claimed) {
        const { tx, requestId } = claimed;
        const { workspaceId, userId } = call;
        const { entries, accounts } = await lockWhatIsUndone(claimed, input);
        const people = peopleOf(entries);
        await lockPeople(tx, workspaceId, people);
        const inviteIds = entries.flatMap(({ inviteId }) => inviteId ?? []);
        const invites = await loadInvites(tx, workspaceId, inviteIds);
        const names = await namePeople(tx, workspaceId, people);
        const itemOf = (entry: Undoable) => item(entry, accounts, names);
        const answer = { kind: 'undo', requestId, by: userId, zone: accounts[0]?.zone ?? call.zone } as const;

        for (const entry of entries) {
          const later = await inTheWay(tx, workspaceId, entry, inviteOf(entry, invites));
          if (!later) continue;
          const refusal = { item: itemOf(entry), later: said(later, call) };
          return { answer: { ...answer, items: [], refusal, standing: null }, writes: [] };
        }
        const [first] = await takeBack(claimed, entries, accounts, invites);
        const items = entries.toReversed().map(itemOf);
        const resource = entries.some(({ kind }) => kind !== 'page_sent') ? 'connection' : 'page';
        const standing = first ? await standingOf(claimed, first, resource) : null;
        const owners = accounts.map(({ owner }) => owner);
        return { answer: { ...answer, items, refusal: null, standing }, writes: [], owners };
      },
    },
  );
}

/**
 * What is to be undone, with its accounts and the caller's own locked in the order of their ids: two undos of one person
 * come one after the other. What was found before the locks is looked for again, since another may have taken it back.
 */
async function lockWhatIsUndone(
  { tx, call }: Claimed,
  input: Undo,
): Promise<{ readonly entries: readonly Undoable[]; readonly accounts: readonly Account[] }> {
  const { workspaceId, userId } = call;
  const seen = await findUndo(tx, call, input);
  const own = await listAccounts(tx, workspaceId, userId);
  const ids = new Set([...own.map(({ id }) => id), ...seen.map(({ accountId }) => accountId)]);
  const locked = await lockAccounts(tx, workspaceId, [...ids]);
  const entries = await findUndo(tx, call, input);
  const touched = new Set(entries.map(({ accountId }) => accountId));
  const missing = await lockAccounts(
    tx,
    workspaceId,
    [...touched].filter((id) => !ids.has(id)),
  );
  return { entries, accounts: [...locked, ...missing].filter(({ id }) => touched.has(id)) };
}

function peopleOf(entries: readonly Undoable[]): number[] {
  return [...new Set(entries.flatMap(({ personId, detail }) => [personId ?? [], detail.other ?? []].flat()))];
}

/** Where an account stands, whoever asks. */
function standingOf({ tx, call, policy }: Claimed, account: Account, resource: Resource): Promise<Standing> {
  return standingNow(tx, { ...call, owner: account.owner, zone: account.zone }, policy, account, resource);
}

function said({ requestId, ordinal, kind, actor, happenedAt }: LaterEntry, { userId }: Call) {
  return { requestId, ordinal, kind, at: happenedAt, by: actor, isMine: actor === userId };
}

function item(
  { kind, accountId, personId, quantity, happenedAt, detail }: Undoable,
  accounts: readonly Account[],
  names: Awaited<ReturnType<typeof namePeople>>,
): UndoneItem {
  const refOf = (id: number | null | undefined): PersonRef | null => {
    const stored = id ? names.get(id) : undefined;
    return stored ? storedPerson(stored) : null;
  };
  const account = accounts.find(({ id }) => id === accountId);
  return {
    kind,
    person: refOf(personId),
    other: refOf(detail.other),
    quantity,
    at: happenedAt,
    left: detail.left ?? null,
    from: detail.from ?? null,
    owner: account?.owner ?? '',
    accountName: account?.name ?? '',
  };
}
