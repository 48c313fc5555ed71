import type { BoardChoice } from './read-board.ts';
import type { ExportPlace } from './read-export.ts';

/**
 * What the bot says by itself, as ids and numbers: the text is built when it is sent. Each kind has its builder in
 * `jobs/messages/`.
 */
export type Message =
  /** *Send Test Digest* of a team's settings. */
  | { readonly kind: 'test_digest'; readonly team: number; readonly by: string }
  /** To managers: the policy is another version now. */
  | { readonly kind: 'policy_changed'; readonly version: number; readonly by: string }
  /** To who was put into a team. */
  | { readonly kind: 'placed'; readonly team: number; readonly by: string }
  /** To a channel: the board as a manager shared it. `team` is null for everybody. */
  | {
      readonly kind: 'board';
      readonly board: BoardChoice;
      readonly by: string;
      /** When it was shared: the period is reckoned from it. */
      readonly at: number;
    }
  /** To who asked: entries as a CSV file. `team` is undefined for one's own entries, null for everybody's. */
  | {
      readonly kind: 'export';
      readonly by: string;
      /** When it was asked for. */
      readonly at: number;
      readonly team?: number | null;
      /** Local dates, the last one included; without them all. */
      readonly from?: string;
      readonly to?: string;
      /** Of a long export, the next part: what the former ended with, and which part it was. */
      readonly after?: ExportPlace;
    }
  /** To who asked: the board as a CSV file. */
  | {
      readonly kind: 'board_file';
      readonly board: BoardChoice;
      readonly by: string;
      readonly at: number;
    }
  /** To who asked for a message: it did not arrive. */
  | {
      readonly kind: 'undelivered';
      readonly by: string;
      /** The kind of the message. */
      readonly what: string;
      /** Where it was to go. */
      readonly channel: string;
      /** Slack's error code, or ours. */
      readonly reason: string;
    };

/** One message to a channel, or to a member (their id) as a direct message. */
export type ToSay = {
  readonly channel: string;
  readonly message: Message;
  /** What must be said once carries the same key; a second one is not queued. */
  readonly onceKey?: string;
};
