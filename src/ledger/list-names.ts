import { sql } from 'drizzle-orm';
import type { Tx } from './transact.ts';

/** The people of a workspace whose name has from `least` to `most` characters, those first who came last. */
export async function listNames(
  tx: Tx,
  workspaceId: string,
  { least, most }: { readonly least: number; readonly most: number },
): Promise<readonly { readonly id: number; readonly name: string }[]> {
  const rows = await tx.execute<{ readonly id: string; readonly name: string }>(sql`
    select id, name from people
    where workspace_id = ${workspaceId} and char_length(name) between ${least} and ${most}
    order by id desc`);
  return rows.map(({ id, name }) => ({ id: Number(id), name }));
}
