import type { App } from '@slack/bolt';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { launchBrowser } from '../browser.ts';
import { startSocketApp, startWorkspace } from './start.ts';

let simulator: Simulator;
let app: App;
let browser: Browser;
let page: Page;
/** Requests that left the simulator, and errors of the page. */
const strange: string[] = [];

beforeAll(async () => {
  ({ simulator } = await startWorkspace({ page: true, ackTimeoutMs: 500 }));
  app = await startSocketApp(simulator, listen);
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await app.stop();
  await simulator.close();
});

beforeEach(async () => {
  await page?.close();
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.on('pageerror', (error) => strange.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(simulator.url)) strange.push(request.url());
  });
  await page.goto(simulator.url);
});

function listen(one: App): void {
  one.command('/probe', async ({ ack, command }) => {
    if (command.text === 'slow') return;
    const when = Math.floor(Date.UTC(2026, 10, 24, 17, 30) / 1000);
    await ack({
      text: 'Room',
      response_type: command.text.startsWith('all') ? 'in_channel' : 'ephemeral',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: `Room: ${command.text}` } },
        {
          type: 'section',
          text: {
            type: 'mrkdwn',
            text: `For <@U0OMAR|omar> until <!date^${when}^{date_short_pretty} at {time}|later>`,
          },
        },
        {
          type: 'actions',
          elements: [
            {
              type: 'button',
              action_id: 'log',
              value: command.text,
              text: { type: 'plain_text', text: 'Log Invite' },
            },
            {
              type: 'button',
              action_id: 'undo',
              value: command.text,
              text: { type: 'plain_text', text: 'Undo' },
              confirm: {
                title: { type: 'plain_text', text: 'Undo this?' },
                text: { type: 'mrkdwn', text: 'It will be gone.' },
                confirm: { type: 'plain_text', text: 'Undo Log' },
                deny: { type: 'plain_text', text: 'Keep It' },
              },
            },
          ],
        },
      ],
    });
  });
  one.action(/.*/, async ({ ack, respond, action }) => {
    await ack();
    if (!('value' in action)) throw new Error('not a button');
    await respond({
      text: `Pressed ${String('action_id' in action ? action.action_id : '')}: ${action.value}`,
      replace_original: true,
    });
  });
}

async function type(line: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message to # sales' }).fill(line);
  await page.keyboard.press('Enter');
}

const viewAs = (name: string) =>
  page.getByRole('combobox', { name: 'View as' }).selectOption({ label: name });
/** The message that has these words; each test uses its own. */
const message = (words: string) => page.getByRole('article').filter({ hasText: words });

it('shows what a command answers, only to the one who typed it', async () => {
  await type('/probe mine');
  await message('Room: mine').getByText('Only visible to you').waitFor();
  await message('Room: mine').getByText('@omar').waitFor();
  await viewAs('Omar Diallo');
  await page.getByText('America/Los_Angeles').waitFor();
  expect(await message('Room: mine').count()).toBe(0);
});

it('writes dates in the zone of whoever looks', async () => {
  await type('/probe all see');
  await message('Room: all see').getByText('today at 6:30 PM').waitFor();
  await viewAs('Omar Diallo');
  await message('Room: all see').getByText('today at 9:30 AM').waitFor();
});

it('presses a button, and shows what became of the message', async () => {
  await type('/probe press');
  await message('Room: press').getByRole('button', { name: 'Log Invite' }).click();
  await message('Pressed log: press').getByText('(edited)').waitFor();
  expect(await message('Room: press').count()).toBe(0);
});

it('asks before a button with a question', async () => {
  await type('/probe ask');
  await message('Room: ask').getByRole('button', { name: 'Undo' }).click();
  const dialog = page.getByRole('dialog', { name: 'Undo this?' });
  await dialog.getByRole('button', { name: 'Keep It' }).click();
  await dialog.waitFor({ state: 'detached' });
  await message('Room: ask').getByRole('button', { name: 'Undo' }).click();
  await dialog.getByRole('button', { name: 'Undo Log' }).click();
  await message('Pressed undo: ask').waitFor();
});

it('shows the error of an app that does not answer', async () => {
  await type('/probe slow');
  await message('/probe failed with the error "operation_timeout"').getByText('Slackbot').waitFor();
});

it('hints at commands, and says that words alone go nowhere', async () => {
  await page.getByRole('button', { name: '/probe [text]' }).waitFor();
  await type('hello');
  await page.getByRole('alert').getByText('begin with a slash').waitFor();
});

it('fits a window of 800 pixels, with the newest message and the composer in sight', async () => {
  await page.setViewportSize({ width: 800, height: 600 });
  for (const word of ['one', 'two', 'three']) {
    await type(`/probe all ${word}`);
    await message(`Room: all ${word}`).waitFor();
  }
  const size = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.scrollHeight,
  ]);
  expect(size).toEqual([800, 600]);
  const newest = await message('Room: all three').boundingBox();
  const composer = await page.getByRole('textbox').boundingBox();
  expect(composer?.y).toBeLessThan(600);
  expect((newest?.y ?? 600) + (newest?.height ?? 0)).toBeLessThanOrEqual(composer?.y ?? 0);
});

it('tells what the page may not send', async () => {
  const send = async (action: string, body: object) => {
    const answer = await fetch(`${simulator.url}/_page/${action}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return [answer.status, await answer.json()];
  };
  const viewer = { workspace: 'T0ACME', user: 'U0LENA', channel: 'C0SALES' };
  expect(await send('command', viewer)).toMatchObject([400, { error: expect.stringContaining('line') }]);
  expect(await send('press', { ...viewer, ts: '1.1', element: 'x' })).toEqual([
    400,
    { error: 'This message is gone.' },
  ]);
  expect(await send('command', { ...viewer, user: 'U0NONE', line: '/probe' })).toMatchObject([400, {}]);
});

it('fetches nothing from elsewhere and has no errors', () => {
  expect(strange).toEqual([]);
});
