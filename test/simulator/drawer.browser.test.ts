import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { message, startVisits, type, type Visits } from './visits.ts';

let visits: Visits;
beforeAll(async () => {
  visits = await startVisits();
});
afterEach(() => visits.leave());
afterAll(() => visits.close());

async function openDrawer(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: "Developer's drawer" }).click();
  const drawer = page.getByRole('region', { name: "Developer's drawer" });
  await drawer.waitFor();
  return drawer;
}
/** The newest line of the journal that has these words. */
const line = (drawer: Locator, words: string | RegExp): Locator =>
  drawer.getByRole('region', { name: 'Journal' }).getByRole('listitem').filter({ hasText: words }).last();

it('shows a delivery with its payload, and when it was acknowledged and with what', async () => {
  const page = await visits.open();
  const drawer = await openDrawer(page);
  await type(page, '/evening drawer');
  const delivery = line(drawer, '/evening');
  await delivery.getByText(/Acknowledged after [\d,]+ ms, with an answer/).waitFor();
  await delivery.getByRole('button', { name: /^\S* ?.*To the app: .*\/evening/ }).click();
  const payload = JSON.parse((await delivery.locator('pre').textContent()) ?? '');
  expect(payload).toMatchObject({ command: '/evening', text: 'drawer', user_id: 'U0LENA' });
  await delivery.getByRole('button', { name: /^Acknowledged/ }).click();
  await delivery.locator('pre').last().getByText('Good evening, drawer').waitFor();
});

it('shows a call of the app with its arguments, as it comes', async () => {
  const page = await visits.open();
  const drawer = await openDrawer(page);
  await visits.post('C0SALES', 'Called by the app');
  const call = line(drawer, 'chat.postMessage');
  await call.getByRole('button', { name: /chat\.postMessage/ }).click();
  await call.locator('pre').getByText('Called by the app').waitFor();
});

it('shows the place of what is wrong in a block', async () => {
  const page = await visits.open();
  const drawer = await openDrawer(page);
  await type(page, '/everything refused');
  await message(page, 'Slack refused it: invalid_blocks').waitFor();
  const call = line(drawer, 'invalid_blocks');
  await call.getByText('chat.postMessage').waitFor();
  await call.locator('code', { hasText: '/blocks/1/text/text' }).waitFor();
  await call.getByText('must be less than 151 characters').waitFor();

  await drawer.getByRole('button', { name: 'Errors', exact: true }).click();
  await line(drawer, '/blocks/1/text/text').waitFor();
  expect(await line(drawer, 'To the app').count()).toBe(0);
});

it('says of a delivery that was not acknowledged why, and lists it with the errors', async () => {
  const page = await visits.open();
  const drawer = await openDrawer(page);
  await type(page, '/everything nothing');
  await drawer.getByRole('button', { name: 'Errors', exact: true }).click();
  const delivery = line(drawer, '/everything nothing');
  await delivery.getByText(/^Not acknowledged: operation_timeout after [\d,]+ ms$/).waitFor();
});

it('makes a call fail once', async () => {
  const page = await visits.open();
  const drawer = await openDrawer(page);
  await drawer.getByText('Make something go wrong').click();
  const faults = drawer.getByRole('listitem').filter({ has: page.getByRole('button', { name: /429/ }) });
  await faults.getByRole('button').click();
  await faults.getByText('1 to come').waitFor();
  await expect(visits.post('C0SALES', 'One too many')).rejects.toThrow();
  await faults.getByText('1 to come').waitFor({ state: 'detached' });
  await line(drawer, '429').getByText('chat.postMessage').waitFor();
  await visits.post('C0SALES', 'Again, and fine');
  await message(page, 'Again, and fine').waitFor();
});

it('fetches nothing from elsewhere and has no page errors', () => {
  expect(visits.strange).toEqual([]);
});
