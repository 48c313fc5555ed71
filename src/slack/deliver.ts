import type { HomeView } from '@slack/types';
import { WebAPIRateLimitedError, WebClient, type WebClientOptions } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import { type MemberNames, readMemberNames } from './member-names.ts';
import type { Caller, CallerProfile, Reply } from './request.ts';
import { slackErrorCode } from './slack-error-code.ts';
import { tokenProblem } from './token-problem.ts';
import type { Users } from './users.ts';
import { withoutDataBlocks } from './views/without-data-blocks.ts';

/** A text file for somebody, with what is said beside it. */
export type FileToSend = {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly comment: string;
};

/** What became of a delivery. Reasons are Slack's codes, or the client's for a call that got no answer. */
export type Delivered =
  /** `id` is the message's `ts`, or the file's id. */
  | { readonly kind: 'sent'; readonly id: string }
  /** Slack asks to be left alone for so long. */
  | { readonly kind: 'wait'; readonly forMs: number }
  /** It may pass another time. It may even have arrived: Slack was not heard. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** It will never pass; with `stops` no other message would either, until somebody sees to the channel. */
  | { readonly kind: 'refused'; readonly reason: string; readonly stops?: boolean };

/** Where a message goes: a channel's id, or a member's for a direct message. */
export type Place = { readonly workspaceId: string; readonly channel: string };

/** What the bot says by itself, with time to wait for Slack; nothing here throws for what Slack answers. */
export type Deliver = {
  post(place: Place, reply: Reply): Promise<Delivered>;
  upload(place: Place, file: FileToSend): Promise<Delivered>;
  publish(whose: Caller, view: HomeView): Promise<Delivered>;
  /** What Slack tells about a member; all unknown where the bot has no token. */
  profile(who: Caller): Promise<CallerProfile>;
  /** What Slack calls the members of a workspace, by id; ten minutes old at most. Throws what Slack fails with. */
  names(workspaceId: string, signal?: AbortSignal): Promise<MemberNames>;
};

/** A delivery that took so long has failed, all its calls together. */
export const deliverWithinMs = 20_000;
/** Slack's codes for too much at once, which come without a time to wait. */
const tooMuch = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded', 'accesslimited']);
const tooMuchWaitMs = 30_000;
/** Slack's codes for trouble of its own. */
const passing = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'hash_conflict',
  'team_added_to_org',
]);
/** Slack's codes for a channel that takes no message of ours, whatever it says. */
const closedChannel =
  /^(not_in_channel|channel_not_found|is_archived|restricted_action(_.*)?|posting_to_.*|cannot_post_.*)$/;
const namesKeptMs = 10 * 60_000;
const unknown: CallerProfile = { zone: undefined, name: undefined, isAdmin: false };

export type DeliverOptions = {
  readonly client: WebClientOptions;
  /** The bot's token in a workspace; undefined where it has none. */
  readonly tokenOf: (workspaceId: string) => Promise<string | undefined>;
  readonly users: Users;
};

export function createDeliver({ client: options, tokenOf, users }: DeliverOptions): Deliver {
  const directChannels = new LRUCache<string, string>({ max: 10_000 });
  const memberNames = new LRUCache<string, MemberNames>({ max: 20, ttl: namesKeptMs });

  async function clientOf(workspaceId: string, signal?: AbortSignal): Promise<WebClient | undefined> {
    const token = await tokenOf(workspaceId);
    if (token === undefined) return undefined;
    return new WebClient(token, {
      ...options,
      timeout: deliverWithinMs,
      ...(signal && { fetch: (url, init) => fetch(url, { ...init, signal }) }),
    });
  }

  async function attempt(
    workspaceId: string,
    work: (client: WebClient) => Promise<string | undefined>,
  ): Promise<Delivered> {
    const client = await clientOf(workspaceId, AbortSignal.timeout(deliverWithinMs));
    // Another bot on this database may have it.
    if (!client) return { kind: 'failed', reason: 'no_token' };
    try {
      return { kind: 'sent', id: (await work(client)) ?? '' };
    } catch (err) {
      return readFailure(err);
    }
  }

  async function channelOf(client: WebClient, { workspaceId, channel }: Place): Promise<string> {
    if (!/^[UW]/.test(channel)) return channel;
    const key = `${workspaceId}/${channel}`;
    const known = directChannels.get(key);
    if (known !== undefined) return known;
    const opened = (await client.conversations.open({ users: channel })).channel?.id;
    if (opened === undefined) return channel;
    directChannels.set(key, opened);
    return opened;
  }

  return {
    post: (place, reply) =>
      attempt(place.workspaceId, async (client) => {
        const to = { channel: await channelOf(client, place), unfurl_links: false, unfurl_media: false };
        try {
          return (await client.chat.postMessage({ ...to, ...reply })).ts;
        } catch (err) {
          const plain = withoutDataBlocks(reply);
          if (slackErrorCode(err) !== 'invalid_blocks' || plain === undefined) throw err;
          return (await client.chat.postMessage({ ...to, ...plain })).ts;
        }
      }),

    upload: (place, file) =>
      attempt(place.workspaceId, async (client) => {
        const { files } = await client.filesUploadV2({
          channel_id: await channelOf(client, place),
          filename: file.name,
          title: file.title,
          file: Buffer.from(file.text),
          initial_comment: file.comment,
        });
        return files[0]?.files?.[0]?.id;
      }),

    publish: ({ workspaceId, userId }, view) =>
      attempt(workspaceId, async (client) => {
        const published = await client.views.publish({ user_id: userId, view });
        return published.view?.id;
      }),

    async profile(who) {
      const client = await clientOf(who.workspaceId);
      return client ? users.profile(client, who) : unknown;
    },

    async names(workspaceId, signal) {
      const known = memberNames.get(workspaceId);
      if (known) return known;
      const client = await clientOf(workspaceId);
      if (!client) return { names: new Map(), gone: new Set(), isComplete: false };
      const members = await readMemberNames(client, signal);
      if (members.isComplete) memberNames.set(workspaceId, members);
      return members;
    },
  };
}

/** What Slack's answer, or its silence, means for what was to be delivered. */
function readFailure(err: unknown): Delivered {
  if (err instanceof WebAPIRateLimitedError) return { kind: 'wait', forMs: err.retryAfter * 1_000 };
  const code = slackErrorCode(err);
  if (code !== undefined) {
    if (tooMuch.has(code)) return { kind: 'wait', forMs: tooMuchWaitMs };
    // A token can be exchanged, an app installed again: what waits until then must not be lost, for any channel of the
    // workspace. Each is tried at most every five minutes, for a day.
    const mayPass = passing.has(code) || tokenProblem(err) !== undefined;
    if (mayPass) return { kind: 'failed', reason: code };
    return { kind: 'refused', reason: code, ...(closedChannel.test(code) && { stops: true }) };
  }
  if (!(err instanceof Error) || !('code' in err) || typeof err.code !== 'string') throw err;
  return { kind: 'failed', reason: err.code };
}
