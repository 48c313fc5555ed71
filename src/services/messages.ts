import type { BoardChoice } from './read-board.ts';
import type { ExportPlace } from './read-export.ts';
import type { SaidMeter } from './said.ts';

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
  /** To a team's channel: the digest of a local date. */
  | {
      readonly kind: 'digest';
      readonly team: number;
      /** `YYYY-MM-DD` in the team's zone. */
      readonly date: string;
      /** It tells from this instant, that of the one before, up to `to`; null where there was none before. */
      readonly from: number | null;
      readonly to: number;
      /** Who posted it by hand. */
      readonly by?: string;
      /** It is posted also where nothing happened. */
      readonly force?: true;
    }
  | LimitWarning
  | PauseNews
  /** To a teammate, on a local date: who of those they wait for has accepted? */
  | { readonly kind: 'check_in'; readonly date: string }
  /** To who has logged nothing for some working days of their team, as of the digest of a local date. */
  | { readonly kind: 'silent'; readonly team: number; readonly date: string; readonly userId: string }
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
      /** To who sees to the channel: no automatic message is tried there any more. */
      readonly stopped?: true;
    };

/** To a team's channel, or to the owner for whom somebody else recorded: a meter of an account was lifted to its level. */
export type LimitWarning = {
  readonly kind: 'limit_warning';
  readonly owner: string;
  /** Empty for the owner's first account. */
  readonly accountName: string;
  /** The account's IANA zone. */
  readonly zone: string;
  /** As it stood then. */
  readonly meter: SaidMeter;
  readonly at: number;
  /** Who recorded it, where the owner is told. */
  readonly recordedBy?: string;
  readonly by?: undefined;
};

/**
 * LinkedIn blocks an account, or does so no longer: to a team's channel (`paused`), to managers whose it is
 * (`paused_account`), to the owner before it ends and when it has.
 */
export type PauseNews = {
  readonly kind: 'paused' | 'paused_account' | 'pause_ending' | 'pause_ended';
  readonly owner: string;
  /** Empty for the owner's first account. */
  readonly accountName: string;
  /** The account's IANA zone. */
  readonly zone: string;
  /** When the block ends; null while nobody knows. */
  readonly until: number | null;
  /** Of `paused`: the owner wants the team to know whose account it is. */
  readonly named?: true;
  readonly by?: undefined;
};

/** One message to a channel, or to a member (their id) as a direct message. */
export type ToSay = {
  readonly channel: string;
  readonly message: Message;
  /** What must be said once carries the same key; a second one is not queued. */
  readonly onceKey?: string;
};
