import type { Ledger } from '../ledger/connect.ts';
import { countOutbox } from '../ledger/count-outbox.ts';
import { read } from '../ledger/transact.ts';

/**
 * How many messages of all workspaces wait to be said, and how long the oldest has waited, in seconds.
 *
 * @throws DatabaseUnavailableError when the database does not answer within `withinMs`.
 */
export async function readOutbox(
  ledger: Ledger,
  { now, withinMs }: { readonly now: number; readonly withinMs: number },
): Promise<{ readonly depth: number; readonly oldestSeconds: number }> {
  const { depth, oldestAt } = await read(ledger, { deadlineMs: withinMs }, countOutbox);
  return { depth, oldestSeconds: oldestAt === null ? 0 : Math.max(0, now - oldestAt) / 1_000 };
}
