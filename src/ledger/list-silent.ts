import { sql } from 'drizzle-orm';
import { isUndone, milliseconds } from './fragments.ts';
import { logged } from './load-board.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

/** A member of a team who has logged nothing lately. */
export type SilentMember = {
  readonly userId: string;
  /** The last thing they logged, and when; both null for nothing ever. */
  readonly lastEntry: number | null;
  readonly lastAt: number | null;
  /** The last local date on which they were away; null for never. */
  readonly awayUntil: string | null;
  /** When they came into the team, as far as it is known. */
  readonly arrivedAt: number | null;
};

export type SilentQuery = {
  readonly workspaceId: string;
  readonly team: number;
  /** The subject of the team's settings, which say who came when. */
  readonly subject: string;
  /** Who logged something after this instant is not silent. */
  readonly since: number;
  /** This member alone; null for all. */
  readonly userId: string | null;
};

type Values = Omit<SilentQuery, 'since' | 'subject'> & { readonly since: string };
type Row = {
  readonly user_id: string;
  readonly entry: string | null;
  readonly at: string | null;
  readonly away_until: string | null;
};

const list = statement<Row, Values>(
  (its) => sql`
    with silent as (
      select t.user_id, t.away_until::text, l.id as entry, l.recorded_at as at
      from teammates t
      left join lateral (
        select e.id, e.recorded_at from accounts a cross join lateral (
          select e.id, e.recorded_at from entries e
          where e.workspace_id = ${its.workspaceId} and e.account_id = a.id and e.kind in ${logged} and not ${isUndone('e')}
          order by e.id desc limit 1) e
        where a.workspace_id = ${its.workspaceId} and a.owner = t.user_id
        order by e.id desc limit 1) l on true
      where t.workspace_id = ${its.workspaceId} and t.team = ${its.team}::int and t.deactivated_at is null and t.notices
        and (${its.userId}::text is null or t.user_id = ${its.userId}::text)
        and (l.recorded_at is null or l.recorded_at <= ${its.since}::timestamptz)
      offset 0
    )
    select user_id, away_until, entry, ${milliseconds('at')} as at from silent order by user_id`,
);

/** The members of a team who logged nothing after an instant, without those who left and those who want no notices. */
export async function listSilent(
  tx: Tx,
  { subject, ...query }: SilentQuery,
): Promise<readonly SilentMember[]> {
  const [rows, arrivals] = await Promise.all([
    tx.run(list({ ...query, since: new Date(query.since).toISOString() })),
    listArrivals(tx, { ...query, subject }),
  ]);
  return rows.map((row) => ({
    userId: row.user_id,
    lastEntry: row.entry === null ? null : Number(row.entry),
    lastAt: row.at === null ? null : Number(row.at),
    awayUntil: row.away_until,
    arrivedAt: arrivals.get(row.user_id) ?? null,
  }));
}

/** When each came into a team the last time. */
async function listArrivals(
  tx: Tx,
  { workspaceId, subject, userId }: Pick<SilentQuery, 'workspaceId' | 'subject' | 'userId'>,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.execute<{ user_id: string; at: string }>(sql`
    select u.user_id, ${milliseconds('max(s.changed_at)')} as at from settings s
    cross join lateral jsonb_array_elements_text(s.document -> 'arrived') as u (user_id)
    where s.workspace_id = ${workspaceId} and s.subject = ${subject}
      and (${userId}::text is null or u.user_id = ${userId}::text)
    group by u.user_id`);
  return new Map(rows.map(({ user_id, at }) => [user_id, Number(at)]));
}
