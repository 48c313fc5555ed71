import { sql } from 'drizzle-orm';
import type { AccountType } from '../limits/policy.ts';

/** A limited LinkedIn account: its owner is the Slack member who logs for it. */
export type Account = {
  readonly id: number;
  readonly workspaceId: string;
  readonly owner: string;
  /** Empty for the owner's first one. */
  readonly name: string;
  readonly type: AccountType;
  /** IANA zone: where its calendar days begin. */
  readonly zone: string;
};

/** An account as a raw query gives it: every `bigint` comes as text. */
export type AccountRow = {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly type: AccountType;
  readonly zone: string;
};

/** The columns of `AccountRow`. */
export const accountColumns = sql`id, owner, name, type, zone`;

export function toAccount({ id, owner, name, type, zone }: AccountRow, workspaceId: string): Account {
  return { id: Number(id), workspaceId, owner, name, type, zone };
}
