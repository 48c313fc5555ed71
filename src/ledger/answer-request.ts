import { sql } from 'drizzle-orm';
import { type Query, statement } from './statement.ts';

type Values = { readonly workspaceId: string; readonly id: number; readonly answer: string };

const store = statement<never, Values>(
  (its) => sql`
    update requests set answer = ${its.answer}::jsonb where workspace_id = ${its.workspaceId} and id = ${its.id}`,
);

/** What stores an answer, refusals included, so that a repeated delivery gets the same. */
export function answerRequest(workspaceId: string, id: number, answer: unknown): Query {
  return store({ workspaceId, id, answer: JSON.stringify(answer) });
}
