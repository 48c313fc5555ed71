import { sql } from 'drizzle-orm';
import { milliseconds } from './fragments.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

/** A request of which something was refused, and nobody has said yet whether it was sent all the same. */
export type OpenRefusal = {
  readonly requestId: number;
  readonly answer: unknown;
  /** Milliseconds. */
  readonly requestedAt: number;
};

export type OpenRefusals = {
  /** Newest first. */
  readonly newest: readonly OpenRefusal[];
  /** How many there are in all. */
  readonly total: number;
};

type Row = {
  readonly id: string;
  readonly answer: unknown;
  readonly requested_at: string;
  readonly total: string;
};

const list = statement<Row, { readonly workspaceId: string; readonly actor: string; readonly most: string }>(
  (its) => sql`
    select id, answer, ${milliseconds('requested_at')} as requested_at,
      (select count(*) from requests
        where workspace_id = ${its.workspaceId} and actor = ${its.actor} and refused and settled_at is null) as total
    from requests
    where workspace_id = ${its.workspaceId} and actor = ${its.actor} and refused and settled_at is null
    order by id desc limit ${its.most}::int`,
);

/** The refusals of what somebody asked that still wait for an answer, at most so many of them. */
export async function listRefusals(
  tx: Tx,
  query: { readonly workspaceId: string; readonly actor: string; readonly most: number },
): Promise<OpenRefusals> {
  const rows = await tx.run(list({ ...query, most: String(query.most) }));
  return {
    newest: rows.map(({ id, answer, requested_at }) => ({
      requestId: Number(id),
      answer,
      requestedAt: Number(requested_at),
    })),
    total: Number(rows[0]?.total ?? 0),
  };
}
