import type { Ledger } from '../ledger/connect.ts';
import { findZone } from '../ledger/find-zone.ts';
import { read } from '../ledger/transact.ts';

/** The last known zone of somebody whose zone Slack does not tell now; undefined for who has recorded nothing yet. */
export async function readZone(
  ledger: Ledger,
  who: { readonly workspaceId: string; readonly userId: string; readonly withinMs: number },
): Promise<string | undefined> {
  return read(ledger, { deadlineMs: who.withinMs }, (db) => findZone(db, who.workspaceId, who.userId));
}
