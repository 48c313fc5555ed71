import type { EntryDetail, EntryKind } from './entry-kinds.ts';
import { entries } from './schema.ts';
import type { Tx } from './transact.ts';

/** What every entry of one request about one account shares. */
export type EntryFrame = {
  readonly workspaceId: string;
  readonly requestId: number;
  readonly accountId: number;
  readonly actor: string;
  /** The actor is not the owner of the account. */
  readonly onBehalf: boolean;
  readonly source: 'command' | 'form' | 'shortcut' | 'schedule';
  readonly recordedAt: number;
};

/** One fact. `localDate` is the date of `happenedAt` in the zone in force then. */
export type Entry = {
  readonly kind: Exclude<EntryKind, 'undone'>;
  readonly personId?: number | null;
  readonly inviteId?: number;
  readonly quantity?: number;
  readonly happenedAt: number;
  readonly localDate: string;
  readonly overCap?: boolean;
  readonly detail?: EntryDetail;
};

/** Appends facts of a request, all of them at once: their order is their ordinal, from `firstOrdinal` on. */
export async function appendEntries(
  tx: Tx,
  frame: EntryFrame,
  facts: readonly Entry[],
  firstOrdinal = 0,
): Promise<void> {
  if (facts.length === 0) return;
  await tx.insert(entries).values(
    facts.map((fact, index) => ({
      ...frame,
      ...fact,
      ordinal: firstOrdinal + index,
    })),
  );
}
