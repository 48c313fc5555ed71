import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** A real Chromium: that of CHROMIUM_PATH, else the one from npm. */
export async function launchBrowser(): Promise<Browser> {
  const given = process.env.CHROMIUM_PATH;
  return playwright.launch({
    executablePath: given ?? (await chromium.executablePath()),
    // In one process, as the package suggests for lambdas, the browser would end with its first page.
    args: [
      ...(given === undefined ? chromium.args.filter((arg) => arg !== '--single-process') : []),
      '--no-sandbox',
    ],
    headless: true,
  });
}
