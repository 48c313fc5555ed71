import { pages } from './schema.ts';
import type { Tx } from './transact.ts';

/** The id of a workspace's company page of this name; the page is added if it is new. */
export async function ensurePage(tx: Tx, workspaceId: string, name: string): Promise<number> {
  const [page] = await tx
    .insert(pages)
    .values({ workspaceId, name })
    .onConflictDoUpdate({ target: [pages.workspaceId, pages.name], set: { name } })
    .returning({ id: pages.id });
  if (!page) throw new Error('a page got no id');
  return page.id;
}
