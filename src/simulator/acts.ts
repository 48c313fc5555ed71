import type { Deliver, Payload } from './delivery.ts';
import type { Exchange } from './exchange.ts';
import type { Message } from './message.ts';
import type { Scene } from './payloads.ts';
import type { WaitFor } from './wait-for.ts';

/** What a user's act led to, up to its acknowledgement, and what came after it. */
export type ActResult = {
  readonly acknowledged: boolean;
  /** Slack's word for what went wrong, as the user sees it. */
  readonly error?: string;
  /** Messages this act brought, as they stand now. */
  readonly replies: () => Message[];
  /** The next message that came or changed through `response_url`; each call takes one. */
  readonly updated: () => Promise<Message>;
};

export type CommandResult = ActResult & {
  /** What the acknowledgement carried. */
  readonly message?: Message;
  /** Sends the very same payload once more. */
  readonly redeliver: () => Promise<CommandResult>;
};

export type PressResult = ActResult & { readonly redeliver: () => Promise<PressResult> };

export type CommandOptions = {
  /** Where it is typed: by default the first channel the user is in, else the direct channel with the app. */
  readonly channel?: string;
  /** That of an earlier command, to repeat it. */
  readonly triggerId?: string;
  /** Sends the text as it is, unescaped. */
  readonly raw?: boolean;
};

export type PressOptions = {
  /** What is chosen in an element that is not a button: an option's `value`, an id, a date. */
  readonly choice?: unknown;
  /** Delivers the payload twice; the result is the second one's. */
  readonly redeliver?: boolean;
  /** What the user has entered so far beside it; see `stateOf`. */
  readonly values?: Readonly<Record<string, unknown>>;
};

/** A user in a workspace, and what their acts need to reach the app. */
export type Actor = {
  readonly scene: Scene;
  readonly deliver: Deliver;
  readonly waitFor: WaitFor;
  /** A whole URL, for the answers to one exchange. */
  readonly issueResponseUrl: (exchange: Exchange) => string;
  /** Resolves with whether the app acknowledged it. */
  readonly sendEvent: (event: Payload, workspaceId: string) => Promise<boolean>;
};

/** What comes after the acknowledgement. */
export function follow(
  { waitFor, scene: { workspace } }: Actor,
  exchange: Exchange,
): Pick<ActResult, 'replies' | 'updated'> {
  return {
    replies: () => exchange.replies.flatMap((ts) => workspace.message(exchange.channel, ts) ?? []),
    updated: () => waitFor(() => exchange.updates.shift()),
  };
}
