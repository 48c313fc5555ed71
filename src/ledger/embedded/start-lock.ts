import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { AppError } from '../../errors.ts';
import { isFileError } from './file-error.ts';

const patienceMs = 120_000;

/**
 * One start at a time for a data folder. The lock is a socket that is listened on, so the kernel drops it with the
 * process, whatever ended it; who waits stays connected and sees the holder go.
 */
export async function withStartLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const release = await acquire(socketName(dataDir), AbortSignal.timeout(patienceMs), dataDir);
  try {
    return await work();
  } finally {
    await release();
  }
}

async function acquire(name: string, patience: AbortSignal, dataDir: string): Promise<() => Promise<void>> {
  while (!patience.aborted) {
    const waiting = new Set<Socket>();
    const server = createServer((socket) => {
      waiting.add(socket);
      socket.on('error', () => socket.destroy());
    });
    try {
      await once(server.listen(name), 'listening');
      return async () => {
        const closed = once(server, 'close');
        server.close();
        for (const socket of waiting) socket.destroy();
        await closed;
      };
    } catch (error) {
      if (!isFileError(error, 'EADDRINUSE')) throw error;
      await untilReleased(name, patience);
    }
  }
  throw new AppError(
    'already_running',
    `Another Headroom is being started on ${dataDir} and does not get ready.`,
  );
}

async function untilReleased(name: string, patience: AbortSignal): Promise<void> {
  const socket = createConnection(name);
  const giveUp = () => socket.destroy();
  patience.addEventListener('abort', giveUp);
  let refused = false;
  socket.on('error', (error) => {
    refused = isFileError(error, 'ECONNREFUSED');
  });
  await once(socket, 'close');
  patience.removeEventListener('abort', giveUp);
  // Only a socket that is a file can outlive its process.
  if (refused && path.isAbsolute(name)) fs.rmSync(name, { force: true });
}

function socketName(dataDir: string): string {
  const name = `headroom-${createHash('sha256').update(dataDir).digest('hex').slice(0, 24)}`;
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\?\\pipe\\${name}` : path.join('/tmp', `${name}.lock`);
}
