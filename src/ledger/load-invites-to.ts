import { and, desc, eq, inArray } from 'drizzle-orm';
import type { InviteState } from '../limits/states.ts';
import type { Account } from './account.ts';
import { invites } from './schema.ts';
import type { Tx } from './transact.ts';

/** An invitation as it stands. Instants in milliseconds. */
export type Invite = {
  readonly id: number;
  readonly personId: number;
  readonly sentAt: number;
  readonly state: InviteState;
  readonly stateAt: number;
};

/** This account's invites to these people, newest first. */
export async function loadInvitesTo(
  tx: Tx,
  account: Account,
  personIds: readonly number[],
): Promise<Invite[]> {
  return tx
    .select({
      id: invites.id,
      personId: invites.personId,
      sentAt: invites.sentAt,
      state: invites.state,
      stateAt: invites.stateAt,
    })
    .from(invites)
    .where(
      and(
        eq(invites.workspaceId, account.workspaceId),
        eq(invites.accountId, account.id),
        inArray(invites.personId, [...personIds]),
      ),
    )
    .orderBy(desc(invites.sentAt), desc(invites.id));
}
