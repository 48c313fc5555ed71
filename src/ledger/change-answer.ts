import { and, eq } from 'drizzle-orm';
import { requests } from './schema.ts';
import type { Tx } from './transact.ts';

type Which = { readonly workspaceId: string; readonly id: number };

const isOne = ({ workspaceId, id }: Which) => and(eq(requests.workspaceId, workspaceId), eq(requests.id, id));

/** What a request was answered, its row locked until the transaction ends; undefined when it is no longer kept. */
export async function lockAnswer(tx: Tx, which: Which): Promise<unknown> {
  const [found] = await tx
    .select({ answer: requests.answer })
    .from(requests)
    .where(isOne(which))
    .for('update');
  return found?.answer;
}

/** Replaces the answer of a locked request: what it had left open is settled. */
export async function changeAnswer(tx: Tx, which: Which & { readonly answer: unknown }): Promise<void> {
  await tx.update(requests).set({ answer: which.answer }).where(isOne(which));
}
