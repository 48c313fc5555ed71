import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { connectLedger } from '../src/ledger/connect.ts';
import { startEmbedded } from '../src/ledger/embedded.ts';
import { migrateLedger, migrationsFolder } from '../src/ledger/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The run's server, as superuser. `test/ledger/database.ts` makes a database a file on it. */
    readonly postgresUrl: string;
  }
}

const template = 'headroom_template';
const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** One PostgreSQL a run: started before the first test file, stopped after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  removeLeftovers();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `headroom-test-${process.pid}-`));
  fs.chmodSync(folder, 0o711); // as root, the server is another user's
  const server = await startEmbedded({ dataDir: path.join(folder, 'data'), log: silent, disposable: true });
  const tearDown = async () => {
    await server.stop();
    fs.rmSync(folder, { recursive: true });
  };
  try {
    await makeTemplate(server.url);
  } catch (error) {
    await tearDown();
    throw error;
  }
  project.provide('postgresUrl', server.url);
  return tearDown;
}

/** The template has the migrations, if there are any; without connections it can be copied. */
async function makeTemplate(url: string): Promise<void> {
  const admin = postgres(url, { max: 1 });
  await admin`create database ${admin(template)}`;
  await admin.end();
  if (!fs.existsSync(path.join(migrationsFolder, 'meta', '_journal.json'))) return;
  const ledger = connectLedger({ hashKey: 'of tests', url: databaseUrl(url, template) });
  await migrateLedger(ledger);
  await ledger.close();
}

export function databaseUrl(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

/** Of runs that were killed. Their servers end by themselves within a minute once their folder is gone. */
function removeLeftovers(): void {
  for (const name of fs.readdirSync(os.tmpdir())) {
    const [, pid] = /^headroom-test-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) {
      fs.rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
