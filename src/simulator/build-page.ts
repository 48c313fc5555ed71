import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sources = fileURLToPath(new URL('page/', import.meta.url));
const cache = fileURLToPath(new URL('../../node_modules/.cache/headroom-simulator-page/', import.meta.url));
const dayMs = 86_400_000;

/** Builds the page unless it is there for these sources, and says where. Vite is loaded only when it has to build. */
export async function buildPage(): Promise<string> {
  const folder = join(cache, await hashOf(sources));
  if (existsSync(folder)) return folder;
  const { build } = await import('vite');
  const draft = `${folder}.${process.pid}`;
  await build({
    root: sources,
    configFile: false,
    logLevel: 'error',
    // Vite takes over the NODE_ENV of a test run, and with it React's development build.
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    build: { outDir: draft, emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 2_000 },
  });
  await forgetOld(draft);
  await publish(draft, folder);
  return folder;
}

/** Another process may have built the same sources meanwhile: then its copy is as good. */
async function publish(draft: string, folder: string): Promise<void> {
  try {
    await rename(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    await rm(draft, { recursive: true });
  }
}

/** Not those of the last day: another process may still serve or build them. */
async function forgetOld(draft: string): Promise<void> {
  const { mtimeMs } = statSync(draft);
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    const other = statSync(path, { throwIfNoEntry: false });
    if (other !== undefined && mtimeMs - other.mtimeMs > dayMs)
      await rm(path, { recursive: true, force: true });
  }
}

async function hashOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) hash.update(file.slice(folder.length)).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}
