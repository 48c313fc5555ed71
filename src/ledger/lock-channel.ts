import { DatabaseUnavailableError } from '../errors.ts';
import type { Ledger } from './connect.ts';
import { readDatabaseFault } from './database-error.ts';
import type { ChannelId } from './queue-drains.ts';

/** The right to speak in a channel, among all bots on this database. */
export type ChannelLock = {
  /** The connection broke, and with it the lock: another may speak now. */
  isLost(): boolean;
  release(): Promise<void>;
};

/**
 * Takes the lock of a channel, on a connection of its own; undefined while another has it. Of a bot whose machine vanished
 * the server frees it within a minute.
 *
 * @throws DatabaseUnavailableError when the server did not answer in time; the lock is given up then.
 */
export async function lockChannel(
  ledger: Ledger,
  { workspaceId, channel }: ChannelId,
  { withinMs }: { readonly withinMs: number },
): Promise<ChannelLock | undefined> {
  let lost = false;
  const session = ledger.session(() => {
    lost = true;
  });
  const release = () => session.end({ timeout: 1 });
  try {
    const taken = session<{ locked: boolean }[]>`
      select pg_try_advisory_lock(hashtextextended(${`drain:${workspaceId}:${channel}`}, 0)) as locked,
        set_config('tcp_keepalives_idle', '30', false), set_config('tcp_keepalives_interval', '10', false),
        set_config('tcp_keepalives_count', '3', false)`;
    const [row] = await orLate(taken, withinMs);
    if (row?.locked) return { isLost: () => lost, release };
  } catch (thrown) {
    await release();
    throw readDatabaseFault(thrown)?.error ?? thrown;
  }
  await release();
  return undefined;
}

function orLate<T>(answer: Promise<T>, withinMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DatabaseUnavailableError(true)), withinMs);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
