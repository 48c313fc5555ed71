import { setTimeout as wait } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { AppError } from '../../errors.ts';
import { openSession } from '../connect.ts';
import { readDatabaseFault } from '../database-error.ts';
import { advisoryLocks } from '../locks.ts';
import { addressOf, type Cluster } from './cluster.ts';
import type { Postmaster } from './pid-file.ts';
import { raiseServer, stopServer } from './server.ts';

/** A running server with this bot's lock on it. */
export type Held = {
  readonly cluster: Cluster;
  readonly server: Postmaster;
  readonly adopted: boolean;
  readonly url: string;
  /** Gives the lock back. */
  readonly letGo: () => Promise<void>;
};

const patienceMs = 60_000;
/** How long the lock of a bot that was killed may outlive it, until the server sees its connection closed. */
const handoverMs = 1_000;

/**
 * Brings the server up and takes the lock that only one bot can have, on a connection that lasts as long as the bot;
 * `onLost` is called when it breaks. Call it under the start lock.
 */
export async function hold(cluster: Cluster, onLost: () => void, port?: number): Promise<Held> {
  for (const endsAt = performance.now() + patienceMs; ; ) {
    const { server, adopted } = await raiseServer(cluster, port);
    const url = addressOf(cluster, server);
    try {
      const session = await takeLock(url, cluster.dataDir, onLost);
      return { cluster, server, adopted, url, letGo: () => session.end({ timeout: 1 }) };
    } catch (error) {
      const fault = readDatabaseFault(error);
      // The server that was found may have been on its way down: then look again.
      if (fault?.kind === 'unavailable' && !fault.error.code.startsWith('28') && performance.now() < endsAt)
        continue;
      if (!adopted) await stopServer(cluster, server);
      throw fault?.error ?? error;
    }
  }
}

async function takeLock(url: string, dataDir: string, onLost: () => void): Promise<Sql> {
  let held = false;
  const session = openSession(url, () => {
    if (held) onLost();
  });
  try {
    for (const endsAt = performance.now() + handoverMs; performance.now() < endsAt; await wait(50)) {
      const [lock] = await session<{ taken: boolean }[]>`
        select pg_try_advisory_lock(${advisoryLocks.space}, ${advisoryLocks.bot}) as taken`;
      if (!lock?.taken) continue;
      held = true;
      return session;
    }
    throw new AppError(
      'already_running',
      `Another Headroom is already running on ${dataDir}. Stop it first, or set DATA_DIR to another folder.`,
    );
  } finally {
    if (!held) await session.end({ timeout: 1 });
  }
}
