import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startDemo } from '../../src/demo/start.ts';
import { createLog } from '../../src/log.ts';
import { launchBrowser } from '../browser.ts';
import { pictures } from './pictures.ts';

/** A Tuesday afternoon in Berlin, for ever. */
const now = Date.UTC(2026, 10, 24, 14, 20);
const zone = 'Europe/Berlin';

/** Takes every picture of the README and of `docs/` from a fresh demo, the same each time. Another folder can be named. */
async function takePictures(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const dataDir = mkdtempSync(join(tmpdir(), 'headroom-pictures-'));
  chmodSync(dataDir, 0o711); // as root, PostgreSQL runs as another user
  const demo = await startDemo({
    dataDir: join(dataDir, 'demo'),
    fresh: false,
    port: 0,
    clock: { now: () => now },
    zone,
    log: createLog({ level: 'warn' }),
    signal: new AbortController().signal,
    say,
  });
  const browser = await launchBrowser();
  try {
    for (const { name, theme, size, user, channel, prepare } of pictures) {
      const page = await openPage(browser, {
        theme,
        size,
        url: `${demo.url}/?user=${user}&channel=${channel}`,
      });
      await prepare(page);
      await settle(page, theme);
      await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
      await page.close();
      say(`${name}.png`);
    }
  } finally {
    await browser.close();
    await demo.stop();
    rmSync(dataDir, { recursive: true });
  }
}

async function openPage(
  browser: Browser,
  look: { theme: 'light' | 'dark'; size: readonly [width: number, height: number]; url: string },
): Promise<Page> {
  const [width, height] = look.size;
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: look.theme,
    timezoneId: zone,
    locale: 'en-US',
    reducedMotion: 'reduce',
  });
  await page.goto(look.url);
  return page;
}

/** Nothing is pointed at, and all is drawn anew: what was drawn piece by piece can differ in the edges. */
async function settle(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  for (const colorScheme of [theme === 'dark' ? 'light' : 'dark', theme] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(async () => {
      for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    });
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await takePictures(resolve(process.argv[2] ?? join(import.meta.dirname, '../../docs/pictures')));
process.exit(0);
