import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { completeLinks, findBinaries, stageBinaries } from '../../src/ledger/embedded/binaries.ts';

let folder: string;
let native: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'headroom-binaries-'));
  native = path.join(folder, 'package', 'native');
  fs.mkdirSync(path.join(native, 'lib'), { recursive: true });
  fs.mkdirSync(path.join(native, 'bin'));
  fs.writeFileSync(path.join(native, 'bin', 'postgres'), '', { mode: 0o700 });
  fs.writeFileSync(path.join(native, 'lib', 'libpq.so.5.18'), 'library', { mode: 0o600 });
  const links = ['native/lib/libpq.so', 'native/lib/libpq.so.5'].map((target) => ({
    source: 'native/lib/libpq.so.5.18',
    target,
  }));
  fs.writeFileSync(path.join(native, 'pg-symlinks.json'), JSON.stringify(links));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const library = (place: string, name: string) => path.join(place, 'lib', name);

describe('the binaries', () => {
  it('are found for this machine', () => {
    const { native: found, version } = findBinaries();
    expect(fs.existsSync(path.join(found, 'bin'))).toBe(true);
    expect(version).toMatch(/^18\./);
  });

  it('that do not exist for a machine lead to DATABASE_URL', () => {
    expect(() => findBinaries('sunos', 'sparc')).toThrow(/DATABASE_URL/);
  });
});

describe('library links', () => {
  it('that the install script did not make are made, once', () => {
    expect(completeLinks(native)).toBe(true);
    expect(completeLinks(native)).toBe(true);
    expect(fs.readlinkSync(library(native, 'libpq.so.5'))).toBe('libpq.so.5.18');
    expect(fs.readFileSync(library(native, 'libpq.so'), 'utf8')).toBe('library');
  });

  it('are complete where the package lists none', () => {
    fs.rmSync(path.join(native, 'pg-symlinks.json'));
    expect(completeLinks(native)).toBe(true);
  });

  it.runIf(process.getuid?.() !== 0)('cannot be made in packages of another user', () => {
    fs.chmodSync(path.join(native, 'lib'), 0o500);
    expect(completeLinks(native)).toBe(false);
    fs.chmodSync(path.join(native, 'lib'), 0o700);
  });
});

describe('a staged copy', () => {
  const stage = () => stageBinaries({ native, version: '18.4.0' }, folder);

  it('has links that stay in it and files that any user can read and run', () => {
    const staged = stage();
    expect(fs.realpathSync(library(staged, 'libpq.so.5'))).toBe(
      fs.realpathSync(library(staged, 'libpq.so.5.18')),
    );
    expect(fs.statSync(path.join(staged, 'bin', 'postgres')).mode & 0o777).toBe(0o755);
    expect(fs.statSync(library(staged, 'libpq.so.5.18')).mode & 0o777).toBe(0o644);
    expect(fs.statSync(path.dirname(staged)).mode & 0o777).toBe(0o755);
  });

  it('is made once a version', () => {
    const staged = stage();
    fs.writeFileSync(library(native, 'libpq.so.5.18'), 'changed');
    expect(stage()).toBe(staged);
    expect(fs.readFileSync(library(staged, 'libpq.so'), 'utf8')).toBe('library');
  });
});
