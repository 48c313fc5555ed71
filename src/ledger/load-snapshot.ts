import { and, asc, between, eq, gt } from 'drizzle-orm';
import type { DayCount, Horizon, Snapshot } from '../limits/snapshot.ts';
import type { Account } from './account.ts';
import { invites, usage } from './schema.ts';
import type { Tx } from './transact.ts';

/** What the engine must know of one account around one instant: counts a local date, and the sends of a rolling window. */
export async function loadSnapshot(tx: Tx, account: Account, horizon: Horizon): Promise<Snapshot> {
  const [days, sends] = await Promise.all([
    tx
      .select({ resource: usage.resource, date: usage.localDate, sent: usage.sent, accepted: usage.accepted })
      .from(usage)
      .where(
        and(
          eq(usage.workspaceId, account.workspaceId),
          eq(usage.accountId, account.id),
          between(usage.localDate, horizon.firstDate, horizon.lastDate),
        ),
      )
      .orderBy(asc(usage.localDate)),
    tx
      .select({ sentAt: invites.sentAt })
      .from(invites)
      .where(
        and(
          eq(invites.workspaceId, account.workspaceId),
          eq(invites.accountId, account.id),
          gt(invites.sentAt, horizon.sendsAfter),
        ),
      )
      .orderBy(asc(invites.sentAt)),
  ]);
  const of = (resource: 'connection' | 'page'): DayCount[] =>
    days.flatMap(({ resource: of, ...day }) => (of === resource ? [day] : []));
  return {
    account: { type: account.type, zone: account.zone },
    days: { connection: of('connection'), page: of('page') },
    sends: { connection: sends.map((send) => send.sentAt), page: [] },
  };
}
