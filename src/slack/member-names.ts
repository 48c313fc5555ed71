import type { WebClient } from '@slack/web-api';

/** Members a page; Slack takes no more. */
const pageSize = 1_000;
/** A workspace of 50,000 members; who is beyond is known by their id. */
const mostPages = 50;

/** What Slack calls the members of a workspace, by id; who was deactivated too. */
export async function readMemberNames(
  client: Pick<WebClient, 'users'>,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { members, response_metadata } = await client.users.list({
      limit: pageSize,
      ...(cursor !== undefined && { cursor }),
    });
    for (const { id, profile, real_name, name } of members ?? []) {
      const shown = real_name || profile?.display_name || name;
      if (id !== undefined && shown) names.set(id, shown);
    }
    cursor = response_metadata?.next_cursor || undefined;
    if (cursor === undefined) break;
  }
  return names;
}
