import axe from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { SimulatorOptions } from '../../src/simulator/simulator.ts';
import { sharedBrowser } from '../browser.ts';
import { type Everything, startEverything } from './everything.ts';

export type VisitOptions = {
  readonly user?: string;
  readonly channel?: string;
  readonly dark?: boolean;
  readonly width?: number;
  readonly height?: number;
};

/** A browser that looks at a workspace with the app that uses everything. */
export type Visits = Everything & {
  /** Opens the page in a tab of its own and waits until it stands. */
  readonly open: (options?: VisitOptions) => Promise<Page>;
  /** Leaves everything as it was found: nobody looks, nothing is remembered, and Lena has no modal open. */
  readonly leave: () => Promise<void>;
  /** What pages fetched from elsewhere, threw or complained about. */
  readonly strange: readonly string[];
};

/** Tabs are used again: a new one has to load fonts and compile scripts, which takes most of a test's time. */
export async function startVisits(options: Partial<SimulatorOptions> = {}): Promise<Visits> {
  const [everything, browser] = await Promise.all([
    startEverything({ page: true, ...options }),
    sharedBrowser(),
  ]);
  const { simulator } = everything;
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  context.setDefaultTimeout(20_000);
  const strange: string[] = [];
  const idle: Page[] = [];
  const busy: Page[] = [];

  const tab = async (): Promise<Page> => {
    const page = idle.pop() ?? (await context.newPage());
    busy.push(page);
    return page;
  };
  context.on('page', (page) => watch(page, simulator.url, strange));
  return {
    ...everything,
    strange,
    open: async ({ user = 'U0LENA', channel = 'C0SALES', dark = false, width = 1280, height = 800 } = {}) => {
      const page = await tab();
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
      await page.setViewportSize({ width, height });
      await page.goto(`${simulator.url}/?${new URLSearchParams({ user, channel })}`);
      await composer(page).waitFor();
      return page;
    },
    leave: async () => {
      await busy[0]?.evaluate(() => localStorage.clear());
      const left = busy.splice(0).map(async (page) => {
        await page.goto('about:blank');
        idle.push(page);
      });
      await Promise.all(left);
      const lena = simulator.as('U0LENA');
      if (lena.views().length > 0) await lena.closeAll();
    },
    close: async () => {
      await context.close();
      await everything.close();
    },
  };
}

function watch(page: Page, url: string, strange: string[]): void {
  const isOwn = (address: string) => [url, 'data:', 'about:'].some((start) => address.startsWith(start));
  page.on('pageerror', (error) => strange.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) strange.push(message.text());
  });
  page.on('request', (request) => {
    if (!isOwn(request.url())) strange.push(request.url());
  });
}

export const composer = (page: Page): Locator => page.getByRole('textbox', { name: /^Message to / });

export async function type(page: Page, line: string): Promise<void> {
  await composer(page).fill(line);
  await composer(page).press('Enter');
}

/** Goes to a channel, a member or the app by its name in the sidebar. */
export async function goTo(page: Page, name: string): Promise<void> {
  const places = page.getByRole('navigation', { name: 'Channels and messages' });
  await places.getByRole('button', { name }).click();
}

/** The newest message that has these words. */
export const message = (page: Page, words: string | RegExp): Locator =>
  page.getByRole('article').filter({ hasText: words }).last();

/** Opens a modal by the word for it; its title is its name. */
export async function openModal(page: Page, word: string, title: string): Promise<Locator> {
  await type(page, `/everything ${word}`);
  const modal = page.getByRole('dialog', { name: title });
  await modal.waitFor();
  return modal;
}

/** What the app says that it heard, once somebody did something. */
export async function heard(page: Page, name: string, act: () => Promise<unknown>): Promise<unknown> {
  const all = page.getByRole('article').filter({ hasText: `Heard ${name}` });
  const before = await all.count();
  await act();
  const next = all.nth(before);
  await next.waitFor();
  return JSON.parse((await next.locator('pre').textContent()) ?? '');
}

/** What axe finds serious or critical, as one line each: the rule, where, and why. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate(async () => {
    const { axe: run } = window as unknown as { axe: typeof import('axe-core') };
    return run.run(document, { resultTypes: ['violations'] });
  });
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
    );
}

export async function expectAccessible(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
}
