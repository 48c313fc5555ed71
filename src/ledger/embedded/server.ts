import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../../errors.ts';
import { type Cluster, serverEnvironment } from './cluster.ts';
import { claimPidFile, isServing, type Postmaster, readPidFile } from './pid-file.ts';

const pollMs = 20;
const startMs = 60_000;
const maxAttempts = 15;
const pressure = [
  { signal: 'SIGINT', patienceMs: 15_000 },
  { signal: 'SIGQUIT', patienceMs: 10_000 },
  { signal: 'SIGKILL', patienceMs: 5_000 },
] as const;

/** Settings of every start, so that they change with the code and not with the folder. */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // A file a weekday, each emptied when its day comes round again. Errors of statements stay out: they quote values.
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%u.log',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'on',
  log_file_mode: '0600',
  log_min_messages: 'log',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
};

/** For data that need not survive a power cut. */
const disposableSettings: Readonly<Record<string, string>> = {
  fsync: 'off',
  full_page_writes: 'off',
};

/**
 * The server on a cluster: the one that lives there, or a new one on a free port (or the given one). Call it under the
 * start lock.
 */
export async function raiseServer(
  cluster: Cluster,
  port?: number,
): Promise<{ readonly server: Postmaster; readonly adopted: boolean }> {
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const living = readPidFile(cluster.pgdata);
    const adopted = living !== undefined && isServing(living.pid, cluster.pgdata);
    const alive = adopted
      ? () => isServing(living.pid, cluster.pgdata)
      : await spawnServer(cluster, port ?? (await freePort()));
    const server = await untilReady(cluster, alive);
    if (server) return { server, adopted };
    // Its port was taken, or what a killed server left behind is still ending: both pass.
    await wait(attempt * pollMs);
  }
  throw new AppError(
    'embedded_failed',
    `The embedded PostgreSQL does not start: ${lastWords(cluster)} See ${path.join(cluster.pgdata, 'log')}, or set DATABASE_URL.`,
  );
}

/** Fast shutdown; a server that does not obey is pressed harder. Resolves when it is gone. */
export async function stopServer(cluster: Cluster, { pid }: Postmaster): Promise<void> {
  const gone = () => !isServing(pid, cluster.pgdata);
  for (const { signal, patienceMs } of pressure) {
    if (gone()) return;
    process.kill(pid, signal);
    for (const endsAt = performance.now() + patienceMs; performance.now() < endsAt; await wait(pollMs)) {
      if (gone()) return;
    }
  }
  throw new AppError('embedded_failed', `The embedded PostgreSQL (process ${pid}) does not end.`);
}

/** In a process group of its own, so that Ctrl-C reaches the bot first. Returns whether it still runs. */
async function spawnServer(cluster: Cluster, port: number): Promise<() => boolean> {
  claimPidFile(cluster.pgdata);
  const given = { ...settings, ...(cluster.disposable ? disposableSettings : {}), port: String(port) };
  const output = fs.openSync(startLog(cluster), 'w', 0o600);
  try {
    const child = spawn(
      path.join(cluster.native, 'bin', 'postgres'),
      ['-D', cluster.pgdata, ...Object.entries(given).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      {
        ...cluster.account,
        cwd: cluster.dataDir,
        env: serverEnvironment,
        detached: true,
        stdio: ['ignore', output, output],
      },
    );
    child.unref();
    await once(child, 'spawn');
    return () => child.exitCode === null && child.signalCode === null;
  } catch (cause) {
    throw new AppError(
      'embedded_unavailable',
      'The embedded PostgreSQL cannot be run on this machine. Set DATABASE_URL to use another PostgreSQL.',
      { cause },
    );
  } finally {
    fs.closeSync(output);
  }
}

/** The server once it accepts connections; undefined when it ended before. */
async function untilReady(cluster: Cluster, alive: () => boolean): Promise<Postmaster | undefined> {
  for (const endsAt = performance.now() + startMs; performance.now() < endsAt; await wait(pollMs)) {
    if (!alive()) return undefined;
    const server = readPidFile(cluster.pgdata);
    if (server?.ready && isServing(server.pid, cluster.pgdata)) return server;
  }
  throw new AppError(
    'embedded_failed',
    `The embedded PostgreSQL is still not ready after ${startMs / 1000} seconds.`,
  );
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port');
  return address.port;
}

function startLog(cluster: Cluster): string {
  return path.join(cluster.dataDir, 'postgres-start.log');
}

function lastWords(cluster: Cluster): string {
  const lines = fs.readFileSync(startLog(cluster), 'utf8').split('\n');
  return (
    lines.findLast((line) => line.includes('FATAL')) ??
    lines.findLast((line) => line !== '') ??
    '(no message)'
  );
}
