import { type SQL, sql } from 'drizzle-orm';
import { isUndone, milliseconds } from './fragments.ts';
import type { RestrictionEntry } from './load-position.ts';
import type { Tx } from './transact.ts';

/** An account about which restrictions were recorded, and what of it stands. */
export type RestrictedAccount = {
  readonly accountId: number;
  readonly owner: string;
  /** Empty for the owner's first account. */
  readonly name: string;
  readonly zone: string;
  /** Notices reach the owner by direct message. */
  readonly byMessage: boolean;
  /** In the order of recording. */
  readonly restrictions: readonly RestrictionEntry[];
};

type Row = {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly zone: string;
  readonly by_message: boolean;
  readonly restrictions: readonly (readonly [RestrictionEntry['kind'], number, number | null])[];
};

/** The accounts of a zone that LinkedIn has blocked at some time. */
export async function listRestrictedIn(
  tx: Tx,
  { workspaceId, zone }: { readonly workspaceId: string; readonly zone: string },
): Promise<readonly RestrictedAccount[]> {
  return listOf(tx, workspaceId, sql`a.zone = ${zone}`);
}

/** The accounts of some members that LinkedIn has blocked at some time. */
export async function listRestrictedOf(
  tx: Tx,
  { workspaceId, owners }: { readonly workspaceId: string; readonly owners: readonly string[] },
): Promise<readonly RestrictedAccount[]> {
  return listOf(tx, workspaceId, sql`a.owner = any(${sql.param(owners)}::text[])`);
}

/** One account; undefined for one that LinkedIn has never blocked, or that is gone. */
export async function findRestricted(
  tx: Tx,
  account: { readonly workspaceId: string; readonly owner: string; readonly name: string },
): Promise<RestrictedAccount | undefined> {
  const { workspaceId, owner, name } = account;
  const [found] = await listOf(tx, workspaceId, sql`a.owner = ${owner} and a.name = ${name}`);
  return found;
}

async function listOf(tx: Tx, workspaceId: string, which: SQL): Promise<RestrictedAccount[]> {
  const rows = await tx.execute<Row>(sql`
    select a.id, a.owner, a.name, a.zone, e.restrictions,
      coalesce(t.notices and t.deactivated_at is null, true) as by_message
    from accounts a
    cross join lateral (
      select json_agg(json_build_array(e.kind, ${milliseconds('e.happened_at')}, e.detail -> 'until') order by e.id) as restrictions
      from entries e where e.workspace_id = a.workspace_id and e.account_id = a.id and e.kind in ('restricted', 'lifted')
        and not ${isUndone('e')}
    ) e
    left join teammates t on t.workspace_id = a.workspace_id and t.user_id = a.owner
    where a.workspace_id = ${workspaceId} and ${which} and a.removed_at is null and e.restrictions is not null
    order by a.id`);
  return rows.map(({ id, by_message: byMessage, restrictions, owner, name, zone }) => ({
    accountId: Number(id),
    owner,
    name,
    zone,
    byMessage,
    restrictions: restrictions.map(([kind, at, until]) => ({ kind, at, until })),
  }));
}
