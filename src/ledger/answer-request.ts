import { and, eq, sql } from 'drizzle-orm';
import { requests } from './schema.ts';
import { type Query, statement } from './statement.ts';
import type { Tx } from './transact.ts';

export type AnsweredRequest = {
  readonly workspaceId: string;
  readonly id: number;
  readonly key: string;
  readonly actor: string;
  readonly arguments: unknown;
  readonly answer: unknown;
  /** Some of it was refused, and can be recorded all the same. */
  readonly refused: boolean;
  readonly requestedAt: number;
};

type Values = {
  readonly workspaceId: string;
  readonly id: number;
  readonly key: string;
  readonly actor: string;
  readonly arguments: string;
  readonly answer: string;
  readonly refused: string;
  readonly requestedAt: string;
};

const store = statement<never, Values>(
  (its) => sql`
    insert into requests (workspace_id, id, key, actor, arguments, answer, refused, requested_at)
    values (${its.workspaceId}, ${its.id}::bigint, ${its.key}, ${its.actor}, ${its.arguments}::jsonb, ${its.answer}::jsonb,
      ${its.refused}::text::boolean, ${its.requestedAt}::timestamptz)`,
);

/**
 * What writes a request with its answer, refusals included, so that a repeated delivery gets the same. It fails, and with
 * it the transaction, when the same request was answered meanwhile: `transact` then tries again.
 */
export function answerRequest(request: AnsweredRequest): Query {
  return store({
    workspaceId: request.workspaceId,
    id: request.id,
    key: request.key,
    actor: request.actor,
    arguments: JSON.stringify(request.arguments),
    answer: JSON.stringify(request.answer),
    refused: String(request.refused),
    requestedAt: new Date(request.requestedAt).toISOString(),
  });
}

/** What the request of this key was answered. */
export async function findAnswer(tx: Tx, workspaceId: string, key: string): Promise<unknown> {
  const [stored] = await tx
    .select({ answer: requests.answer })
    .from(requests)
    .where(and(eq(requests.workspaceId, workspaceId), eq(requests.key, key)));
  return stored?.answer;
}
