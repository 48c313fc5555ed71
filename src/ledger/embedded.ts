import { createHash } from 'node:crypto';
import path from 'node:path';
import { openCluster, prepareSite } from './embedded/cluster.ts';
import { hold } from './embedded/hold.ts';
import { stopServer } from './embedded/server.ts';
import { withStartLock } from './embedded/start-lock.ts';

type Write = (fields: object, message: string) => void;

export type EmbeddedOptions = {
  /** The bot's data folder; PostgreSQL's own is `postgres/` below it. */
  readonly dataDir: string;
  readonly log: { readonly info: Write; readonly warn: Write; readonly error: Write };
  /** Nothing need survive a power cut: for tests. */
  readonly disposable?: boolean;
};

export type Embedded = {
  /** Holds the password: not for logs. Stays the same when the server has to be started again. */
  readonly url: string;
  /** A server that outlived its bot was taken over. */
  readonly adopted: boolean;
  /** Shuts the server down and resolves when it is gone. */
  stop(): Promise<void>;
};

/** Where the bot keeps its data unless `DATA_DIR` says otherwise. */
export function defaultDataDir({
  root,
  checkout,
}: {
  readonly root: boolean;
  readonly checkout: string;
}): string {
  if (!root) return path.join(checkout, '.data');
  const name = createHash('sha256').update(checkout).digest('hex').slice(0, 16);
  return path.join('/var/lib/headroom', name);
}

/**
 * Runs PostgreSQL from npm on a folder, for one bot: takes over the server that lives there, or starts one, and starts
 * it again whenever it dies.
 *
 * @throws AppError `already_running` when another bot works on the folder; `embedded_…` when it cannot run here.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { log } = options;
  const site = prepareSite(options.dataDir, options.disposable ?? false);
  const stopping = new AbortController();
  let recovery: Promise<void> | undefined;
  const first = await withStartLock(site.dataDir, async () => hold(await openCluster(site), onLost));
  const { cluster, url, adopted, server } = first;
  let held = first;
  log.info({ port: server.port, pid: server.pid, adopted }, 'embedded PostgreSQL is up');

  function onLost(): void {
    if (stopping.signal.aborted || recovery) return;
    log.warn({ port: server.port }, 'embedded PostgreSQL is gone, bringing it back');
    recovery = recover().finally(() => {
      recovery = undefined;
    });
  }

  async function recover(): Promise<void> {
    for (let delayMs = 100; !stopping.signal.aborted; delayMs = Math.min(delayMs * 2, 5_000)) {
      try {
        await held.letGo();
        held = await withStartLock(cluster.dataDir, () => hold(cluster, onLost, server.port));
        log.info({ port: held.server.port, pid: held.server.pid }, 'embedded PostgreSQL is up again');
        return;
      } catch (error) {
        log.error({ err: error, port: server.port }, 'embedded PostgreSQL cannot be brought back yet');
      }
      await pause(delayMs, stopping.signal);
    }
  }

  return {
    url,
    adopted,
    stop: async () => {
      stopping.abort();
      await recovery;
      await stopServer(cluster, held.server);
      await held.letGo();
    },
  };
}

function pause(ms: number, until: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    until.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
