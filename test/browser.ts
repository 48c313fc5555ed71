import { mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/**
 * What the package suggests for lambdas: in one process the browser would end with its first page, and drawing through
 * a simulated graphics card takes most of a test's time.
 */
const unwanted = /^--(?:single-process|in-process-gpu|use-gl|use-angle|enable-unsafe-swiftshader|ignore-gpu)/;

/** A real Chromium: that of CHROMIUM_PATH, else the one from npm. */
export async function launchBrowser(): Promise<Browser> {
  const given = process.env.CHROMIUM_PATH;
  return playwright.launch({
    executablePath: given ?? (await unpackedChromium()),
    args: [
      ...(given === undefined ? chromium.args.filter((arg) => !unwanted.test(arg)) : []),
      '--no-sandbox',
      '--disable-gpu',
    ],
    headless: true,
  });
}

let shared: Promise<Browser> | undefined;

/** One browser for all files that a worker runs; it ends with the worker. What a file opens in it, it closes. */
export function sharedBrowser(): Promise<Browser> {
  shared ??= launchBrowser();
  return shared;
}

/** The package unpacks below the temporary folder, by one name for all users of the machine: each needs a folder of their own. */
async function unpackedChromium(): Promise<string> {
  const before = process.env.TMPDIR;
  const own = join(tmpdir(), `headroom-chromium-${userInfo().username}`);
  mkdirSync(own, { recursive: true });
  process.env.TMPDIR = own;
  try {
    return await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
