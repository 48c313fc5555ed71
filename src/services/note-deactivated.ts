import type { Ledger } from '../ledger/connect.ts';
import { noteDeactivated as note } from '../ledger/note-deactivated.ts';
import { transact } from '../ledger/transact.ts';

/** Keeps whom Slack has deactivated and who is back: who left counts on the board as a former teammate, without a name. */
export async function noteDeactivated(
  ledger: Ledger,
  about: { readonly workspaceId: string; readonly now: number; readonly withinMs: number },
  members: { readonly gone: readonly string[]; readonly back: readonly string[] },
): Promise<void> {
  await transact(ledger, { deadlineMs: about.withinMs }, (tx) => note(tx, about, members));
}
