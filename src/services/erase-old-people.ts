import { Temporal } from 'temporal-polyfill';
import type { Ledger } from '../ledger/connect.ts';
import { erasePeople, findLastOldPerson, type Kept, listErasable } from '../ledger/erase-people.ts';
import { lockPersonsById } from '../ledger/lock-persons.ts';
import { read, transact } from '../ledger/transact.ts';
import { daysToMs } from '../limits/windows.ts';
import { currentPolicy } from './current-policy.ts';
import type { Nightly } from './nightly.ts';
import { loadSettings } from './settings.ts';

const mostLookedAt = 1_000;
/** Locked at once; they are people about whom nobody recorded anything for months. */
const mostAtOnce = 100;

/**
 * Erases the people about whom the last entry is older than the workspace keeps it (`retentionMonths`; null is for ever),
 * those who are joined as one; gives how many. Who has a pending invite is kept until it is answered or has expired.
 */
export async function eraseOldPeople(
  ledger: Ledger,
  { workspaceId, zone, now, deadlineMs, stopping }: Nightly & { readonly zone: string },
): Promise<number> {
  const kept = await read(ledger, { deadlineMs }, async (db): Promise<Kept | null> => {
    const { retentionMonths: months } = (await loadSettings(db, workspaceId)).workspace.document;
    if (months === null) return null;
    const keptSince = monthsBefore(now, months, zone);
    const policy = await currentPolicy(ledger, db, workspaceId);
    const pendingAfter = now - daysToMs(policy.expireDays.value);
    const oldIdsUntil = await findLastOldPerson(db, workspaceId, keptSince);
    return { workspaceId, keptSince, pendingAfter, oldIdsUntil };
  });
  let erased = 0;
  for (let afterId: number | null = kept && 0; kept && afterId !== null && !stopping.aborted; ) {
    const from: number = afterId;
    const found = await read(ledger, { deadlineMs }, (db) =>
      listErasable(db, kept, { afterId: from, most: mostLookedAt }),
    );
    for (let first = 0; first < found.ids.length && !stopping.aborted; first += mostAtOnce) {
      const ids = found.ids.slice(first, first + mostAtOnce);
      erased += await transact(ledger, { deadlineMs }, async (tx) => {
        await lockPersonsById(tx, workspaceId, ids);
        return erasePeople(tx, kept, ids);
      });
    }
    afterId = found.lastId;
  }
  return erased;
}

function monthsBefore(now: number, months: number, zone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  return local.subtract({ months }).epochMilliseconds;
}
