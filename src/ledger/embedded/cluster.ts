import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '../../errors.ts';
import { type Account, makeDataDir, serverAccount } from './account.ts';
import { completeLinks, findBinaries, stageBinaries } from './binaries.ts';
import { isFileError } from './file-error.ts';

/** One data folder and what runs on it. */
export type Cluster = {
  readonly dataDir: string;
  /** PostgreSQL's own folder, below the data folder. */
  readonly pgdata: string;
  readonly native: string;
  readonly account: Account;
  readonly password: string;
  /** Nothing need survive a power cut: for tests. */
  readonly disposable: boolean;
};

/** The address of the server that runs on a cluster. Holds the password: not for logs. */
export function addressOf(
  { password }: Pick<Cluster, 'password'>,
  { port }: { readonly port: number },
): string {
  return `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`;
}

/** PostgreSQL's programs see nothing of the bot's environment: neither its secrets nor its `LANG`. */
export const serverEnvironment = { LC_ALL: 'C', TZ: 'UTC' };
const superuser = 'headroom';

/** A killed bot's initdb may still be writing there: then removing it takes some attempts. */
const litter = { recursive: true, force: true, maxRetries: 20, retryDelay: 50 } as const;
const run = promisify(execFile);

export type Site = Omit<Cluster, 'password'> & { readonly major: string };

/** Everything but the database itself: the folder, the user, the binaries. */
export function prepareSite(dataDir: string, disposable: boolean): Site {
  const binaries = findBinaries();
  const account = serverAccount(path.join(dataDir, 'postgres'));
  const real = makeDataDir(dataDir, account);
  const usable = account === undefined && completeLinks(binaries.native);
  return {
    dataDir: real,
    pgdata: path.join(real, 'postgres'),
    native: usable ? binaries.native : stageBinaries(binaries, real),
    account,
    disposable,
    major: binaries.version.split('.', 1).join(),
  };
}

/**
 * The cluster on a site, made when there is none. It is initialised beside its place and then renamed, so that what
 * stands in its place is always whole, and an interrupted attempt is only litter. Call it under the start lock.
 */
export async function openCluster({ major, ...site }: Site): Promise<Cluster> {
  for (const name of fs.readdirSync(site.dataDir)) {
    if (name.startsWith('initialising-')) fs.rmSync(path.join(site.dataDir, name), litter);
  }
  if (isEmptyOrMissing(site.pgdata)) await initialise(site);
  return { ...site, password: readPassword(site.pgdata, major) };
}

function isEmptyOrMissing(folder: string): boolean {
  return !fs.existsSync(folder) || fs.readdirSync(folder).length === 0;
}

async function initialise(site: Omit<Cluster, 'password'>): Promise<void> {
  const attempt = fs.mkdtempSync(path.join(site.dataDir, 'initialising-'));
  const fresh = path.join(attempt, 'data');
  const password = path.join(attempt, 'password');
  fs.writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true });
  if (site.account) {
    for (const place of [attempt, password]) fs.chownSync(place, site.account.uid, site.account.gid);
  }
  const options = [
    `--pgdata=${fresh}`,
    `--username=${superuser}`,
    `--pwfile=${password}`,
    '--encoding=UTF8',
    '--locale=C',
    '--auth=scram-sha-256',
    '--no-instructions',
    ...(site.disposable ? ['--no-sync'] : []),
  ];
  try {
    await run(path.join(site.native, 'bin', 'initdb'), options, {
      ...site.account,
      cwd: site.dataDir,
      env: serverEnvironment,
    });
  } catch (cause) {
    throw new AppError(
      'embedded_unavailable',
      `The embedded PostgreSQL could not be initialised in ${site.dataDir}. Set DATABASE_URL to use another PostgreSQL.`,
      { cause },
    );
  }
  fs.renameSync(password, passwordFile(fresh));
  fs.renameSync(fresh, site.pgdata);
  if (!site.disposable) syncFolders(site.pgdata, site.dataDir);
  fs.rmSync(attempt, { recursive: true });
}

/** Makes the two renames durable before anything is written into the new cluster. Windows cannot open folders. */
function syncFolders(...folders: readonly string[]): void {
  if (process.platform === 'win32') return;
  for (const folder of folders) {
    const opened = fs.openSync(folder, 'r');
    fs.fsyncSync(opened);
    fs.closeSync(opened);
  }
}

function readPassword(pgdata: string, major: string): string {
  try {
    const made = fs.readFileSync(path.join(pgdata, 'PG_VERSION'), 'utf8').trim();
    if (made === major) return fs.readFileSync(passwordFile(pgdata), 'utf8');
    throw new AppError(
      'embedded_version',
      `${pgdata} was made by PostgreSQL ${made}; this is PostgreSQL ${major}. Dump it with the old version and load it into a new DATA_DIR.`,
    );
  } catch (cause) {
    if (isFileError(cause, 'EACCES')) {
      throw new AppError(
        'embedded_unreachable',
        `${pgdata} belongs to another user. Set DATA_DIR to a folder of your own.`,
      );
    }
    if (!isFileError(cause, 'ENOENT')) throw cause;
    throw new AppError(
      'embedded_unusable',
      `${pgdata} is not a database that Headroom made. Move it away, or set DATA_DIR to another folder.`,
      { cause },
    );
  }
}

function passwordFile(pgdata: string): string {
  return path.join(pgdata, 'headroom.password');
}
