import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
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

const composer = (): Locator => page.getByRole('textbox', { name: /^Message to / });

async function type(line: string): Promise<void> {
  await composer().fill(line);
  await composer().press('Enter');
}
/** Takes the line that the guide offers, as it stands there, and sends it. */
async function follow(step: string): Promise<void> {
  await item(step).getByRole('button').click();
  await expect.poll(() => composer().inputValue()).toMatch(/^\/invites /);
  await composer().press('Enter');
}
const guide = (): Locator => page.getByRole('region', { name: 'Try this' });
const item = (step: string): Locator => guide().getByRole('listitem').filter({ hasText: step });
const ticked = (step: string): Promise<void> => item(step).getByText('(done)').waitFor({ state: 'attached' });

it('leads somebody new through its guide, and ticks what was done', async () => {
  await guide().getByText('0 of 9 done').waitFor();
  await follow('Log an invite');
  await page.getByText('Logged jane-doe.').waitFor();
  await page.getByText('Sent in 7 days: 1 of about 100').waitFor();
  await ticked('Log an invite');

  await follow('Log the same person again');
  await page.getByText(/Not logged: you invited jane-doe/).waitFor();
  await ticked('Log the same person again');
  await page.getByRole('button', { name: 'Log Anyway' }).click();
  await page.getByText('anyway, since it was sent', { exact: false }).last().waitFor();
  await page.getByText('Sent in 7 days: 2 of about 100').waitFor();
  await ticked('Press Log Anyway');

  await follow('Say that she accepted');
  await page.getByText('Accepted today: 1 of 300').waitFor();
  await ticked('Say that she accepted');

  await follow('See how much room is left');
  await page.getByText('1 of 3,000 accepted this month').waitFor();
  await page.getByText('Pending: 1', { exact: false }).last().waitFor();
  await ticked('See how much room is left');

  await follow('Ask before you send');
  await ticked('Ask before you send');
  await follow('Undo what you recorded last');
  await ticked('Undo what you recorded last');
  await follow('Say that LinkedIn restricted you');
  await ticked('Say that LinkedIn restricted you');
  await follow('Say that the restriction is over');
  await ticked('Say that the restriction is over');
  await guide().getByText('All 9 done').waitFor();
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
