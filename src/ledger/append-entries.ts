import type { EntryDetail } from './schema.ts';
import { entries } from './schema.ts';
import type { Tx } from './transact.ts';

/** What every entry of one request shares. */
export type EntryFrame = {
  readonly workspaceId: string;
  readonly requestId: number;
  readonly accountId: number;
  readonly actor: string;
  readonly recordedAt: number;
};

/** One fact. `localDate` is the date of `happenedAt` in the zone in force then. */
export type Entry = {
  readonly kind: 'sent' | 'accepted' | 'account_changed' | 'zone_changed';
  readonly personId?: number;
  readonly inviteId?: number;
  readonly happenedAt: number;
  readonly localDate: string;
  readonly detail?: EntryDetail;
};

/** Appends the facts of a request, all of them at once: their order is their ordinal. */
export async function appendEntries(tx: Tx, frame: EntryFrame, facts: readonly Entry[]): Promise<void> {
  if (facts.length === 0) return;
  await tx
    .insert(entries)
    .values(facts.map((fact, ordinal) => ({ ...frame, ...fact, ordinal, source: 'command' as const })));
}
