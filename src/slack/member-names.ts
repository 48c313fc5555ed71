import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import { pause } from './pause.ts';

/** Members a page; Slack takes no more. */
const pageSize = 1_000;
/** A workspace of 50,000 members; who is beyond is known by their id. */
const mostPages = 50;
/** Slack gives about twenty pages a minute. */
const mostWaitMs = 120_000;

export type MemberNames = {
  readonly names: ReadonlyMap<string, string>;
  /** Those of them whom Slack has deactivated. */
  readonly gone: ReadonlySet<string>;
  /** False if Slack stopped answering on the way. */
  readonly isComplete: boolean;
};

/**
 * What Slack calls the members of a workspace, by id; who was deactivated too. Waits when Slack asks to, until the
 * signal. What it fails with is thrown when it told nobody's name.
 */
export async function readMemberNames(
  client: Pick<WebClient, 'users'>,
  signal?: AbortSignal,
): Promise<MemberNames> {
  const names = new Map<string, string>();
  const gone = new Set<string>();
  let cursor: string | undefined;
  let waitedMs = 0;
  for (let page = 0; page < mostPages; ) {
    try {
      cursor = await readPage(client, cursor, { names, gone });
      if (cursor === undefined) break;
      page += 1;
    } catch (err) {
      const waitMs = err instanceof WebAPIRateLimitedError ? err.retryAfter * 1_000 : undefined;
      if (waitMs !== undefined && waitedMs + waitMs <= mostWaitMs && !signal?.aborted) {
        waitedMs += waitMs;
        await pause(waitMs, signal);
      } else if (names.size > 0) {
        return { names, gone, isComplete: false };
      } else {
        throw err;
      }
    }
  }
  return { names, gone, isComplete: true };
}

/** Adds a page of names; gives where the next one begins. */
async function readPage(
  client: Pick<WebClient, 'users'>,
  cursor: string | undefined,
  { names, gone }: { readonly names: Map<string, string>; readonly gone: Set<string> },
): Promise<string | undefined> {
  const { members, response_metadata } = await client.users.list({
    limit: pageSize,
    ...(cursor !== undefined && { cursor }),
  });
  for (const { id, profile, real_name, name, deleted } of members ?? []) {
    const shown = real_name || profile?.display_name || name;
    if (id !== undefined && shown) names.set(id, shown);
    if (id !== undefined && deleted) gone.add(id);
  }
  return response_metadata?.next_cursor || undefined;
}
