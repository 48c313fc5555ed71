import { sql } from 'drizzle-orm';
import { milliseconds } from './fragments.ts';
import type { Tx } from './transact.ts';

type OfTeam = { readonly workspaceId: string; readonly team: number };

/**
 * What became of a digest: on its way counts as posted; `quiet` if there was nothing to tell, `dead` if it cannot arrive,
 * `late` if it was tried again when it was too old.
 */
export type DigestState = 'posted' | 'quiet' | 'dead' | 'late' | 'missed';

export type StoredDigest = {
  readonly claimedAt: number;
  readonly postedBy: string | null;
  readonly state: DigestState;
  /** How many of its keys are taken. */
  readonly tries: number;
};

/** The digest of a team's local date; undefined if none was claimed yet. `onceKeys`: those of its deliveries. */
export async function findDigest(
  tx: Tx,
  {
    workspaceId,
    team,
    date,
    onceKeys,
  }: OfTeam & { readonly date: string; readonly onceKeys: readonly string[] },
): Promise<StoredDigest | undefined> {
  const [row] = await tx.execute<{
    at: string;
    posted_by: string | null;
    result: string;
    states: string | null;
  }>(sql`
    select ${milliseconds('claimed_at')} as at, posted_by, result, (
      select string_agg(case when state = 'skipped' and reason = 'too_late' then 'late' else state end, ' ')
      from deliveries
      where workspace_id = ${workspaceId} and once_key = any(${sql.param(onceKeys)}::text[])) as states
    from digests where workspace_id = ${workspaceId} and team = ${team} and local_date = ${date}::date`);
  if (!row) return undefined;
  const { at, posted_by: postedBy, result } = row;
  const states = row.states?.split(' ') ?? [];
  return { claimedAt: Number(at), postedBy, state: stateOf(result, states), tries: states.length };
}

function stateOf(result: string, states: readonly string[]): DigestState {
  if (result === 'missed') return 'missed';
  if (states.length === 0 || states.some((state) => state === 'queued' || state === 'sent')) return 'posted';
  if (states.includes('dead')) return 'dead';
  return states.includes('late') ? 'late' : 'quiet';
}

/** When the last digest was queued before one of a local date; null for none. */
export async function lastDigestBefore(
  tx: Tx,
  { workspaceId, team, date }: OfTeam & { readonly date: string },
): Promise<number | null> {
  const [row] = await tx.execute<{ at: string }>(sql`
    select ${milliseconds('claimed_at')} as at from digests
    where workspace_id = ${workspaceId} and team = ${team} and local_date < ${date}::date and result = 'queued'
    order by local_date desc limit 1`);
  return row ? Number(row.at) : null;
}

/** Claims the digest of a local date for who posts it by hand: false if somebody did so meanwhile. `again`: over what was claimed. */
export async function claimByHand(
  tx: Tx,
  claim: OfTeam & {
    readonly date: string;
    readonly at: number;
    readonly by: string;
    readonly again: boolean;
  },
): Promise<boolean> {
  const { workspaceId, team, date, by, again } = claim;
  const at = new Date(claim.at).toISOString();
  const rows = await tx.execute(sql`
    insert into digests (workspace_id, team, local_date, claimed_at, result, posted_by)
    values (${workspaceId}, ${team}, ${date}::date, ${at}::timestamptz, 'queued', ${by})
    on conflict (workspace_id, team, local_date) do update
      set claimed_at = excluded.claimed_at, result = 'queued', posted_by = excluded.posted_by where ${again}
    returning team`);
  return rows.length > 0;
}
