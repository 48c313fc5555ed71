import { and, eq, sql } from 'drizzle-orm';
import { homes } from './schema.ts';
import type { Tx } from './transact.ts';

type Whose = { readonly workspaceId: string; readonly userId: string };

export type HomeClaim =
  /** To be published; `version` tells this claim from later ones. */
  | { readonly kind: 'claimed'; readonly version: number }
  /** So many were published in the last minute that this one has to wait; somebody looks at an old one if `isAwaited`. */
  | { readonly kind: 'full'; readonly isAwaited: boolean }
  /** Never opened. */
  | { readonly kind: 'closed' };

/** Claims the publishing of a Home: at most `mostAMinute` in any minute of a workspace, by the database's clock. */
export async function claimHome(tx: Tx, whose: Whose, mostAMinute: number): Promise<HomeClaim> {
  const { workspaceId, userId } = whose;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`homes:${workspaceId}`}, 0))`);
  const [found] = await tx.execute<{ is_awaited: boolean; lately: number }>(sql`
    with gone as (
      delete from home_publishings
      where workspace_id = ${workspaceId} and published_at <= clock_timestamp() - interval '1 minute'
    )
    select published_at is null or published_at < opened_at as is_awaited,
      (select count(*)::int from home_publishings
        where workspace_id = ${workspaceId} and published_at > clock_timestamp() - interval '1 minute') as lately
    from homes where workspace_id = ${workspaceId} and user_id = ${userId}`);
  if (!found) return { kind: 'closed' };
  if (found.lately >= mostAMinute) return { kind: 'full', isAwaited: found.is_awaited };
  const [claimed] = await tx
    .update(homes)
    .set({ publishedAt: sql`greatest(clock_timestamp(), published_at + interval '1 millisecond')` })
    .where(ofHome(whose))
    .returning({ version: homes.publishedAt });
  await tx.execute(
    sql`insert into home_publishings (workspace_id, published_at) values (${workspaceId}, clock_timestamp())`,
  );
  return { kind: 'claimed', version: claimed?.version ?? 0 };
}

/** Whether nobody has claimed this Home since. */
export async function isLatestClaim(tx: Tx, whose: Whose, version: number): Promise<boolean> {
  const [home] = await tx.select({ version: homes.publishedAt }).from(homes).where(ofHome(whose));
  return home?.version === version;
}

function ofHome({ workspaceId, userId }: Whose) {
  return and(eq(homes.workspaceId, workspaceId), eq(homes.userId, userId));
}
