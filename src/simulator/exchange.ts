import type { Message } from './message.ts';

/** What came back to a user from one command or one pressed button: the ack's message and those of its `response_url`. */
export type Exchange = {
  readonly workspaceId: string;
  readonly channel: string;
  readonly userId: string;
  /** The message that `replace_original` and `delete_original` mean. */
  original: string | undefined;
  /** `ts` of the messages it added. */
  readonly replies: string[];
  /** Everything that came through `response_url`, in order. */
  readonly updates: Message[];
};

export function createExchange(
  workspaceId: string,
  channel: string,
  userId: string,
  original?: string,
): Exchange {
  return { workspaceId, channel, userId, original, replies: [], updates: [] };
}
