import { mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { displayMessages } from './everything-blocks.ts';
import { goTo, message, openModal, startVisits, type, type Visits, violations } from './visits.ts';

let visits: Visits;
/** To look at after a run; each run writes them anew. */
const pictures = join(tmpdir(), `headroom-pictures-${userInfo().username}`);
beforeAll(async () => {
  visits = await startVisits();
  mkdirSync(pictures, { recursive: true });
});
afterEach(() => visits.leave());
afterAll(() => visits.close());

/** Where nothing stands, axe has less to look at. */
const empty = 'C0QUIET';

async function showEverything(page: Page): Promise<void> {
  for (const word of [...Object.keys(displayMessages), 'elements', 'undrawn', 'file']) {
    await type(page, `/everything ${word}`);
  }
  await type(page, '/evening only me');
  await message(page, 'All invites').waitFor();
  await message(page, 'Good evening, only me').waitFor();
}

/** Pale on dark, or dark on pale, and far enough apart to be read; taken from what is drawn. */
async function contrastOf(
  page: Page,
  selector: string,
): Promise<{ text: number; ground: number; ratio: number }> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const parts = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
      const luminance = (colour: string) => {
        const [red = 0, green = 0, blue = 0] = parts(colour).map((part) => {
          const share = part / 255;
          return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      let ground: Element | null = element;
      while (ground !== null && (parts(getComputedStyle(ground).backgroundColor)[3] ?? 1) === 0) {
        ground = ground.parentElement;
      }
      const text = luminance(getComputedStyle(element).color);
      const behind = ground === null ? 1 : luminance(getComputedStyle(ground).backgroundColor);
      const [more, less] = text > behind ? [text, behind] : [behind, text];
      return { text, ground: behind, ratio: (more + 0.05) / (less + 0.05) };
    });
}

describe.each([
  ['light', false],
  ['dark', true],
])('%s', (name, dark) => {
  it('messages with every block have nothing serious for axe', async () => {
    const page = await visits.open({ dark });
    await showEverything(page);
    await page.screenshot({ path: join(pictures, `messages-${name}.png`) });
    expect(await violations(page)).toEqual([]);
  });

  it('a modal with every input has nothing serious for axe, errors shown or not', async () => {
    const page = await visits.open({ dark, channel: empty });
    const modal = await openModal(page, 'form', 'Every input');
    await page.screenshot({ path: join(pictures, `modal-${name}.png`) });
    expect(await violations(page)).toEqual([]);
    await modal.getByRole('button', { name: 'Send', exact: true }).click();
    await modal.getByText('Please complete this required field.').waitFor();
    expect(await violations(page)).toEqual([]);
    await modal.getByRole('button', { name: 'Cancel', exact: true }).click();
    await modal.waitFor({ state: 'detached' });
  });

  it('the Home has nothing serious for axe', async () => {
    const page = await visits.open({ dark, channel: empty });
    await goTo(page, 'Everything');
    await page.getByRole('region', { name: 'Home' }).getByText('Counted to 0').waitFor();
    await page.screenshot({ path: join(pictures, `home-${name}.png`) });
    expect(await violations(page)).toEqual([]);
  });

  it('the drawer has nothing serious for axe', async () => {
    const page = await visits.open({ dark, channel: empty });
    await page.getByRole('button', { name: "Developer's drawer" }).click();
    await visits.simulator.as('U0OMAR').command('/everything refused');
    const drawer = page.getByRole('region', { name: "Developer's drawer" });
    await drawer.getByText('/blocks/1/text/text').first().waitFor();
    await drawer.getByText('Make something go wrong').click();
    await page.screenshot({ path: join(pictures, `drawer-${name}.png`) });
    expect(await violations(page)).toEqual([]);
  });

  it('the open lists have nothing serious for axe', async () => {
    const page = await visits.open({ dark, channel: empty });
    await page.getByRole('textbox', { name: 'Message to # quiet' }).pressSequentially('/e');
    await page.getByRole('listbox', { name: 'Commands' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('is drawn in its colours, and can be read', async () => {
    const page = await visits.open({ dark });
    await visits.post('C0SALES', 'How does this look?');
    await message(page, 'How does this look?').waitFor();
    await openModal(page, 'strict', 'Strict');
    for (const selector of ['main h1', 'article p', 'dialog h2', 'dialog label']) {
      const { text, ground, ratio } = await contrastOf(page, selector);
      expect([selector, text > ground]).toEqual([selector, dark]);
      expect(ratio, selector).toBeGreaterThan(4.5);
    }
    await page.keyboard.press('Escape');
  });
});

it('goes dark by its switch, and remembers it', async () => {
  const page = await visits.open();
  const isDark = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await isDark();
  await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
  await expect.poll(isDark).not.toBe(light);
  const dark = await isDark();
  await page.reload();
  await expect.poll(isDark).toBe(dark);
  await page.getByRole('radio', { name: 'Light' }).check({ force: true });
  await expect.poll(isDark).toBe(light);
});

it('fetches nothing from elsewhere and has no page errors', () => {
  expect(visits.strange).toEqual([]);
});
