import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import type { Account } from './account.ts';
import { invites } from './schema.ts';
import type { Tx } from './transact.ts';

/** The instants at which this account invited each of these people after an instant, by person. */
export async function loadSendsTo(
  tx: Tx,
  account: Account,
  personIds: readonly number[],
  after: number,
): Promise<Map<number, number[]>> {
  const rows = await tx
    .select({ personId: invites.personId, sentAt: invites.sentAt })
    .from(invites)
    .where(
      and(
        eq(invites.workspaceId, account.workspaceId),
        eq(invites.accountId, account.id),
        inArray(invites.personId, [...personIds]),
        gt(invites.sentAt, after),
      ),
    )
    .orderBy(asc(invites.sentAt));
  const byPerson = new Map<number, number[]>(personIds.map((id) => [id, []]));
  for (const row of rows) byPerson.get(row.personId)?.push(row.sentAt);
  return byPerson;
}
