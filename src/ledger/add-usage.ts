import { sql } from 'drizzle-orm';
import type { Account } from './account.ts';
import { usage } from './schema.ts';
import type { Tx } from './transact.ts';

export type UsageChange = {
  readonly resource: 'connection' | 'page';
  readonly localDate: string;
  readonly sent?: number;
  readonly accepted?: number;
};

/** Adds to the counts of a locked account, one change a local date and resource. */
export async function addUsage(tx: Tx, account: Account, changes: readonly UsageChange[]): Promise<void> {
  if (changes.length === 0) return;
  await tx
    .insert(usage)
    .values(changes.map((change) => ({ ...change, workspaceId: account.workspaceId, accountId: account.id })))
    .onConflictDoUpdate({
      target: [usage.workspaceId, usage.accountId, usage.resource, usage.localDate],
      set: {
        sent: sql`${usage.sent} + excluded.sent`,
        accepted: sql`${usage.accepted} + excluded.accepted`,
      },
    });
}
