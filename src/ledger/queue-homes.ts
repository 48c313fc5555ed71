import { and, desc, eq, sql } from 'drizzle-orm';
import { homeKey, homeSpec, isWaiting, refreshKey, refreshSpec } from './job-specs.ts';
import { homes } from './schema.ts';
import { type Query, statement } from './statement.ts';
import type { Tx } from './transact.ts';

/** Whose Home has not been opened for so long is not published until it is. */
const openedLately = sql`opened_at > now() - interval '7 days'`;

type Changed = {
  readonly workspaceId: string;
  /** The members whose Home shows what was changed: who asked, and whose account it is. */
  readonly userIds: readonly string[];
};

const changed = statement<never, Changed>(
  (its) => sql`
    with mine as (
      select array_agg(${homeSpec(its.workspaceId, sql`user_id`, sql`now()`)} order by user_id) as specs
      from homes
      where workspace_id = ${its.workspaceId} and user_id = any(${its.userIds}::text[]) and ${openedLately}
      having count(*) > 0
    ), others as (
      select array[${refreshSpec(its.workspaceId, sql`now() + interval '1 second'`)}] as specs
      where exists (
        select from homes
        where workspace_id = ${its.workspaceId} and user_id <> all(${its.userIds}::text[]) and ${openedLately}
      ) and not ${isWaiting(refreshKey(its.workspaceId))}
    )
    select count(*) from (select specs from mine union all select specs from others) as due
    cross join lateral graphile_worker.add_jobs(due.specs)`,
);

/**
 * What queues the Homes that a change shows in: these members' at once; those of who manages by a job that waits a
 * second, one a workspace. Where that job waits already nothing is written, so that those who commit at the same
 * moment do not wait for each other's lock on it: it looks long after they have all committed (`queueHomesOf`).
 */
export function queueHomes(change: Changed): Query {
  return changed(change);
}

/** No transaction of a request lives longer. */
const afterAllMs = 3_000;
const atMostEveryMs = 60_000;

const managed = statement<
  never,
  {
    readonly workspaceId: string;
    readonly userIds: readonly string[];
    readonly afterMs: number;
    readonly everyMs: number;
  }
>(
  (its) => sql`
    with due as (
      select array_agg(${homeSpec(
        its.workspaceId,
        sql`user_id`,
        sql`greatest(now() + ${its.afterMs}::int * interval '1 millisecond', published_at + ${its.everyMs}::int * interval '1 millisecond')`,
      )} order by user_id) as specs
      from homes
      where workspace_id = ${its.workspaceId} and user_id = any(${its.userIds}::text[]) and ${openedLately}
      having count(*) > 0
    )
    select count(*) from due cross join lateral graphile_worker.add_jobs(due.specs, true)`,
);

/** Queues these people's Homes, each at most once a minute; one that is queued already stays as it is. */
export async function queueHomesOf(
  tx: Tx,
  { workspaceId, userIds }: { readonly workspaceId: string; readonly userIds: readonly string[] },
): Promise<void> {
  await tx.run(managed({ workspaceId, userIds, afterMs: afterAllMs, everyMs: atMostEveryMs }));
}

/** Who opened their Home in the last days, the latest first: `most` of them. */
export async function listOpenedHomes(tx: Tx, workspaceId: string, most: number): Promise<readonly string[]> {
  const rows = await tx
    .select({ userId: homes.userId })
    .from(homes)
    .where(and(eq(homes.workspaceId, workspaceId), openedLately))
    .orderBy(desc(homes.openedAt))
    .limit(most);
  return rows.map(({ userId }) => userId);
}

const awaited = sql`
  with due as (
    select array_agg(${homeSpec(sql`workspace_id`, sql`user_id`, sql`now()`)} order by workspace_id, user_id) as specs
    from homes
    where (published_at is null or published_at < opened_at) and ${openedLately}
      and not ${isWaiting(homeKey(sql`workspace_id`, sql`user_id`))}
    having count(*) > 0
  )
  select count(*) from due cross join lateral graphile_worker.add_jobs(due.specs)`;

/** Queues every Home that was opened and not published since, if no job waits for it. */
export async function queueAwaitedHomes(tx: Tx): Promise<void> {
  await tx.execute(awaited);
}

const again = statement<
  never,
  { readonly workspaceId: string; readonly userId: string; readonly afterMs: number }
>(
  (its) => sql`
    select count(*) from graphile_worker.add_jobs(array[${homeSpec(
      its.workspaceId,
      its.userId,
      sql`clock_timestamp() + ${its.afterMs}::int * interval '1 millisecond'`,
    )}], true)`,
);

/** Queues one Home for later; one that is queued earlier stays. */
export async function queueHomeLater(
  tx: Tx,
  { workspaceId, userId }: { readonly workspaceId: string; readonly userId: string },
  afterMs: number,
): Promise<void> {
  await tx.run(again({ workspaceId, userId, afterMs: Math.round(afterMs) }));
}
