import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { InviteState } from '../limits/states.ts';
import { invites, people } from './schema.ts';
import type { Tx } from './transact.ts';

/** An invitation as it stands. Instants in milliseconds. */
export type Invite = {
  readonly id: number;
  readonly accountId: number;
  /** What tells one person from another, joined ones together; null for an unnamed invite. */
  readonly person: number | null;
  readonly personId: number | null;
  readonly sentAt: number;
  readonly state: InviteState;
  readonly stateAt: number;
  readonly exempt: boolean;
};

/** What is read of an invite and of the person it went to. */
export const inviteColumns = {
  id: invites.id,
  accountId: invites.accountId,
  person: sql<number | null>`coalesce(${people.groupId}, ${people.id})`.mapWith(Number),
  personId: invites.personId,
  sentAt: invites.sentAt,
  state: invites.state,
  stateAt: invites.stateAt,
  exempt: invites.exempt,
};

/** These accounts' invites to these people and to those joined with them (`persons`: see `oneOf`), newest first. */
export async function loadInvitesTo(
  tx: Tx,
  workspaceId: string,
  accountIds: readonly number[],
  persons: readonly number[],
): Promise<Invite[]> {
  const ids = sql.param([...persons]);
  return tx
    .select(inviteColumns)
    .from(invites)
    .innerJoin(people, and(eq(people.workspaceId, invites.workspaceId), eq(people.id, invites.personId)))
    .where(
      and(
        eq(invites.workspaceId, workspaceId),
        inArray(invites.accountId, [...accountIds]),
        sql`${invites.personId} in (
          select unnest(${ids}::bigint[])
          union
          select id from people where workspace_id = ${workspaceId} and group_id = any(${ids}::bigint[]))`,
      ),
    )
    .orderBy(desc(invites.sentAt), desc(invites.id));
}
