import { sql } from 'drizzle-orm';
import type { AccountType } from '../limits/policy.ts';

/** A limited LinkedIn account: its owner is the Slack member who logs for it. */
export type Account = {
  readonly id: number;
  readonly workspaceId: string;
  readonly owner: string;
  readonly type: AccountType;
  /** IANA zone: where its calendar days begin. */
  readonly zone: string;
};

/** An account as a raw query gives it: every `bigint` comes as text. */
export type AccountRow = { readonly id: string; readonly type: AccountType; readonly zone: string };

/** The columns of `AccountRow`. */
export const accountColumns = sql`id, type, zone`;

export function toAccount(
  row: AccountRow,
  whose: { readonly workspaceId: string; readonly userId: string },
): Account {
  return {
    id: Number(row.id),
    workspaceId: whose.workspaceId,
    owner: whose.userId,
    type: row.type,
    zone: row.zone,
  };
}
