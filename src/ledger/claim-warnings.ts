import { sql } from 'drizzle-orm';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

/** From the mildest on: who is told one is told of all before it. */
export const warningLevels = ['nearing', 'critical', 'reached'] as const;
export type WarningLevel = (typeof warningLevels)[number];

/** That a meter stands at a level. */
export type WarningToClaim = {
  readonly limitId: string;
  readonly level: WarningLevel;
  /** The first local date of a calendar window; empty for a rolling one. */
  readonly window: string;
  /** Of a rolling window its length: once it is over, the level is said again. 0 for a calendar one: never again. */
  readonly againAfterMs: number;
};

type Values = {
  readonly workspaceId: string;
  readonly accountId: number;
  readonly now: string;
  readonly limitIds: readonly string[];
  readonly levels: readonly string[];
  readonly windows: readonly string[];
  readonly againAfterMs: readonly number[];
};

const claim = statement<{ readonly limit_id: string }, Values>(
  (its) => sql`
    with wanted as (
      select * from unnest(${its.limitIds}::text[], ${its.levels}::text[], ${its.windows}::text[], ${its.againAfterMs}::bigint[])
        as w (limit_id, level, "window", again_after_ms)
    ), claimed as (
      insert into warnings as w (workspace_id, account_id, limit_id, level, "window", said_at)
      select ${its.workspaceId}, ${its.accountId}::bigint, limit_id, level, "window", ${its.now}::timestamptz from wanted
      on conflict (workspace_id, account_id, limit_id, level, "window") do update set said_at = excluded.said_at
        where w."window" = '' and w.said_at <= excluded.said_at - interval '1 millisecond' * (
          select again_after_ms from wanted where wanted.limit_id = excluded.limit_id)
      returning limit_id, level, "window"
    ), milder as (
      insert into warnings (workspace_id, account_id, limit_id, level, "window", said_at)
      select ${its.workspaceId}, ${its.accountId}::bigint, c.limit_id, m.level, c."window", ${its.now}::timestamptz
      from claimed c cross join lateral (
        select level from unnest(array['nearing', 'critical']) as m (level)
        where c.level = 'reached' or c.level = 'critical' and m.level = 'nearing') m
      on conflict (workspace_id, account_id, limit_id, level, "window") do update set said_at = excluded.said_at
    )
    select limit_id from claimed`,
);

/**
 * Claims what is to be said of an account's meters, the account being locked: each level once in a window, and nothing
 * milder after it. Gives the limits whose level nobody was told yet.
 */
export async function claimWarnings(
  tx: Tx,
  account: { readonly workspaceId: string; readonly accountId: number; readonly now: number },
  warnings: readonly WarningToClaim[],
): Promise<readonly string[]> {
  const rows = await tx.run(
    claim({
      workspaceId: account.workspaceId,
      accountId: account.accountId,
      now: new Date(account.now).toISOString(),
      limitIds: warnings.map(({ limitId }) => limitId),
      levels: warnings.map(({ level }) => level),
      windows: warnings.map(({ window }) => window),
      againAfterMs: warnings.map(({ againAfterMs }) => againAfterMs),
    }),
  );
  return rows.map((row) => row.limit_id);
}
