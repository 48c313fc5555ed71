import { and, eq, inArray } from 'drizzle-orm';
import type { EntryFrame } from './append-entries.ts';
import { accounts, entries, invites, notes } from './schema.ts';
import type { Tx } from './transact.ts';
import type { Taken } from './undoable.ts';

/** Appends that an entry was taken back: the entry itself stays. Fails if it was taken back before. */
export async function appendUndone(
  tx: Tx,
  taken: readonly {
    readonly frame: EntryFrame;
    readonly ordinal: number;
    readonly entry: Taken;
    readonly happenedAt: number;
    readonly localDate: string;
  }[],
): Promise<void> {
  if (taken.length === 0) return;
  await tx.insert(entries).values(
    taken.map(({ frame, ordinal, entry, happenedAt, localDate }) => ({
      ...frame,
      ordinal,
      kind: 'undone' as const,
      personId: entry.personId,
      inviteId: entry.inviteId,
      quantity: entry.quantity,
      happenedAt,
      localDate,
      undoneRequestId: entry.requestId,
      undoneOrdinal: entry.ordinal,
    })),
  );
}

/** Removes invites of locked accounts whose sending was taken back, and their notes. */
export async function removeInvites(tx: Tx, workspaceId: string, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.delete(notes).where(and(eq(notes.workspaceId, workspaceId), inArray(notes.inviteId, [...ids])));
  await tx.delete(invites).where(and(eq(invites.workspaceId, workspaceId), inArray(invites.id, [...ids])));
}

/** Puts away a further account whose adding was taken back; its entries stay. */
export async function removeAccount(
  tx: Tx,
  workspaceId: string,
  id: number,
  removedAt: number,
): Promise<void> {
  await tx
    .update(accounts)
    .set({ removedAt })
    .where(and(eq(accounts.workspaceId, workspaceId), eq(accounts.id, id)));
}
