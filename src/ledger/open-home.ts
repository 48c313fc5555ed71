import { sql } from 'drizzle-orm';
import { homeSpec } from './job-specs.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

const opened = statement<never, { readonly workspaceId: string; readonly userId: string }>(
  (its) => sql`
    with noted as (
      insert into homes (workspace_id, user_id, opened_at) values (${its.workspaceId}, ${its.userId}, now())
      on conflict (workspace_id, user_id) do update set opened_at = excluded.opened_at
    )
    select count(*) from graphile_worker.add_jobs(array[${homeSpec(its.workspaceId, its.userId, sql`now()`)}])`,
);

/** Notes, by the database's clock, that somebody has opened the app's Home, and queues its publishing. */
export async function noteHomeOpened(tx: Tx, workspaceId: string, userId: string): Promise<void> {
  await tx.run(opened({ workspaceId, userId }));
}
