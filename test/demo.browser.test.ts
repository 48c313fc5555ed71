import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';

let demo: ChildProcess;
let folder: string;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-demo-test-'));
  chmodSync(folder, 0o711); // as root, PostgreSQL runs as another user
  let output: string;
  ({ demo, output } = await startDemo());
  expect(output.split('\n')[0]).toMatch(/^Headroom demo: http:\/\/127\.0\.0\.1:\d+$/);
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(/http:\S+/.exec(output)?.[0] ?? '');
});
afterAll(async () => {
  await browser?.close();
  demo.kill('SIGINT');
  expect(await once(demo, 'exit')).toEqual([0, null]);
  rmSync(folder, { recursive: true });
});

/** `npm run demo` as it is, on data of this test's own; resolves when it says that it is ready. */
async function startDemo(): Promise<{ demo: ChildProcess; output: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/demo.ts'], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: folder, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      if (output.includes('Ready.')) resolve();
    });
    child.stderr.on('data', (chunk) => {
      output += String(chunk);
    });
    child.on('exit', (code) => reject(new Error(`the demo ended with ${code}: ${output}`)));
  });
  return { demo: child, output };
}

async function type(line: string): Promise<void> {
  const composer = page.getByRole('textbox');
  await composer.fill(line);
  await composer.press('Enter');
}

it('answers a log, its repeat, an acceptance and the quota with right numbers, for somebody new', async () => {
  await type('/invites log @jane-doe');
  await page.getByText('Logged jane-doe.').waitFor();
  await page.getByText('Sent in 7 days: 1 of about 100').waitFor();

  await type('/invites log @jane-doe');
  await page.getByText(/Not logged: you invited jane-doe/).waitFor();
  await page.getByRole('button', { name: 'Log Anyway' }).click();
  await page.getByText('anyway, since it was sent').waitFor();
  await page.getByText('Sent in 7 days: 2 of about 100').waitFor();

  await type('/invites accepted @jane-doe');
  await page.getByText('Accepted today: 1 of 300').waitFor();

  await type('/invites quota');
  await page.getByText('1 of 3,000 accepted this month').waitFor();
  await page.getByText('Pending: 1', { exact: false }).last().waitFor();
});

it('shows a teammate two months of history, and keeps it over a restart', async () => {
  await page.getByLabel(/view as/i).selectOption({ label: 'Maya Okafor' });
  await type('/invites quota');
  const sentence = page.getByText(/\d+ of about 100 sent in 7 days/).last();
  await sentence.waitFor();
  const before = await sentence.textContent();
  expect(Number(/(\d+) of about/.exec(before ?? '')?.[1])).toBeGreaterThan(20);

  demo.kill('SIGINT');
  await once(demo, 'exit');
  let output: string;
  ({ demo, output } = await startDemo());
  await page.goto(/http:\S+/.exec(output)?.[0] ?? '');
  await page.getByLabel(/view as/i).selectOption({ label: 'Maya Okafor' });
  await type('/invites quota');
  const after = page.getByText(/\d+ of about 100 sent in 7 days/).last();
  await after.waitFor();
  expect(/\d+ of about 100 sent/.exec((await after.textContent()) ?? '')?.[0]).toBe(
    /\d+ of about 100 sent/.exec(before ?? '')?.[0],
  );
}, 60_000);
