import type { Message } from './message.ts';
import type { Workspace } from './workspace.ts';

/**
 * Takes away what was said later than `now`: it never happened once the clock went back, and would stand below all that
 * is said next. Who had read everything still has. Returns the newest `ts` that is left.
 */
export function goBack(workspace: Workspace, now: number): number {
  let newest = 0;
  for (const { id } of workspace.channels()) {
    const readers = workspace.users().filter((user) => workspace.unread(id, user.id) === 0);
    for (const message of workspace.messages(id)) {
      if (isLater(message, now)) workspace.remove(message);
      else newest = Math.max(newest, Number(message.ts));
    }
    for (const reader of readers) workspace.markRead(id, reader.id);
  }
  return newest;
}

/** Messages of one millisecond differ in the microseconds. */
function isLater({ ts }: Message, now: number): boolean {
  return Math.round(Number(ts) * 1_000_000) >= (now + 1) * 1000;
}
