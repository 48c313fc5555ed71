import type { Sql } from 'postgres';
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

export type ChannelLocks = {
  /**
   * Takes the lock of a channel; undefined while another has it. Of a bot whose machine vanished the server frees it within
   * a minute.
   *
   * @throws DatabaseUnavailableError when the server did not answer in time; every lock is lost then.
   */
  take(channel: ChannelId, options: { readonly withinMs: number }): Promise<ChannelLock | undefined>;
  /** Frees all of them. */
  close(): Promise<void>;
};

/** One connection, on which locks are taken until it breaks. */
type Session = { readonly sql: Sql; isLost: boolean };

const releaseWithinMs = 5_000;

/** The locks of one bot, all on one connection of their own. */
export function createChannelLocks(ledger: Ledger): ChannelLocks {
  /** To the server, who asks again on the same connection has it already. */
  const held = new Set<string>();
  let current: Session | undefined;
  const ends = new Set<Promise<void>>();

  function open(): Session {
    const session: Session = { sql: ledger.session(() => lose(session)), isLost: false };
    current = session;
    return session;
  }

  /** What was taken on it is not ours any more, and a lock that is granted late goes with it. */
  function lose(session: Session): void {
    if (session.isLost) return;
    session.isLost = true;
    if (current === session) current = undefined;
    const end = session.sql.end({ timeout: 0 }).finally(() => ends.delete(end));
    ends.add(end);
  }

  async function ask(session: Session, key: string, withinMs: number): Promise<boolean> {
    const taken = session.sql<{ locked: boolean }[]>`
      select pg_try_advisory_lock(hashtextextended(${key}, 0)) as locked,
        set_config('tcp_keepalives_idle', '30', false), set_config('tcp_keepalives_interval', '10', false),
        set_config('tcp_keepalives_count', '3', false)`;
    const [row] = await orLate(taken, withinMs);
    return row?.locked ?? false;
  }

  async function release(session: Session, key: string): Promise<void> {
    try {
      if (session.isLost) return;
      await orLate(session.sql`select pg_advisory_unlock(hashtextextended(${key}, 0))`, releaseWithinMs);
    } catch (thrown) {
      lose(session);
      if (!readDatabaseFault(thrown) && !(thrown instanceof DatabaseUnavailableError)) throw thrown;
    } finally {
      held.delete(key);
    }
  }

  return {
    async take({ workspaceId, channel }, { withinMs }) {
      const key = `drain:${workspaceId}:${channel}`;
      if (held.has(key)) return undefined;
      held.add(key);
      const session = current ?? open();
      try {
        if (await ask(session, key, withinMs))
          return { isLost: () => session.isLost, release: () => release(session, key) };
      } catch (thrown) {
        held.delete(key);
        lose(session);
        throw readDatabaseFault(thrown)?.error ?? thrown;
      }
      held.delete(key);
      return undefined;
    },
    async close() {
      if (current) lose(current);
      await Promise.all(ends);
    },
  };
}

function orLate<T>(answer: Promise<T>, withinMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DatabaseUnavailableError(true)), withinMs);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
