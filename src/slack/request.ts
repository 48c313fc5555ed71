import type { KnownBlock } from '@slack/types';

export type Caller = { readonly workspaceId: string; readonly userId: string };

/** What Slack knows of the caller. `zone` and `name` are undefined when Slack could not be asked. */
export type CallerProfile = {
  readonly zone: string | undefined;
  readonly name: string | undefined;
  readonly isAdmin: boolean;
};

export type Context = Caller & {
  /** The `trigger_id`: a repeated delivery has the same one. */
  readonly requestKey: string;
  /** The instant of arrival, in milliseconds since the epoch; read once. */
  readonly now: number;
  /** By when the database must have answered, as `performance.now()` has it: a wall clock that is moved changes nothing. */
  readonly deadline: number;
  readonly person: CallerProfile;
};

/** `text` states the same facts as `blocks`: for notifications, screen readers and logs. */
export type Reply = { readonly text: string; readonly blocks: KnownBlock[] };

/** What the bot does; a promise resolves after the commit, never before. */
export type Handlers = {
  command(text: string, ctx: Context): Promise<Reply>;
  /** The reply replaces the message the button sat on. */
  action(actionId: string, value: string, ctx: Context): Promise<Reply>;
  /** What truly became of a request whose commit was not confirmed; throws while the database is away. */
  settle(requestKey: string, ctx: Context): Promise<Reply | 'not_recorded'>;
};
