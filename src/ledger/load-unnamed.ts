import { and, desc, eq, gt, inArray, isNull, lt, or } from 'drizzle-orm';
import type { Invite } from './load-invites-to.ts';
import { invites } from './schema.ts';
import type { Tx } from './transact.ts';

/** Which unnamed invites were pending at an instant. Instants in milliseconds. */
export type UnnamedQuery = {
  readonly workspaceId: string;
  readonly accountIds: readonly number[];
  /** Null for no bound. */
  readonly sentBefore: number | null;
  /** Those sent at or before it had expired, whether or not that is written down. */
  readonly sentAfter: number;
  /** Those whose expiry is written down, but came after it, were pending too; null if the instant is now. */
  readonly expiredAfter: number | null;
  readonly most: number;
};

/** Those accounts' unnamed invites that were pending then: the newest `most`. */
export async function loadUnnamed(tx: Tx, query: UnnamedQuery): Promise<Invite[]> {
  const { workspaceId, accountIds, sentBefore, sentAfter, expiredAfter } = query;
  const { id, accountId, personId, sentAt, state, stateAt, exempt } = invites;
  const pending = and(eq(state, 'pending'), gt(sentAt, sentAfter));
  const rows = await tx
    .select({ id, accountId, personId, sentAt, state, stateAt, exempt })
    .from(invites)
    .where(
      and(
        eq(invites.workspaceId, workspaceId),
        inArray(accountId, [...accountIds]),
        isNull(personId),
        sentBefore === null ? undefined : lt(sentAt, sentBefore),
        expiredAfter === null ? pending : or(pending, and(eq(state, 'expired'), gt(stateAt, expiredAfter))),
      ),
    )
    .orderBy(desc(sentAt), desc(id))
    .limit(query.most);
  return rows.map((row) => ({ ...row, person: null }));
}
