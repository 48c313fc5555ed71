import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createDoor } from './door.ts';
import { heard, message, openModal, startVisits, type Visits } from './visits.ts';

let visits: Visits;
beforeAll(async () => {
  visits = await startVisits({ ackTimeoutMs: 2_000 });
});
afterEach(() => visits.leave());
afterAll(() => visits.close());

const dialog = (page: Page, name: string): Locator => page.getByRole('dialog', { name });
const button = (modal: Locator, name: string): Locator => modal.getByRole('button', { name, exact: true });

it('lays three on top of each other, keeps what was entered below, and goes back', async () => {
  const page = await visits.open();
  const first = await openModal(page, 'stack', 'First');
  await first.getByLabel('Title').fill('Kept below');
  await button(first, 'Go Deeper').click();
  await dialog(page, 'Second').getByLabel('Detail').fill('Kept too');
  await button(dialog(page, 'Second'), 'Next').click();
  await button(dialog(page, 'Third'), 'Rename').click();
  await dialog(page, 'Renamed').waitFor();
  expect(await heard(page, 'too_deep', () => button(dialog(page, 'Renamed'), 'One Too Many').click())).toBe(
    'push_limit_reached',
  );

  await button(dialog(page, 'Renamed'), 'Back').click();
  await dialog(page, 'Second').waitFor();
  expect(await dialog(page, 'Second').getByLabel('Detail').inputValue()).toBe('Kept too');
  await page.keyboard.press('Escape');
  await first.waitFor();
  expect(await first.getByLabel('Title').inputValue()).toBe('Kept below');
  await button(first, 'Close').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

it('clears all three at once', async () => {
  const page = await visits.open();
  await button(await openModal(page, 'stack', 'First'), 'Next').click();
  await button(dialog(page, 'Second'), 'Next').click();
  await button(dialog(page, 'Third'), 'Finish').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

it('shows errors at their fields, keeps what was typed, and takes the mended form', async () => {
  const page = await visits.open();
  const modal = await openModal(page, 'strict', 'Strict');
  await modal.getByLabel('Word', { exact: true }).fill('one');
  await modal.getByLabel('Word again').fill('other');
  await button(modal, 'Check').click();
  await modal.getByText('Not the word below.').waitFor();
  await modal.getByText('Not the word above.').waitFor();
  const word = modal.getByLabel('Word', { exact: true });
  expect(await word.getAttribute('aria-invalid')).toBe('true');
  const described = (await word.getAttribute('aria-describedby'))?.split(' ') ?? [];
  const description = await Promise.all(described.map((id) => page.locator(`[id="${id}"]`).textContent()));
  expect(description.join(' ')).toContain('Not the word below.');
  expect(await word.evaluate((field) => field === document.activeElement)).toBe(true);

  expect(await word.inputValue()).toBe('one');
  await modal.getByLabel('Word again').fill('one');
  await button(modal, 'Check').click();
  await modal.waitFor({ state: 'detached' });
});

it('does not submit while a required field is empty', async () => {
  const page = await visits.open();
  const modal = await openModal(page, 'strict', 'Strict');
  const before = visits.simulator.calls.length;
  await button(modal, 'Check').click();
  const errors = modal.getByText('Please complete this required field.');
  await expect.poll(() => errors.count()).toBe(2);
  expect(visits.simulator.calls.slice(before).filter(({ kind }) => kind === 'delivery')).toEqual([]);
});

it('updates a preview as the app is told of each entry, and keeps what was entered elsewhere', async () => {
  const page = await visits.open();
  const modal = await openModal(page, 'preview', 'Preview');
  await modal.getByLabel('Remark').fill('Mine');
  await modal.getByLabel('Draft').fill('Hello');
  await modal.getByLabel('Draft').press('Enter');
  await modal.getByText('So far: Hello').waitFor();
  expect(await modal.getByLabel('Remark').inputValue()).toBe('Mine');
  expect(await modal.getByLabel('Draft').inputValue()).toBe('Hello');
  expect(await heard(page, 'preview', () => button(modal, 'Send').click())).toEqual({
    draft: { draft_changed: { type: 'plain_text_input', value: 'Hello' } },
    remark: { value: { type: 'plain_text_input', value: 'Mine' } },
  });
});

it('is replaced by what a submission answers', async () => {
  const page = await visits.open();
  await button(await openModal(page, 'replace', 'Replace me'), 'Replace').click();
  await dialog(page, 'Replaced').getByText('After').waitFor();
  await button(dialog(page, 'Replaced'), 'Done').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

it('shows that it waits for a slow answer, and takes nothing meanwhile', async () => {
  const page = await visits.open();
  const modal = await openModal(page, 'slow', 'Slow');
  await modal.getByLabel('Word').fill('patience');
  await button(modal, 'Wait').click();
  await modal.getByText('Waiting for the app').waitFor();
  expect(await modal.getByLabel('Word').isDisabled()).toBe(true);
  expect(await heard(page, 'held', async () => visits.door.open())).toEqual({
    word: { value: { type: 'plain_text_input', value: 'patience' } },
  });
  await modal.waitFor({ state: 'detached' });
});

it('sends nothing before a file is stored', async () => {
  const page = await visits.open();
  const modal = await openModal(page, 'form', 'Every input');
  const stored = createDoor();
  await page.route('**/_page/upload?*', async (route) => {
    await stored.pass();
    await route.continue();
  });
  const csv = { name: 'invites.csv', mimeType: 'text/csv', buffer: Buffer.from('name') };
  await modal.getByLabel('Files').setInputFiles(csv);
  await modal.getByText('Waiting for the upload').waitFor();
  expect(await button(modal, 'Send').isEnabled()).toBe(false);
  stored.open();
  await modal.getByText('4 bytes').waitFor();
  expect(await button(modal, 'Send').isEnabled()).toBe(true);
  await page.unroute('**/_page/upload?*');
});

it('says so when no answer comes, and keeps what was typed', async () => {
  const page = await visits.open();
  const modal = await openModal(page, 'silent', 'Silent');
  await modal.getByLabel('Word').fill('anybody?');
  await button(modal, 'Ask').click();
  await modal.getByRole('alert').getByText('We had some trouble connecting. Try again?').waitFor();
  expect(await modal.getByLabel('Word').inputValue()).toBe('anybody?');
  expect(await modal.getByLabel('Word').isEnabled()).toBe(true);
});

it('tells the app that it was closed, if the app asked', async () => {
  const page = await visits.open();
  const modal = await openModal(page, 'form', 'Every input');
  expect(await heard(page, 'closed', () => button(modal, 'Cancel').click())).toMatchObject({
    is_cleared: false,
  });
  await openModal(page, 'form', 'Every input');
  expect(await heard(page, 'closed', () => button(modal, 'Close').click())).toMatchObject({
    is_cleared: true,
  });
});

it('opens with the text of the message whose shortcut was chosen', async () => {
  const page = await visits.open();
  await visits.post('C0SALES', 'Worth a quote');
  const said = message(page, 'Worth a quote');
  await said.hover();
  await said.getByRole('button', { name: 'Message shortcuts' }).click();
  await said.getByRole('menuitem', { name: 'Quote Message' }).click();
  const modal = dialog(page, 'Quote');
  await modal.getByText('Worth a quote').waitFor();
  await modal.getByLabel('Remark').fill('Indeed');
  expect(await heard(page, 'quoted', () => button(modal, 'Quote').click())).toMatchObject({
    remark: { value: { value: 'Indeed' } },
  });
});

it('fetches nothing from elsewhere and has no page errors', () => {
  expect(visits.strange).toEqual([]);
});
