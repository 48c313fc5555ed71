import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { isFileError } from './file-error.ts';

/** What `postmaster.pid` says of the server. */
export type Postmaster = { readonly pid: number; readonly port: number; readonly ready: boolean };

export function readPidFile(pgdata: string): Postmaster | undefined {
  const lines = readLines(pgdata);
  const [pid, port] = [Number(lines?.[0]), Number(lines?.[3])];
  if (!pid || !port) return undefined;
  return { pid, port, ready: lines?.[7]?.trim() === 'ready' };
}

/**
 * Whether this process is the server of this folder. A number in a file is not enough: it may have gone to another
 * process since, or be a zombie that nobody collects (both are common in containers). A server works in its folder.
 */
export function isServing(pid: number, pgdata: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') return workingFolder(pid) === pgdata;
  if (process.platform === 'darwin') return commandLine(pid).includes(`-D ${pgdata} `);
  return true;
}

/**
 * PostgreSQL refuses to start while the number in a stale file belongs to a living process, whatever that is. It takes
 * its own parent's number as stale, though: so put ours there. The rest stays, for its check that no process of the
 * former server still uses the shared memory. Call it under the start lock, when no server lives.
 */
export function claimPidFile(pgdata: string): void {
  const [, ...rest] = readLines(pgdata) ?? [];
  const file = path.join(pgdata, 'postmaster.pid');
  if (rest.length > 1) fs.writeFileSync(file, [process.pid, ...rest].join('\n'));
  else fs.rmSync(file, { force: true }); // empty, after a power cut: PostgreSQL would not start
}

function readLines(pgdata: string): string[] | undefined {
  try {
    return fs.readFileSync(path.join(pgdata, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return isFileError(error, 'EPERM');
  }
}

function workingFolder(pid: number): string | undefined {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`);
  } catch (error) {
    if (isFileError(error, 'ENOENT', 'EACCES', 'ESRCH')) return undefined;
    throw error;
  }
}

function commandLine(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'command=', '-ww', '-p', String(pid)], { encoding: 'utf8' });
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 1) return ''; // ended meanwhile
    throw error;
  }
}
