/** Who asks for what is done, when, and how long it may take. */
export type Call = {
  readonly workspaceId: string;
  /** The Slack member who asks. */
  readonly userId: string;
  /** Recognises a repeated delivery: the `trigger_id`. */
  readonly requestKey: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** What is left of the time the database has, in milliseconds. */
  readonly withinMs: number;
  /** The caller's IANA zone: what Slack says, else their last known one (`readZone`). */
  readonly zone: string;
};
