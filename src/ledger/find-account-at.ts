import { sql } from 'drizzle-orm';
import type { AccountType } from '../limits/policy.ts';
import type { Account } from './account.ts';
import { isUndone } from './fragments.ts';
import type { Tx } from './transact.ts';

/**
 * An account as it was at a past instant: in the zone and of the type then in force. What the first later change came
 * from is what held until then; without one, what holds before this request changes anything.
 */
export async function findAccountAt(tx: Tx, account: Account, at: number): Promise<Account> {
  const changedFrom = (kind: string) => sql`(
    select detail ->> 'from' from entries e
    where workspace_id = ${account.workspaceId} and account_id = ${account.id} and kind = ${kind}
      and kind in ('account_changed', 'zone_changed') and happened_at > ${new Date(at).toISOString()}::timestamptz
      and not ${isUndone('e')}
    order by happened_at, id limit 1)`;
  const [row] = await tx.execute<{ readonly type: AccountType | null; readonly zone: string | null }>(
    sql`select ${changedFrom('account_changed')} as type, ${changedFrom('zone_changed')} as zone`,
  );
  return { ...account, type: row?.type ?? account.type, zone: row?.zone ?? account.zone };
}
