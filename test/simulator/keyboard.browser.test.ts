import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { composer, heard, message, startVisits, type Visits } from './visits.ts';

let visits: Visits;
beforeAll(async () => {
  visits = await startVisits();
});
afterEach(() => visits.leave());
afterAll(() => visits.close());

/** Whose focus it is, as a screen reader would say it. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const now = document.activeElement;
    if (now === null || now === document.body) return 'the page';
    const labels = 'labels' in now ? [...((now as HTMLInputElement).labels ?? [])] : [];
    const named = now.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const words = [
      now.getAttribute('aria-label') ?? '',
      ...named.map((id) => document.getElementById(id)?.textContent ?? ''),
      ...labels.map((label) => label.textContent ?? ''),
    ].filter((word) => word !== '');
    return (words[0] ?? now.textContent ?? '').trim();
  });

/** Tabs on until this has the focus; every stop on the way. */
async function tabTo(page: Page, name: RegExp): Promise<string[]> {
  const stops: string[] = [];
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (name.test(now)) return stops;
    stops.push(now);
  }
  throw new Error(`${name} was not reached: ${stops.join(', ')}`);
}

it('reaches the composer from the start of the page, past the sidebar by one link', async () => {
  const page = await visits.open();
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('Skip to the conversation');
  await page.keyboard.press('Enter');
  const stops = await tabTo(page, /^Message to # sales$/);
  expect(stops).not.toContain('View as');
});

it('goes from a typed command through a modal and back to where it was', async () => {
  const page = await visits.open();
  await tabTo(page, /^Message to # sales$/);
  await page.keyboard.type('/everyth');
  await page.keyboard.press('Enter');
  await page.keyboard.type('strict');
  await page.keyboard.press('Enter');
  const modal = page.getByRole('dialog', { name: 'Strict' });
  await modal.waitFor();

  await tabTo(page, /^Word$/);
  await page.keyboard.type('one');
  await tabTo(page, /^Word again/);
  await page.keyboard.type('two');
  await page.keyboard.press('Enter');
  await modal.getByText('Not the word below.').waitFor();
  await expect.poll(() => focused(page)).toMatch(/^Word/);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('two');
  await tabTo(page, /^Check$/);
  await page.keyboard.press('Enter');
  await modal.waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toBe('Message to # sales');
});

it('keeps the focus in an open modal, and gives it back on Escape', async () => {
  const page = await visits.open();
  await composer(page).focus();
  await page.keyboard.type('/everything stack');
  await page.keyboard.press('Enter');
  const modal = page.getByRole('dialog', { name: 'First' });
  await modal.waitFor();
  const stops = new Set<string>();
  for (let stop = 0; stop < 12; stop += 1) {
    await page.keyboard.press(stop % 4 === 3 ? 'Shift+Tab' : 'Tab');
    const inside = await page.evaluate(() => {
      const now = document.activeElement;
      // Between the last and the first, the focus can be on the browser's own bar.
      return now === document.body || now?.closest('dialog') !== null;
    });
    expect(inside).toBe(true);
    stops.add(await focused(page));
  }
  for (const name of ['Close', 'Go Deeper', 'Cancel', 'Next']) expect(stops).toContain(name);
  await page.keyboard.press('Escape');
  await modal.waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toBe('Message to # sales');
});

it('goes on from the title of a modal when what had the focus is drawn away', async () => {
  const page = await visits.open();
  await composer(page).fill('/everything stack');
  await composer(page).press('Enter');
  await page.getByRole('dialog', { name: 'First' }).getByLabel('Title').fill('One');
  await page.getByRole('button', { name: 'Go Deeper' }).click();
  await page.getByRole('dialog', { name: 'Second' }).getByLabel('Detail').fill('Two');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Third' }).waitFor();
  await tabTo(page, /^Rename$/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Renamed' }).waitFor();
  await expect.poll(() => focused(page)).toBe('Renamed');
});

it('answers a question with Escape: no, and with Enter: yes', async () => {
  const page = await visits.open();
  await composer(page).fill('/everything elements');
  await composer(page).press('Enter');
  const undo = message(page, 'Press Me').getByRole('button', { name: 'Undo' });
  await undo.focus();
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: 'Undo this?' });
  await question.waitFor();
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toBe('Undo');
  await page.keyboard.press('Enter');
  await question.waitFor();
  await tabTo(page, /^Undo Log$/);
  await heard(page, 'undo', () => page.keyboard.press('Enter'));
});

it('chooses in a message by the arrow keys', async () => {
  const page = await visits.open();
  await composer(page).fill('/everything elements');
  await composer(page).press('Enter');
  await message(page, 'Press Me').getByRole('combobox', { name: 'Pick a kind' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('listbox', { name: 'Pick a kind' }).waitFor();
  await page.keyboard.press('ArrowDown');
  expect(await heard(page, 'kind', () => page.keyboard.press('Enter'))).toMatchObject({
    action: { selected_option: { value: 'premium' } },
  });
});

it('takes a shortcut of a message', async () => {
  const page = await visits.open();
  await visits.post('C0SALES', 'Quoted without a mouse');
  await message(page, 'Quoted without a mouse').getByRole('button', { name: 'Message shortcuts' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toMatch(/^Quote Message/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Quote' }).getByText('Quoted without a mouse').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toBe('Message shortcuts');
});

it('opens and closes the drawer', async () => {
  const page = await visits.open();
  await page.keyboard.press('ControlOrMeta+.');
  const drawer = page.getByRole('region', { name: "Developer's drawer" });
  await drawer.waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toBe("Developer's drawer");
});

it('fetches nothing from elsewhere and has no page errors', () => {
  expect(visits.strange).toEqual([]);
});
