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
