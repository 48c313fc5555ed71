import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { readHashKey } from '../../src/ledger/hash-key.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'headroom-hash-key-'));
});
afterEach(() => fs.rmSync(dataDir, { recursive: true }));

const file = () => path.join(dataDir, 'hash-key');

it('makes the key once, for its owner only, and reads the same one ever after', () => {
  const key = readHashKey(dataDir);
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(fs.statSync(file()).mode & 0o777).toBe(0o600);
  expect(readHashKey(dataDir)).toBe(key);
  expect(fs.readdirSync(dataDir)).toEqual(['hash-key']);
});

it('makes another key for another data folder', () => {
  const key = readHashKey(dataDir);
  fs.rmSync(file());
  expect(readHashKey(dataDir)).not.toBe(key);
});

it('reads a key that was put back from a backup by hand', () => {
  fs.writeFileSync(file(), 'put back\n');
  expect(readHashKey(dataDir)).toBe('put back');
});

it('stops at an empty file instead of making a key that knows nobody on the list', () => {
  fs.writeFileSync(file(), '\n');
  expect(() => readHashKey(dataDir)).toThrow(AppError);
  expect(() => readHashKey(dataDir)).toThrow(/hash-key is empty: put the key back from a backup/);
  expect(fs.readFileSync(file(), 'utf8')).toBe('\n');
});

it('is not misled by what a crash left of the first attempt', () => {
  fs.writeFileSync(`${file()}.new`, 'ha', { mode: 0o600 });
  expect(readHashKey(dataDir)).toMatch(/^[0-9a-f]{64}$/);
});
