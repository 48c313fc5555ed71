import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { AppError } from '../errors.ts';

/**
 * The key of the do-not-contact hashes where no `HASH_KEY` is set: made once, in the data folder, readable by its owner
 * only. Who loses it loses the list, so an empty file is an error and never replaced.
 */
export function readHashKey(dataDir: string): string {
  const file = path.join(dataDir, 'hash-key');
  if (!fs.existsSync(file)) {
    const attempt = `${file}.new`;
    fs.writeFileSync(attempt, randomBytes(32).toString('hex'), { mode: 0o600, flush: true });
    fs.renameSync(attempt, file);
  }
  const key = fs.readFileSync(file, 'utf8').trim();
  if (key !== '') return key;
  throw new AppError('hash_key_empty', `${file} is empty: put the key back from a backup, or set HASH_KEY.`);
}
