import type { RequestListener } from 'node:http';
import type { Receiver } from '@slack/bolt';

/** How deliveries arrive; a socket, signed HTTP and a test are peers. */
export type SlackTransport = {
  readonly receiver: Receiver;
  /** Takes Slack's HTTP requests; absent where Slack sends none. */
  readonly listener?: RequestListener;
  /** Resolves when deliveries can arrive. */
  open(signal: AbortSignal): Promise<void>;
  /** Why deliveries cannot arrive now, or undefined. */
  problem(): string | undefined;
  close(): Promise<void>;
};
