/** Who asks for what is done, for whose account, when, and how long it may take. */
export type Call = {
  readonly workspaceId: string;
  /** The Slack member who asks. */
  readonly userId: string;
  /** Whose account it is about: the caller, or the teammate a manager asks for. */
  readonly owner: string;
  /** The name of the account, as `as` gives it; without it each verb has its own. */
  readonly as?: string;
  /** The caller is an admin or owner of the Slack workspace; what they may do here says their role (`readRole`). */
  readonly isAdmin: boolean;
  /** Slack has deactivated them: whatever they managed, they have no role any more. */
  readonly isDeactivated?: true;
  /** How it was entered; by a command without it. */
  readonly source?: 'form' | 'shortcut';
  /** Recognises a repeated delivery: the `trigger_id`. */
  readonly requestKey: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** What is left of the time the database has, in milliseconds. */
  readonly withinMs: number;
  /** The owner's IANA zone: what Slack says, else their last known one (`readZone`). */
  readonly zone: string;
  /** Slack does not tell the zone now: it is the last known one, or a guess. */
  readonly isZoneUnsure?: true;
};
