import { and, eq, sql } from 'drizzle-orm';
import { type Account, type AccountRow, accountColumns, toAccount } from './account.ts';
import { requests } from './schema.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

export type RequestToOpen = {
  readonly workspaceId: string;
  /** The Slack member who asks, and the owner of the account. */
  readonly userId: string;
  /** What makes a repeated delivery recognisable: the `trigger_id` of a command or interaction. */
  readonly requestKey: string;
  readonly arguments: unknown;
  readonly zone: string;
  readonly now: number;
};

export type OpenedRequest = { readonly id: number; readonly account: Account };

type OpenedRow = AccountRow & { readonly request_id: string | null };
type OpenValues = {
  readonly workspaceId: string;
  readonly key: string;
  readonly actor: string;
  readonly arguments: string;
  readonly zone: string;
  readonly now: string;
};

const claimAndLock = statement<OpenedRow, OpenValues>(
  (its) => sql`
    with claimed as (
      insert into requests (workspace_id, key, actor, arguments, requested_at)
      values (${its.workspaceId}, ${its.key}, ${its.actor}, ${its.arguments}::jsonb, ${its.now})
      on conflict (workspace_id, key) do nothing
      returning id
    ), known as (
      select ${accountColumns} from accounts
      where workspace_id = ${its.workspaceId} and owner = ${its.actor} and name = ''
      for update
    ), created as (
      insert into accounts (workspace_id, owner, type, zone, created_at)
      select ${its.workspaceId}, ${its.actor}, 'free', ${its.zone}, ${its.now}::timestamptz
      where not exists (select from known)
      on conflict (workspace_id, owner, name) do update set owner = excluded.owner -- created meanwhile: wait, and lock it
      returning ${accountColumns}
    )
    select (select id from claimed) as request_id, ${accountColumns}
    from (select * from known union all select * from created) as account`,
);

/**
 * Claims a request and locks its caller's first account until the transaction ends, so that two commands cannot both take
 * the last slot; whoever records for the first time gets an account of type `free`. Null when the request was claimed
 * before: a second delivery that arrives while the first is at work waits for it here.
 */
export async function openRequest(tx: Tx, request: RequestToOpen): Promise<OpenedRequest | null> {
  const { workspaceId, requestKey: key, userId: actor, zone } = request;
  const now = new Date(request.now).toISOString();
  const values = { workspaceId, key, actor, arguments: JSON.stringify(request.arguments), zone, now };
  const [row] = await tx.run(claimAndLock(values));
  if (!row) throw new Error('an account was neither found nor created');
  if (row.request_id === null) return null;
  return { id: Number(row.request_id), account: toAccount(row, request) };
}

/** What the request of this key was answered. */
export async function findAnswer(tx: Tx, workspaceId: string, key: string): Promise<unknown> {
  const [stored] = await tx
    .select({ answer: requests.answer })
    .from(requests)
    .where(and(eq(requests.workspaceId, workspaceId), eq(requests.key, key)));
  return stored?.answer;
}
