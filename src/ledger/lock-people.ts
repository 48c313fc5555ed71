import { sql } from 'drizzle-orm';
import type { Tx } from './transact.ts';

/** Locks these people until the transaction ends, in the order of their ids, so that no two commands wait in a circle. */
export async function lockPeople(tx: Tx, workspaceId: string, ids: readonly number[]): Promise<void> {
  await tx.execute(sql`
    select 1 from people where workspace_id = ${workspaceId} and id = any(${sql.param(ids)}::bigint[])
    order by id for update`);
}
