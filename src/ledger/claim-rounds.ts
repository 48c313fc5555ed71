import { sql } from 'drizzle-orm';
import { roundSpec } from './job-specs.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

/** A round that is due in a zone, for every workspace that has accounts there. */
export type DueRound = { readonly kind: string; readonly zone: string; readonly localDate: string };

/** From one zone to the next in `accounts_by_zone`: as many steps as there are zones, however many accounts. */
const zones = sql`
  with recursive z as (
    (select zone from accounts order by zone limit 1)
    union all
    select (select a.zone from accounts a where a.zone > z.zone order by a.zone limit 1) from z where z.zone is not null
  )
  select zone from z where zone is not null`;

/** The zones of all accounts, of any workspace. */
export async function listZones(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.execute<{ zone: string }>(zones);
  return rows.map(({ zone }) => zone);
}

const claim = statement<
  { readonly n: string },
  {
    readonly now: string;
    readonly kinds: readonly string[];
    readonly zones: readonly string[];
    readonly dates: readonly string[];
  }
>(
  (its) => sql`
    with claimed as (
      insert into rounds (workspace_id, kind, zone, local_date, claimed_at)
      select a.workspace_id, d.kind, d.zone, d.local_date::date, ${its.now}::timestamptz
      from unnest(${its.kinds}::text[], ${its.zones}::text[], ${its.dates}::text[]) as d (kind, zone, local_date)
      cross join lateral (select distinct workspace_id from accounts where zone = d.zone) a
      order by 1, 2, 3, 4
      on conflict (workspace_id, kind, zone, local_date) do nothing
      returning workspace_id, kind, zone, local_date
    ), due as (
      select array_agg(${roundSpec({
        workspaceId: sql`workspace_id`,
        kind: sql`kind`,
        zone: sql`zone`,
        localDate: sql`local_date`,
      })} order by workspace_id, kind, zone, local_date) as specs
      from claimed having count(*) > 0
    ), queued as (
      select count(*) from due cross join lateral graphile_worker.add_jobs(due.specs)
    )
    select count(*) as n from claimed cross join queued`,
);

/** Claims rounds that are due and queues the job of each; gives how many nobody had claimed before. */
export async function claimDueRounds(tx: Tx, now: number, due: readonly DueRound[]): Promise<number> {
  const [row] = await tx.run(
    claim({
      now: new Date(now).toISOString(),
      kinds: due.map(({ kind }) => kind),
      zones: due.map(({ zone }) => zone),
      dates: due.map(({ localDate }) => localDate),
    }),
  );
  return Number(row?.n ?? 0);
}
