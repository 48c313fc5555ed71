import { InputError, NotAllowedError } from '../errors.ts';
import { listAccounts } from '../ledger/list-accounts.ts';
import { listPeople } from '../ledger/list-people.ts';
import type { Tx } from '../ledger/transact.ts';
import {
  findLatestUndoable,
  findLatestUndoableAbout,
  loadUndoable,
  type Undoable,
} from '../ledger/undoable.ts';
import { hoursToMs } from '../limits/windows.ts';
import type { PersonRef } from '../linkedin/person.ts';
import type { Call } from './call.ts';

/** Without a person and a request: the caller's latest request. With an ordinal: that entry of a request alone. */
export type Undo = {
  readonly person?: PersonRef;
  readonly requestId?: number;
  readonly ordinal?: number;
};

/** How far back "my latest request" reaches; about a person, and by a button, any age. */
const reachMs = hoursToMs(24);

/**
 * What is to be taken back, latest first: at least one entry. Locks nothing, so ask again once what it is about is locked.
 *
 * @throws InputError when nothing stands; NotAllowedError when somebody else recorded it.
 */
export async function findUndo(tx: Tx, call: Call, undo: Undo): Promise<readonly Undoable[]> {
  if (undo.requestId !== undefined) return ofRequest(tx, call, undo.requestId, undo.ordinal);
  return undo.person === undefined ? latest(tx, call) : latestAbout(tx, call, undo.person);
}

async function ofRequest(tx: Tx, call: Call, requestId: number, ordinal?: number): Promise<Undoable[]> {
  const all = await loadUndoable(tx, call.workspaceId, requestId);
  const entries = all.filter((entry) => ordinal === undefined || entry.ordinal === ordinal);
  if (entries.length === 0) throw new InputError('That is undone already, or nothing was recorded.');
  if (entries.every((entry) => entry.actor === call.userId)) return entries;
  throw new NotAllowedError('Only the person who recorded this can undo it.');
}

async function latest(tx: Tx, { workspaceId, userId: actor, now }: Call): Promise<Undoable[]> {
  const accounts = await listAccounts(tx, workspaceId, actor);
  const accountIds = accounts.map(({ id }) => id);
  const found = await findLatestUndoable(tx, { workspaceId, actor, accountIds }, now - reachMs);
  if (found !== undefined) return loadUndoable(tx, workspaceId, found);
  throw new InputError(
    'There is nothing to undo: you recorded nothing in the last 24 hours that still stands. For something older about a person, name them: `/invites undo @jane-doe`.',
  );
}

async function latestAbout(
  tx: Tx,
  { workspaceId, userId: actor }: Call,
  person: PersonRef,
): Promise<Undoable[]> {
  const people = await listPeople(tx, workspaceId, [person.key]);
  const ids = [...new Set([...people.values()].map(({ id }) => id))];
  const found = await findLatestUndoableAbout(tx, { workspaceId, actor }, ids);
  if (found === undefined) {
    throw new InputError(
      'There is nothing to undo: nothing that you recorded about this person still stands.',
    );
  }
  const entries = await loadUndoable(tx, workspaceId, found);
  return entries.filter(({ personId }) => personId !== null && ids.includes(personId));
}
