import { sql } from 'drizzle-orm';
import type { Tx } from './transact.ts';

/** Gives these locked people the names that somebody wrote for them. */
export async function renamePeople(
  tx: Tx,
  workspaceId: string,
  renamed: readonly { readonly id: number; readonly name: string }[],
): Promise<void> {
  if (renamed.length === 0) return;
  const ids = renamed.map((person) => person.id);
  const names = renamed.map((person) => person.name);
  await tx.execute(sql`
    update people p set name = g.name
    from unnest(${sql.param(ids)}::bigint[], ${sql.param(names)}::text[]) as g (id, name)
    where p.workspace_id = ${workspaceId} and p.id = g.id`);
}
