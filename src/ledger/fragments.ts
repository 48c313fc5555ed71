import { type SQL, sql } from 'drizzle-orm';

/** An instant as milliseconds since the epoch. */
export function milliseconds(column: string): SQL {
  return sql.raw(`(extract(epoch from ${column}) * 1000)::bigint`);
}

/**
 * Whether an entry, by the alias of its table, was taken back. Not as `exists`: the planner would make a join of it, and
 * on a young database one that reads all that a workspace ever took back.
 */
export function isUndone(entry: string): SQL {
  return sql.raw(`((
    select undone.ordinal from entries undone where undone.kind = 'undone' and undone.workspace_id = ${entry}.workspace_id
      and undone.undone_request_id = ${entry}.request_id and undone.undone_ordinal = ${entry}.ordinal) is not null)`);
}

/** How old an invite must have been when its account was checked, so that no answer means none: nearly all who accept have by then. */
const known = sql.raw(`interval '14 days'`);

/**
 * What came of an invite is known once it does not wait any more, or was sent at or before this: the last check of its
 * account (`checked`) tells that it was not accepted. Null if nobody ever looked. To be asked once an account, not an invite.
 */
export function knownUpTo(workspaceId: SQL, account: SQL): SQL {
  return sql`((
    select checked.happened_at from entries checked
    where checked.workspace_id = ${workspaceId} and checked.account_id = ${account} and checked.kind = 'checked'
      and not ${isUndone('checked')}
    order by checked.happened_at desc limit 1) - ${known})`;
}

/** The other is in another team than a member, and the workspace does not name people across teams (`services/settings.ts`). */
export function isUnnamed(workspaceId: SQL, member: SQL, other: string): SQL {
  return sql`exists (
    select from teammates mine join teammates theirs on theirs.workspace_id = mine.workspace_id and theirs.team <> mine.team
    where mine.workspace_id = ${workspaceId} and mine.user_id = ${member} and theirs.user_id = ${sql.raw(other)}
  ) and not coalesce((
    select (document ->> 'overlapNames')::boolean from settings
    where workspace_id = ${workspaceId} and subject = 'workspace' order by version desc limit 1), false)`;
}

/** A manager's reach: everybody (`'true'` as text), or the members of teams by their numbers. */
export function isManagedBy({ workspaceId, everybody, teams }: Reach, member: string): SQL {
  return sql`(${everybody}::text::boolean or exists (
    select from teammates where workspace_id = ${workspaceId} and user_id = ${sql.raw(member)} and team = any(${teams}::int[])))`;
}
type Reach = { readonly workspaceId: SQL; readonly everybody: SQL; readonly teams: SQL };
