import type { Ledger } from '../../ledger/connect.ts';
import type { Call } from '../../services/call.ts';
import type { Message } from '../../services/messages.ts';
import type { FileToSend } from '../../slack/deliver.ts';
import type { Reply } from '../../slack/request.ts';

/** Where and when a message is said. */
export type About = {
  readonly workspaceId: string;
  /** A channel's id, or a member's for a direct message. */
  readonly channel: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** How long the database may take. */
  readonly withinMs: number;
  /** Somebody as if they asked now, with their zone and what Slack says of them. */
  callOf(userId: string): Promise<Call>;
  /** What Slack calls the members of the workspace, by id; empty when it does not tell. */
  names(): Promise<ReadonlyMap<string, string>>;
};

/** A message as blocks, or a text file with a comment; or why there is nothing to say now. */
export type Built = Reply | { readonly file: FileToSend } | { readonly nothing: string };

/** Makes a message of its ids, as things stand when it is sent. An `AppError` means that it can never be said. */
export type MessageBuilder<Kind extends Message['kind']> = {
  readonly kind: Kind;
  build(ledger: Ledger, message: Extract<Message, { kind: Kind }>, about: About): Promise<Built>;
};
