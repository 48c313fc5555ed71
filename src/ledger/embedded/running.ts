import { addressOf, openCluster, prepareSite } from './cluster.ts';
import { isServing, readPidFile } from './pid-file.ts';
import { withStartLock } from './start-lock.ts';

/**
 * The address of the server that lives on a data folder, for who only reads beside its bot: no lock is taken and nothing is
 * started. Undefined when there is none. Holds the password: not for logs.
 */
export async function findRunning(dataDir: string): Promise<string | undefined> {
  const site = prepareSite(dataDir, false);
  return withStartLock(site.dataDir, async () => {
    const cluster = await openCluster(site);
    const server = readPidFile(cluster.pgdata);
    if (!server?.ready || !isServing(server.pid, cluster.pgdata)) return undefined;
    return addressOf(cluster, server);
  });
}
