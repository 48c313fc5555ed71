import type { Ledger } from '../ledger/connect.ts';
import { noteHomeOpened } from '../ledger/open-home.ts';
import { transact } from '../ledger/transact.ts';
import type { Call } from './call.ts';

/** Somebody has opened the app's Home: it is published anew, and again whenever its data changes. */
export async function openHome(ledger: Ledger, call: Call): Promise<void> {
  const { workspaceId, userId } = call;
  await transact(ledger, { deadlineMs: call.withinMs }, (tx) => noteHomeOpened(tx, workspaceId, userId));
}
