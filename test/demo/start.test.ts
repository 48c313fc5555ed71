import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startDemo } from '../../src/demo/start.ts';
import { recordLog } from '../slack/workspace.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-demo-start-'));
  chmodSync(folder, 0o711); // as root, PostgreSQL runs as another user
});
afterEach(() => rmSync(folder, { recursive: true }));

it('ends with the reason when the history cannot be written, and leaves nothing running', async () => {
  const dataDir = join(folder, 'demo');
  const said: string[] = [];
  const unhandled: unknown[] = [];
  const note = (err: unknown) => void unhandled.push(err);
  // Vitest forgives what is handled later; the demo's process ends at once.
  process.on('unhandledRejection', note);
  const demo = startDemo({
    dataDir,
    fresh: false,
    port: 0,
    clock: { now: () => Number.NaN }, // fails before the database is asked, while the bot still connects
    zone: 'UTC',
    log: recordLog().log,
    signal: new AbortController().signal,
    say: (line) => void said.push(line),
  });
  await expect(demo).rejects.toThrow(RangeError);
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
  expect(existsSync(join(dataDir, 'history-complete'))).toBe(false);
  expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  const page = /http:\S+/.exec(said[0] ?? '')?.[0] ?? '';
  expect(page).not.toBe('');
  await expect(fetch(page)).rejects.toThrow(TypeError);
}, 60_000);
