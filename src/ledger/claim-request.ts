import { and, eq } from 'drizzle-orm';
import { requests } from './schema.ts';
import type { Tx } from './transact.ts';

export type RequestClaim = {
  readonly workspaceId: string;
  /** What makes a repeated delivery recognisable: the `trigger_id` of a command or interaction. */
  readonly key: string;
  /** The Slack member who asked. */
  readonly actor: string;
  readonly arguments: unknown;
  readonly now: number;
};

/**
 * Takes the request for this transaction, or finds the answer it already got. A second delivery that arrives while the
 * first is at work waits for it here.
 */
export async function claimRequest(
  tx: Tx,
  claim: RequestClaim,
): Promise<{ readonly id: number } | { readonly answer: unknown }> {
  const [fresh] = await tx
    .insert(requests)
    .values({
      workspaceId: claim.workspaceId,
      key: claim.key,
      actor: claim.actor,
      arguments: claim.arguments,
      requestedAt: claim.now,
    })
    .onConflictDoNothing({ target: [requests.workspaceId, requests.key] })
    .returning({ id: requests.id });
  if (fresh) return fresh;
  const [stored] = await tx
    .select({ answer: requests.answer })
    .from(requests)
    .where(and(eq(requests.workspaceId, claim.workspaceId), eq(requests.key, claim.key)));
  return { answer: stored?.answer };
}
