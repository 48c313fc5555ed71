import { and, eq, inArray } from 'drizzle-orm';
import type { InviteState } from '../limits/states.ts';
import { invites } from './schema.ts';
import type { Tx } from './transact.ts';

export type StoredInvite = {
  readonly id: number;
  readonly sentAt: number;
  readonly state: InviteState;
  readonly stateAt: number;
  readonly exempt: boolean;
};

/** Invites by id, as they stand. */
export async function loadInvites(
  tx: Tx,
  workspaceId: string,
  ids: readonly number[],
): Promise<ReadonlyMap<number, StoredInvite>> {
  if (ids.length === 0) return new Map();
  const { id, sentAt, state, stateAt, exempt } = invites;
  const rows = await tx
    .select({ id, sentAt, state, stateAt, exempt })
    .from(invites)
    .where(and(eq(invites.workspaceId, workspaceId), inArray(id, [...ids])));
  return new Map(rows.map((row) => [row.id, row]));
}
