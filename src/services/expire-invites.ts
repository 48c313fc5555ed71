import { appendEntries, type Entry } from '../ledger/append-entries.ts';
import { changeInvites } from '../ledger/change-invites.ts';
import type { Ledger } from '../ledger/connect.ts';
import {
  listExpirableAccounts,
  listExpirableInvites,
  listZonesBefore,
  nextRequestId,
} from '../ledger/expirable.ts';
import { lockAccounts } from '../ledger/lock-accounts.ts';
import { read, type Tx, transact } from '../ledger/transact.ts';
import { expiresAt } from '../limits/states.ts';
import { daysToMs, localDate } from '../limits/windows.ts';
import { currentPolicy } from './current-policy.ts';
import type { Nightly } from './nightly.ts';

/** A command about the same account waits for this many at most: some 20 ms. */
const mostAtOnce = 50;

/**
 * Writes down which pending invites of the accounts of a zone have expired, each at its instant; gives how many. What reads
 * invites applies it already, so nothing that anybody sees changes. Each entry is the owner's, by source `schedule`.
 */
export async function expireInvites(
  ledger: Ledger,
  { workspaceId, zone, now, deadlineMs, stopping }: Nightly & { readonly zone: string },
): Promise<number> {
  const sentUntil = async (db: Tx) =>
    now - daysToMs((await currentPolicy(ledger, db, workspaceId)).expireDays.value);
  const accountIds = await read(ledger, { deadlineMs }, async (db) =>
    listExpirableAccounts(db, { workspaceId, zone, sentUntil: await sentUntil(db) }),
  );
  let written = 0;
  for (const id of accountIds) {
    for (let batch = mostAtOnce; batch === mostAtOnce && !stopping.aborted; written += batch)
      batch = await transact(ledger, { deadlineMs }, (tx) =>
        expireSome(ledger, tx, { workspaceId, id, now }),
      );
  }
  return written;
}

async function expireSome(
  ledger: Ledger,
  tx: Tx,
  { workspaceId, id, now }: { readonly workspaceId: string; readonly id: number; readonly now: number },
): Promise<number> {
  const [account] = await lockAccounts(tx, workspaceId, [id]);
  if (!account) return 0;
  const policy = await currentPolicy(ledger, tx, workspaceId);
  const query = { sentUntil: now - daysToMs(policy.expireDays.value), most: mostAtOnce };
  const expired = (await listExpirableInvites(tx, account, query)).map((invite) => ({
    ...invite,
    at: expiresAt(invite, policy),
  }));
  const [first] = expired;
  if (!first) return 0;
  const zones = await listZonesBefore(tx, account, first.at);
  const zoneAt = (at: number) => zones.find(({ changedAt }) => changedAt > at)?.from ?? account.zone;
  const frame = {
    workspaceId,
    requestId: await nextRequestId(tx),
    accountId: id,
    actor: account.owner,
    onBehalf: false,
    source: 'schedule',
    recordedAt: now,
  } as const;
  const facts = expired.map(
    ({ id: inviteId, personId, sentAt, at }): Entry => ({
      kind: 'expired',
      personId,
      inviteId,
      happenedAt: at,
      localDate: localDate(zoneAt(at), at),
      detail: { was: { state: 'pending', at: sentAt } },
    }),
  );
  await appendEntries(tx, frame, facts);
  await changeInvites(
    tx,
    workspaceId,
    expired.map(({ id: inviteId, at }) => ({ id: inviteId, state: 'expired', at })),
  );
  return expired.length;
}
