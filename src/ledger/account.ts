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
