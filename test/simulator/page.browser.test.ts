import { WebClient } from '@slack/web-api';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { picture } from './everything-blocks.ts';
import { botToken } from './start.ts';
import { composer, goTo, heard, message, startVisits, type, type Visits } from './visits.ts';

type Uploaded = { files: { files: { id: string; url_private: string }[] }[] };

let visits: Visits;
beforeAll(async () => {
  visits = await startVisits();
});
afterEach(() => visits.leave());
afterAll(() => visits.close());

it('writes dates in the zone of whoever looks', async () => {
  const page = await visits.open();
  await type(page, '/everything text');
  await message(page, 'Text of every kind').getByText('Until today at 6:30 PM').waitFor();
  await page.getByLabel('View as').selectOption({ label: 'Omar Diallo' });
  await message(page, 'Text of every kind').getByText('Until today at 9:30 AM').waitFor();
});

it('names members and channels that a message mentions', async () => {
  const page = await visits.open();
  await type(page, '/everything text');
  await message(page, /In small print for @omar in #sales/).waitFor();
});

it('draws every block to read', async () => {
  const page = await visits.open();
  for (const word of ['text', 'tables', 'seriesCharts', 'otherCharts', 'cards']) {
    await type(page, `/everything ${word}`);
  }
  const text = message(page, 'Text of every kind');
  await text.getByRole('heading', { name: 'Text of every kind' }).waitFor();
  for (const alt of ['Picture beside a section', 'Small picture', 'A picture of squares']) {
    const image = text.getByRole('img', { name: alt });
    expect(await image.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(16);
  }
  await text.getByRole('listitem').filter({ hasText: 'Second point' }).waitFor();
  await text.getByRole('strong').filter({ hasText: 'Markdown' }).waitFor();
  for (const title of ['Bars of a year', 'Lines of a year', 'Areas of a year', 'Parts of a whole']) {
    await message(page, title).waitFor();
  }
  for (const words of ['Kept inside', 'Done already', 'Still to do', 'What the card says']) {
    await message(page, words).waitFor();
  }
});

it('sorts a data table', async () => {
  const page = await visits.open();
  // An earlier one may stand there already, and be the last until this one comes.
  const tables = page.getByRole('table', { name: 'Invites by teammate' });
  const table = tables.nth(await tables.count());
  await type(page, '/everything tables');
  const first = () => table.getByRole('row').nth(1).innerText();
  expect(await first()).toContain('Lena');
  await table.getByRole('button', { name: /Invites/ }).press('Enter');
  await expect.poll(first).toContain('Omar');
  await table.getByRole('button', { name: /Invites/ }).press('Enter');
  await expect.poll(first).toContain('Ann');
  await table.locator('[aria-sort=descending]').waitFor();
});

it('shows what it cannot act on as what it is', async () => {
  const page = await visits.open();
  await type(page, '/everything undrawn');
  const undrawn = message(page, 'external_select element, not drawn here');
  await undrawn.getByText('external_select element, not drawn here').click();
  await undrawn.getByText('Pick a country').waitFor();
});

it('shows the Home that the app publishes, and its answers to what is pressed there', async () => {
  const page = await visits.open();
  await goTo(page, 'Everything');
  const home = page.getByRole('region', { name: 'Home' });
  await home.getByText('Counted to 0').waitFor();
  await home.getByRole('button', { name: 'Count On' }).click();
  await home.getByText('Counted to 1').waitFor();
  await home.getByRole('button', { name: 'Count On' }).click();
  await home.getByText('Counted to 2').waitFor();
  await home.getByRole('button', { name: 'Open Form' }).click();
  await page.getByRole('dialog', { name: 'Every input' }).waitFor();
});

it('says under a message that what was pressed there reached nobody', async () => {
  const page = await visits.open();
  await type(page, '/everything unheard');
  const asked = message(page, 'Ask Nobody');
  await asked.getByRole('button', { name: 'Ask Nobody' }).click();
  const alert = asked.getByRole('alert');
  await alert.getByText('We had some trouble connecting. Try again? operation_timeout').waitFor();
  await asked.getByRole('button', { name: 'Ask Nobody' }).click();
  await alert.waitFor({ state: 'detached' });
});

it('says in the Home that what was pressed there reached nobody', async () => {
  const page = await visits.open();
  await goTo(page, 'Everything');
  const home = page.getByRole('region', { name: 'Home' });
  await home.getByRole('button', { name: 'Ask Nobody' }).click();
  const alert = home.getByRole('alert');
  await alert.getByText('We had some trouble connecting. Try again? operation_timeout').waitFor();
  await home.getByRole('button', { name: 'Count On' }).click();
  await alert.waitFor({ state: 'detached' });
});

it('opens a file that the app uploaded', async () => {
  const page = await visits.open();
  await type(page, '/everything file');
  const link = message(page, 'All invites').getByRole('link', { name: /All invites/ });
  await link.waitFor();
  const url = new URL((await link.getAttribute('href')) ?? '', page.url());
  expect(url.origin).toBe(visits.simulator.url);
  const answer = await page.request.get(url.href);
  expect(await answer.text()).toBe('name,sent\nJane,2026-11-24\n');
});

it('shows a picture that the app uploaded and shared nowhere, by its id and by its address', async () => {
  const page = await visits.open();
  const client = new WebClient(botToken, { slackApiUrl: visits.simulator.apiUrl });
  const file = Buffer.from(picture.slice(picture.indexOf(',') + 1), 'base64');
  const { files } = (await client.filesUploadV2({ filename: 'squares.png', file })) as unknown as Uploaded;
  const { id = '', url_private: url = '' } = files[0]?.files[0] ?? {};
  const image = { type: 'image' as const, alt_text: 'By its id', slack_file: { id } };
  const accessory = { type: 'image' as const, alt_text: 'By its address', slack_file: { url } };
  await client.chat.postMessage({
    channel: 'C0SALES',
    text: 'Pictures',
    blocks: [image, { type: 'section', text: { type: 'mrkdwn', text: 'Two pictures' }, accessory }],
  });
  for (const alt of ['By its id', 'By its address']) {
    const shown = message(page, 'Two pictures').getByRole('img', { name: alt });
    await expect.poll(() => shown.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(16);
  }
});

it('is kept by the browser as long as it was built so', async () => {
  const { url } = visits.simulator;
  const index = await fetch(url);
  const [asset = ''] = /\/assets\/[^"]+/.exec(await index.text()) ?? [];
  const caching = (answer: Response) => answer.headers.get('cache-control');
  expect([caching(index), caching(await fetch(url + asset))]).toEqual([
    'no-cache',
    'public, max-age=31536000, immutable',
  ]);
});

it('says when the app has gone', async () => {
  const page = await visits.open();
  const status = page.getByRole('main').getByRole('status').first();
  await status.getByText('Everything is connected').waitFor();
  visits.simulator.faults.dropSockets();
  await status.getByText('No app is connected').waitFor();
  await visits.simulator.connected();
  await status.getByText('Everything is connected').waitFor();
});

it('fits a window of 800 pixels, with the newest message and the composer in sight', async () => {
  const page = await visits.open({ width: 800, height: 600 });
  for (const word of ['tables', 'seriesCharts', 'cards', 'elements']) {
    await type(page, `/everything ${word}`);
  }
  await type(page, '/evening narrow');
  await message(page, 'Good evening, narrow').waitFor();
  const size = () =>
    page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
  await expect.poll(size).toEqual([800, 600]);
  const newest = await message(page, 'Good evening, narrow').boundingBox();
  const box = await composer(page).boundingBox();
  expect((newest?.y ?? 600) + (newest?.height ?? 0)).toBeLessThanOrEqual(box?.y ?? 0);
  expect((box?.y ?? 600) + (box?.height ?? 0)).toBeLessThan(600);

  await type(page, '/everything form');
  const modal = await page.getByRole('dialog', { name: 'Every input' }).boundingBox();
  expect(modal?.x).toBeGreaterThanOrEqual(0);
  expect((modal?.x ?? 800) + (modal?.width ?? 0)).toBeLessThanOrEqual(800);
  expect(await size()).toEqual([800, 600]);
});

it('brings the sidebar back where there is no room for it', async () => {
  const page = await visits.open({ width: 600, height: 600 });
  await page.getByRole('button', { name: 'Channels and people' }).click();
  await goTo(page, 'quiet');
  await page.getByRole('textbox', { name: 'Message to # quiet' }).waitFor();
  await page.getByRole('textbox', { name: 'Message to # quiet' }).click();
});

it('cuts nothing off at the right, in any width and whatever the length of a word', async () => {
  const page = await visits.open();
  const word = 'x'.repeat(600);
  await type(page, `/evening ${word}`);
  await message(page, word).waitFor();
  for (const width of [375, 480, 600, 700, 740, 800, 1280]) {
    await page.setViewportSize({ width, height: 700 });
    const overhang = () =>
      page.evaluate(() =>
        ['.conversation', '.conversation-header', '.messages'].map((part) => {
          const box = document.querySelector(part);
          return box === null ? 'missing' : box.scrollWidth - box.clientWidth;
        }),
      );
    await expect.poll(overhang, { message: `${width} pixels` }).toEqual([0, 0, 0]);
  }
});

it('asks before an act with a question', async () => {
  const page = await visits.open();
  await type(page, '/everything elements');
  const undo = message(page, 'Press Me').getByRole('button', { name: 'Undo' });
  await undo.click();
  const question = page.getByRole('dialog', { name: 'Undo this?' });
  await question.getByRole('button', { name: 'Keep It' }).click();
  await question.waitFor({ state: 'detached' });
  await undo.click();
  await heard(page, 'undo', () => question.getByRole('button', { name: 'Undo Log' }).click());
});

it('fetches nothing from elsewhere and has no page errors', () => {
  expect(visits.strange).toEqual([]);
});
