import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nextDigestName } from '../src/demo/guide.ts';
import { demoWorkspaceId } from '../src/demo/workspace.ts';
import { sharedBrowser } from './browser.ts';
import { askPage } from './simulator/page-client.ts';

let demo: ChildProcess;
let url: string;
let folder: string;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-demo-test-'));
  chmodSync(folder, 0o711); // as root, PostgreSQL runs as another user
  const browser = await sharedBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await openDemo();
});
afterAll(async () => {
  await page?.close();
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

async function openDemo(): Promise<void> {
  let output: string;
  ({ demo, output } = await startDemo());
  expect(output.split('\n')[0]).toMatch(/^Headroom demo: http:\/\/127\.0\.0\.1:\d+$/);
  url = /http:\S+/.exec(output)?.[0] ?? '';
  await page.goto(url);
}

const viewAs = (label: string) => page.getByLabel(/view as/i).selectOption({ label });
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

const places = (): Locator => page.getByRole('navigation', { name: 'Channels and messages' });
async function openHome(): Promise<void> {
  await places().getByRole('button', { name: 'Headroom' }).click();
  await page.getByText('As of ', { exact: false }).waitFor();
}
const dialog = (): Locator => page.getByRole('dialog').last();
/** Presses a button of Home and gives the modal that it opens. */
async function press(name: string): Promise<Locator> {
  await page.getByRole('button', { name, exact: true }).first().click();
  await dialog().waitFor();
  return dialog();
}
async function leave(name: string): Promise<void> {
  await dialog().getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').first().waitFor({ state: 'detached' });
}

it('leads somebody new through its guide, and ticks what was done', async () => {
  await guide().getByText('0 of 17 done').waitFor();
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
  // It may be another day or month by now.
  await page.getByText(/Accepted today: [01] of 300 · Accepted this month: [01] of 3,000/).waitFor();
  await ticked('Say that she accepted');

  await follow('See how much room is left');
  await page.getByText(/[01] of 3,000 accepted this month/).waitFor();
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
  await follow('See who is ahead');
  await ticked('See who is ahead');
});

it('leads on through Home and its forms', async () => {
  await openHome();
  await ticked('Open Home');

  const form = await press('Log Invites');
  await form.getByLabel('People').fill('https://www.linkedin.com/in/ada-weber Ada Weber\n@sam-lee');
  await form.getByRole('button', { name: 'Log Invites' }).click();
  await dialog()
    .getByText(/Logged .*Ada Weber/)
    .waitFor();
  await leave('Done');
  await ticked('In Home: Log Invites');
  await page.getByText('4 of about 100 sent in 7 days', { exact: true }).waitFor();

  const outcomes = await press('Record Outcomes');
  await outcomes.getByRole('checkbox', { name: /Ada Weber/ }).check();
  await outcomes.getByRole('radio', { name: /^Accepted/ }).check();
  await outcomes.getByRole('button', { name: 'Record Outcomes' }).click();
  await dialog()
    .getByText(/Ada Weber.*accepted/i)
    .waitFor();
  await leave('Done');
  await ticked('In Home: Record Outcomes');
}, 60_000);

it('leads an admin through set-up and limits', async () => {
  const form = await press('Set Up Headroom');
  await form.getByRole('combobox', { name: /^Channel/ }).click();
  await page
    .getByRole('listbox', { name: /^Channel/ })
    .getByRole('option', { name: 'outreach' })
    .click();
  await form.getByRole('button', { name: 'Set Up Headroom' }).click();
  await dialog().getByText('Headroom is set up', { exact: false }).waitFor();
  await leave('Done');
  await ticked('Set Up Headroom');

  const settings = await press('Change Team Settings');
  await settings.getByRole('button', { name: 'Change Limits' }).click();
  const limits = page.getByRole('dialog', { name: /limits/i });
  await limits.getByLabel(/^Guide/).fill('120');
  await limits.getByRole('button', { name: 'Save Limits' }).click();
  await dialog().getByText('100 → 120', { exact: false }).waitFor();
  await leave('Done');
  await ticked('change the limits');
  await page.getByText('of about 120 sent in 7 days').first().waitFor();

  await places().getByRole('button', { name: 'outreach' }).click();
  await page.getByRole('button', { name: /shortcuts/i }).click();
  await page.getByRole('menuitem', { name: /Log invites/ }).click();
  await leave('Cancel');
  await guide().getByText('16 of 17 done').waitFor();
}, 60_000);

it('goes to the next digest, which is posted in the team’s channel', async () => {
  const before = await times();
  await clock().click();
  await jump(nextDigestName);
  await page.keyboard.press('Escape');
  await page.getByText(/^Team · \w+day \d/).waitFor();
  await guide().getByText('All 17 done').waitFor();
  expect((await times()).now).toBeGreaterThanOrEqual(before.now);

  // Nobody logs anything in between: the one after it is a line.
  const quiet = page.getByText(/^Team: nothing was logged since/);
  await clock().click();
  await jump(nextDigestName);
  await page.keyboard.press('Escape');
  await quiet.waitFor();

  await clock().click();
  await jump('Back to now');
  await page.getByText(/^Team · \w+day \d/).waitFor({ state: 'detached' });
  await quiet.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
}, 60_000);

it('shows a teammate two months of history, and keeps it over a restart', async () => {
  const before = await pendingOfMaya();
  expect(before).toBeGreaterThan(100);

  demo.kill('SIGINT');
  await once(demo, 'exit');
  await openDemo();
  expect(await pendingOfMaya()).toBe(before);
}, 60_000);

/** A count of no day, week or month: the same however long the restart takes. */
async function pendingOfMaya(): Promise<number> {
  await viewAs('Maya Okafor');
  await type('/invites quota');
  const line = page.getByText(/Pending: [\d,]+/).last();
  await line.waitFor();
  return Number(/Pending: ([\d,]+)/.exec((await line.textContent()) ?? '')?.[1]?.replace(',', ''));
}

const clock = (): Locator => page.getByRole('button', { name: /The workspace's time/ });
const shownTime = (): Promise<string> => clock().innerText();
const jump = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
/** What the page was told last, as numbers: the clock, and when the last message was written. */
async function times(): Promise<{ now: number; last: number }> {
  const { now, messages } = await askPage(url, 'U0MAYA', demoWorkspaceId).state();
  return { now, last: Number(messages.at(-1)?.ts) * 1000 };
}

it('looks a month ahead, where the month begins anew, and comes back from there', async () => {
  await viewAs('Maya Okafor');
  await page.getByText(/Pending: [\d,]+/).waitFor();
  const before = await times();
  const shownBefore = await shownTime();
  await clock().click();
  await jump('+1 month');
  await expect.poll(shownTime).not.toBe(shownBefore);
  await page.keyboard.press('Escape');
  await type('/invites quota');
  await page.getByText(/^0 of [\d,]+ accepted this month/m).waitFor();
  const ahead = await times();
  const days = (ahead.last - before.now) / 86_400_000;
  expect(days).toBeGreaterThan(27.9);
  expect(days).toBeLessThan(31.1);
  expect(ahead.last).toBeLessThanOrEqual(ahead.now);

  await clock().click();
  await jump('Back to now');
  await page.getByText(/^0 of [\d,]+ accepted this month/m).waitFor({ state: 'detached' });
  expect(await times()).toMatchObject({ last: before.last });
  expect((await times()).now - before.now).toBeLessThan(3_600_000);
  await page.keyboard.press('Escape');
});

it('does not go back from where something is recorded, and says how to start over', async () => {
  await clock().click();
  await jump('+1 day');
  await page.keyboard.press('Escape');
  await type('/invites log @sam-lee');
  await page.getByText('Logged sam-lee.').waitFor();
  const { now } = await times();
  await clock().click();
  await jump('Back to now');
  await page
    .getByRole('alert')
    .getByText(/^Something is recorded later than the present.*--fresh\.$/)
    .waitFor();
  await page.getByText('Logged sam-lee.').waitFor();
  expect((await times()).now).toBeGreaterThanOrEqual(now);
});
