import { buildPage } from '../src/simulator/build-page.ts';

/** Once for all browser tests: otherwise each of the first would build it for itself. */
export async function setup(): Promise<void> {
  await buildPage();
}
