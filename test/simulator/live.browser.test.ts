import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { message, openModal, startVisits, type, type Visits } from './visits.ts';

let visits: Visits;
beforeAll(async () => {
  visits = await startVisits();
});
afterEach(() => visits.leave());
afterAll(() => visits.close());

const place = (page: Page, name: string | RegExp) =>
  page.getByRole('navigation', { name: 'Channels and messages' }).getByRole('button', { name });
const unread = (page: Page, name: string) => place(page, new RegExp(`^${name} ?1 ?unread$`));

it('shows at once what the app posts', async () => {
  const page = await visits.open();
  await visits.post('C0SALES', 'Nobody asked for this');
  await message(page, 'Nobody asked for this').getByText('APP').waitFor();
});

it('shows two members the same conversation, and to each what is meant for them alone', async () => {
  const [lena, omar] = await Promise.all([visits.open(), visits.open({ user: 'U0OMAR' })]);
  await type(lena, 'Good morning, all');
  await message(omar, 'Good morning, all').getByText('Lena Ortiz').waitFor();
  await type(omar, '/evening Omar');
  await message(omar, 'Good evening, Omar').getByText('Only visible to you').waitFor();
  await type(omar, 'Was that seen?');
  await message(lena, 'Was that seen?').waitFor();
  expect(await message(lena, 'Good evening, Omar').count()).toBe(0);
});

it('brings a direct message to its reader alone, and marks it until it is read', async () => {
  const [lena, omar] = await Promise.all([visits.open(), visits.open({ user: 'U0OMAR' })]);
  await place(lena, 'Omar Diallo').click();
  await lena.getByRole('textbox', { name: 'Message to Omar Diallo' }).waitFor();
  await type(lena, 'Between the two of us');
  await message(lena, 'Between the two of us').waitFor();
  await unread(omar, 'Lena Ortiz').click();
  await message(omar, 'Between the two of us').waitFor();
  await place(omar, /^sales$/).click();
  await place(omar, /^Lena Ortiz$/).waitFor();
});

it('marks a channel in every tab of a member, until one of them reads it', async () => {
  const first = await visits.open({ channel: 'C0QUIET' });
  const second = await visits.open({ channel: 'C0QUIET' });
  await visits.post('C0SALES', 'Said while nobody looks');
  await unread(second, 'sales').waitFor();
  await unread(first, 'sales').click();
  await message(first, 'Said while nobody looks').waitFor();
  await place(second, /^sales$/).waitFor();
});

it('says how far a reader has read', async () => {
  const page = await visits.open({ channel: 'C0QUIET' });
  await visits.post('C0SALES', 'The first that is new');
  await unread(page, 'sales').click();
  await message(page, 'The first that is new').waitFor();
  await page.getByText('New', { exact: true }).waitFor();
});

it('leads both tabs of a member through the same modal', async () => {
  const first = await visits.open();
  const second = await visits.open();
  await openModal(first, 'strict', 'Strict');
  await second.getByRole('dialog', { name: 'Strict' }).waitFor();
  await first.keyboard.press('Escape');
  await second.getByRole('dialog').waitFor({ state: 'detached' });
});

it('looks through the eyes of another member', async () => {
  const page = await visits.open();
  await type(page, '/evening mine alone');
  await message(page, 'Good evening, mine alone').waitFor();
  await page.getByLabel('View as').selectOption({ label: 'Omar Diallo' });
  await page.getByText('America/Los_Angeles').waitFor();
  expect(await message(page, 'mine alone').count()).toBe(0);
  await page.goBack();
  await message(page, 'mine alone').waitFor();
});

it('fetches nothing from elsewhere and has no page errors', () => {
  expect(visits.strange).toEqual([]);
});
