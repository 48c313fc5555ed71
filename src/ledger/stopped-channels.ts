import { and, eq, sql } from 'drizzle-orm';
import type { ChannelId } from './queue-drains.ts';
import { stoppedChannels } from './schema.ts';
import type { Tx } from './transact.ts';

/** Writes down that Slack lets nothing be posted to a channel; false if it was known already. `stoppedAt` in milliseconds. */
export async function stopChannel(
  tx: Tx,
  stop: ChannelId & { readonly reason: string; readonly stoppedAt: number },
): Promise<boolean> {
  const added = await tx
    .insert(stoppedChannels)
    .values(stop)
    .onConflictDoNothing()
    .returning({ channel: stoppedChannels.channel });
  return added.length > 0;
}

/** Lets messages go to a channel again; harmless where they do. */
export async function resumeChannel(tx: Tx, { workspaceId, channel }: ChannelId): Promise<void> {
  await tx
    .delete(stoppedChannels)
    .where(and(eq(stoppedChannels.workspaceId, workspaceId), eq(stoppedChannels.channel, channel)));
}

/** Who made a channel that of a subject's settings, in the last version that did; undefined if none has it. */
export async function findWhoSetChannel(
  tx: Tx,
  { workspaceId, channel, subject }: ChannelId & { readonly subject: string },
): Promise<string | undefined> {
  const [row] = await tx.execute<{ readonly changed_by: string }>(sql`
    select changed_by from (
      select version, changed_by, document ->> 'channel' as channel,
        lag(document ->> 'channel') over (order by version) as before
      from settings where workspace_id = ${workspaceId} and subject = ${subject}
    ) as versions
    where channel = ${channel} and before is distinct from channel
    order by version desc limit 1`);
  return row?.changed_by;
}

/** Those of the members whom Slack was seen to have deactivated. */
export async function listGone(
  tx: Tx,
  workspaceId: string,
  userIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await tx.execute<{ readonly user_id: string }>(sql`
    select user_id from teammates
    where workspace_id = ${workspaceId} and user_id = any(${sql.param(userIds)}::text[])
      and deactivated_at is not null`);
  return rows.map(({ user_id }) => user_id);
}
