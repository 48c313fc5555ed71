import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from './transact.ts';

/** What has served, in one workspace: at most `most` of the oldest rows at once, so that nobody waits for it. */
type Old = { readonly workspaceId: string; readonly most: number };

const before = (ms: number): SQL => sql`${new Date(ms).toISOString()}::timestamptz`;

/** Requests asked before an instant, but for those of which a refusal is open, if they were asked since `openSince`. */
export function purgeRequests(
  tx: Tx,
  {
    workspaceId,
    most,
    askedBefore,
    openSince,
  }: Old & { readonly askedBefore: number; readonly openSince: number },
): Promise<number> {
  return deleted(
    tx,
    sql`requests where workspace_id = ${workspaceId} and id in (
      select id from requests
      where workspace_id = ${workspaceId} and requested_at < ${before(askedBefore)}
        and not (refused and settled_at is null and requested_at >= ${before(openSince)})
      order by id limit ${most})`,
  );
}

/** Messages that were said, passed over or given up before an instant. */
export function purgeDeliveries(
  tx: Tx,
  { workspaceId, most, settledBefore }: Old & { readonly settledBefore: number },
): Promise<number> {
  return deleted(
    tx,
    sql`deliveries where workspace_id = ${workspaceId} and id in (
      select id from deliveries
      where workspace_id = ${workspaceId} and state <> 'queued' and settled_at < ${before(settledBefore)}
      order by id limit ${most})`,
  );
}

/** Rounds, warnings and digests from before an instant; of each team's digests the last one that was posted stays. */
export async function purgeRecords(
  tx: Tx,
  { workspaceId, madeBefore }: { readonly workspaceId: string; readonly madeBefore: number },
): Promise<number> {
  const counts = await Promise.all([
    deleted(tx, sql`rounds where workspace_id = ${workspaceId} and claimed_at < ${before(madeBefore)}`),
    deleted(tx, sql`warnings where workspace_id = ${workspaceId} and said_at < ${before(madeBefore)}`),
    deleted(
      tx,
      sql`digests d where workspace_id = ${workspaceId} and claimed_at < ${before(madeBefore)}
        and (result <> 'queued' or exists (
          select from digests later
          where later.workspace_id = d.workspace_id and later.team = d.team and later.result = 'queued'
            and later.local_date > d.local_date))`,
    ),
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Jobs of any workspace that were tried as often as they may be, and not touched for `days` by the database's clock. */
export async function purgeFailedJobs(tx: Tx, days: number): Promise<number> {
  const [row] = await tx.execute<{ readonly n: string }>(sql`
    select count(*) as n from graphile_worker.complete_jobs(array(
      select id from graphile_worker.jobs
      where attempts >= max_attempts and updated_at < now() - ${days} * interval '1 day'
      order by id limit 1000))`);
  return Number(row?.n ?? 0);
}

async function deleted(tx: Tx, rows: SQL): Promise<number> {
  const [row] = await tx.execute<{ readonly n: string }>(
    sql`with gone as (delete from ${rows} returning 1) select count(*) as n from gone`,
  );
  return Number(row?.n ?? 0);
}
