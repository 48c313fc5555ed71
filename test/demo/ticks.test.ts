import { mkdirSync, mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepTicks } from '../../src/demo/ticks.ts';
import { recordLog } from '../slack/workspace.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-ticks-'));
  file = join(folder, 'guide.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('finds after a restart what was kept before it', () => {
  const { log } = recordLog();
  const ticks = keepTicks(file, log);
  expect(ticks.done).toEqual([]);
  ticks.keep(['log']);
  ticks.keep(['log', 'undo']);
  expect(keepTicks(file, log).done).toEqual(['log', 'undo']);
});

it.each(['', '{}', '[1]', '["log"'])('starts over from %j, which is no list of names', (text) => {
  writeFileSync(file, text);
  expect(keepTicks(file, recordLog().log).done).toEqual([]);
});

it('goes on without a file that cannot be written, says so once, and keeps the next tick when it can', () => {
  const { log, lines } = recordLog();
  const ticks = keepTicks(file, log);
  mkdirSync(file);
  ticks.keep(['log']);
  ticks.keep(['log', 'undo']);
  expect(lines).toMatchObject([{ msg: expect.stringContaining('cannot be kept'), err: { code: 'EISDIR' } }]);
  rmdirSync(file);
  ticks.keep(['log', 'undo', 'check']);
  expect(keepTicks(file, log).done).toEqual(['log', 'undo', 'check']);
});
