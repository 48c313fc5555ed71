import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../../src/ledger/embedded.ts';

/** The embedded PostgreSQL as it is shipped, durable, on a folder that goes with it. */
export async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-bench-'));
  chmodSync(folder, 0o711); // as root, PostgreSQL runs as another user
  const quiet = { info: () => {}, warn: () => {}, error: () => {} };
  const database = await startEmbedded({ dataDir: join(folder, 'data'), log: quiet });
  try {
    return await work(database.url);
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true });
  }
}
