import type { Ledger } from './connect.ts';
import { readDatabaseFault } from './database-error.ts';
import type { ChannelId } from './queue-drains.ts';

/** The right to speak in a channel, among all bots on this database. */
export type ChannelLock = {
  /** The connection broke, and with it the lock: another may speak now. */
  isLost(): boolean;
  release(): Promise<void>;
};

/** Takes the lock of a channel, on a connection of its own; undefined while another has it. */
export async function lockChannel(
  ledger: Ledger,
  { workspaceId, channel }: ChannelId,
): Promise<ChannelLock | undefined> {
  let lost = false;
  const session = ledger.session(() => {
    lost = true;
  });
  const release = () => session.end({ timeout: 1 });
  try {
    const [row] = await session<{ locked: boolean }[]>`
      select pg_try_advisory_lock(hashtextextended(${`drain:${workspaceId}:${channel}`}, 0)) as locked`;
    if (row?.locked) return { isLost: () => lost, release };
  } catch (thrown) {
    await release();
    throw readDatabaseFault(thrown)?.error ?? thrown;
  }
  await release();
  return undefined;
}
