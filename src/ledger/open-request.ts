import { sql } from 'drizzle-orm';
import { type Account, type AccountRow, accountColumns, toAccount } from './account.ts';
import { statement } from './statement.ts';
import type { Tx } from './transact.ts';

export type RequestToOpen = {
  readonly workspaceId: string;
  /** What makes a repeated delivery recognisable: the `trigger_id` of a command or interaction. */
  readonly requestKey: string;
  /** The Slack member whose accounts it is about; nearly always the one who asks. */
  readonly owner: string;
  /** The name of the account to lock, empty for the first one; null for all of them, undefined for none. */
  readonly accountName: string | null | undefined;
  /** Of a first account that is made now. */
  readonly zone: string;
  readonly now: number;
};

export type OpenedRequest =
  /** `accounts` are locked, in the order of their ids; empty if there is none of that name. */
  | {
      readonly kind: 'new';
      readonly id: number;
      readonly accounts: readonly Account[];
      /** The version of the workspace's policy; 0 for the default one. */
      readonly policyVersion: number;
    }
  /** A repeated delivery, and what the first one was answered. */
  | { readonly kind: 'answered'; readonly answer: unknown };

type Row = { readonly [Column in keyof AccountRow]: AccountRow[Column] | null } & {
  readonly request_id: string;
  readonly stored: unknown;
  readonly policy_version: number;
};
type Values = {
  readonly workspaceId: string;
  readonly key: string;
  readonly owner: string;
  readonly accountName: string | null;
  readonly locks: string;
  readonly zone: string;
  readonly now: string;
};

const findAndLock = statement<Row, Values>(
  (its) => sql`
    with known as (
      select ${accountColumns} from accounts
      where workspace_id = ${its.workspaceId} and owner = ${its.owner} and removed_at is null
        and (${its.accountName}::text is null or name = ${its.accountName}) and ${its.locks}::text::boolean
      order by id
      for update
    ), created as (
      insert into accounts (workspace_id, owner, type, zone, created_at)
      select ${its.workspaceId}, ${its.owner}, 'free', ${its.zone}, ${its.now}::timestamptz
      where ${its.locks}::text::boolean and coalesce(${its.accountName}, '') = '' and not exists (select from known)
      on conflict (workspace_id, owner, name) do update set owner = excluded.owner -- created meanwhile: wait, and lock it
      returning ${accountColumns}
    ), request as materialized (
      select nextval('requests_id_seq') as request_id,
        (select answer from requests where workspace_id = ${its.workspaceId} and key = ${its.key}) as stored,
        coalesce((select max(version) from policies where workspace_id = ${its.workspaceId}), 0) as policy_version
    )
    select request_id, stored, policy_version, account.* from request
    left join (select * from known union all select * from created) as account on true`,
);

/**
 * Opens a request: locks accounts of its owner until the transaction ends, so that two commands cannot both take the last
 * slot, and gives the request an id. Who records for the first time gets an account of type `free`. The request's row is
 * written at the end (`answerRequest`); of two deliveries at the same moment one fails there, and finds the other's answer.
 */
export async function openRequest(tx: Tx, request: RequestToOpen): Promise<OpenedRequest> {
  const { workspaceId, requestKey: key, owner, accountName = null, zone } = request;
  const locks = String(request.accountName !== undefined);
  const now = new Date(request.now).toISOString();
  const rows = await tx.run(findAndLock({ workspaceId, key, owner, accountName, locks, zone, now }));
  const [first] = rows;
  if (!first) throw new Error('a request got no id');
  if (first.stored !== null) return { kind: 'answered', answer: first.stored };
  const accounts = rows.flatMap((row) => (isAccount(row) ? [toAccount(row, workspaceId)] : []));
  return { kind: 'new', id: Number(first.request_id), accounts, policyVersion: first.policy_version };
}

function isAccount(row: Row): row is Row & AccountRow {
  return row.id !== null;
}
