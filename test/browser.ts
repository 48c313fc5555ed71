import { mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** A real Chromium: that of CHROMIUM_PATH, else the one from npm. */
export async function launchBrowser(): Promise<Browser> {
  const given = process.env.CHROMIUM_PATH;
  return playwright.launch({
    executablePath: given ?? (await unpackedChromium()),
    // In one process, as the package suggests for lambdas, the browser would end with its first page.
    args: [
      ...(given === undefined ? chromium.args.filter((arg) => arg !== '--single-process') : []),
      '--no-sandbox',
    ],
    headless: true,
  });
}

/** The package unpacks below the temporary folder, by one name for all users of the machine: each needs a folder of their own. */
async function unpackedChromium(): Promise<string> {
  const shared = process.env.TMPDIR;
  const own = join(tmpdir(), `headroom-chromium-${userInfo().username}`);
  mkdirSync(own, { recursive: true });
  process.env.TMPDIR = own;
  try {
    return await chromium.executablePath();
  } finally {
    if (shared === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = shared;
  }
}
