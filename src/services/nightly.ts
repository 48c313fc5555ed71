/** What a part of the nightly work is for. It goes in batches, each a transaction of its own; it may run again at any time. */
export type Nightly = {
  readonly workspaceId: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** How long the database may take for each batch. */
  readonly deadlineMs: number;
  /** Once aborted no further batch begins. */
  readonly stopping: AbortSignal;
};
