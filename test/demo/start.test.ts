import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startDemo } from '../../src/demo/start.ts';
import { LedgerError } from '../../src/ledger/database-error.ts';
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
  const demo = startDemo({
    dataDir,
    fresh: false,
    port: 0,
    clock: { now: () => 8_640_000_000_000_001 }, // a moment later than any date
    zone: 'UTC',
    log: recordLog().log,
    signal: new AbortController().signal,
    say: (line) => void said.push(line),
  });
  await expect(demo).rejects.toThrow(LedgerError);
  expect(existsSync(join(dataDir, 'history-complete'))).toBe(false);
  expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  const page = /http:\S+/.exec(said[0] ?? '')?.[0] ?? '';
  expect(page).not.toBe('');
  await expect(fetch(page)).rejects.toThrow(TypeError);
}, 60_000);
