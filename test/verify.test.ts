import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectLedger } from '../src/ledger/connect.ts';
import { startEmbedded } from '../src/ledger/embedded.ts';
import { migrateLedger } from '../src/ledger/migrate.ts';
import { logInvites } from '../src/services/log-invites.ts';
import { createTestLedger, type TestLedger } from './ledger/database.ts';
import { callOf, person } from './services/call.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const silent = { info: () => {}, warn: () => {}, error: () => {} };

let parent: string;
let database: TestLedger;
beforeAll(async () => {
  parent = fs.mkdtempSync(path.join(os.tmpdir(), 'headroom-verify-'));
  fs.chmodSync(parent, 0o711);
  database = await createTestLedger();
  const people = [{ ...person('jane-doe'), name: 'Jane Secret' }];
  await logInvites(database.ledger, callOf({}), { people });
  await logInvites(database.ledger, callOf({}), { people: [], unnamed: 30 });
});
afterAll(async () => {
  await database.drop();
  fs.rmSync(parent, { recursive: true });
});

/** `npm run ledger:verify`, without npm. */
async function verify(env: Record<string, string>): Promise<{ code: unknown; output: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/verify.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const [code] = await once(child, 'close');
  return { code, output };
}

describe('npm run ledger:verify', () => {
  it('says what was compared, and ends with 0 when all agree', async () => {
    expect(await verify({ DATABASE_URL: database.url })).toEqual({
      code: 0,
      output: [
        'Invites: 31 compared, all as the entries say.',
        'Outcomes: none.',
        'Usage: 1 compared, all as the entries say.',
        'Accounts: 1 compared, all as the entries say.',
        'Links between people: none.',
        'Joined people: none.',
        'Notes: none.',
        'Entries taken back: none.',
        '',
      ].join('\n'),
    });
  });

  it('lists what differs, without names, and ends with 1', async () => {
    const { sql } = database.ledger;
    await sql`update usage set sent = sent + 1`;
    await sql`update invites set exempt = true`;
    const { code, output } = await verify({ DATABASE_URL: database.url });
    await sql`update usage set sent = sent - 1`;
    await sql`update invites set exempt = false`;
    expect(code).toBe(1);
    expect(output).toContain('Invites: 31 compared, 31 not as the entries say:\n');
    expect(output).toMatch(/^ {2}invites T1 \d+: exempt is true, the entries say false$/m);
    expect(output).toContain('  (only the first 20 differences are listed)\n');
    expect(output).toMatch(
      /^Usage: 1 compared, 1 not as the entries say:\n {2}usage T1 \d+ connection 2026-11-24: sent is 32, the entries say 31$/m,
    );
    expect(output).toContain('Accounts: 1 compared, all as the entries say.\n');
    expect(output).not.toMatch(/secret/i);
  });

  const elsewhere = (change: (url: URL) => void) => {
    const url = new URL(database.url);
    change(url);
    return { DATABASE_URL: url.href };
  };

  it.each([
    ['nobody answers', (url: URL) => (url.port = '1'), /does not answer \(ECONNREFUSED\)/],
    ['the password is wrong', (url: URL) => (url.password = 'hunter2'), /refused the user or the password/],
    ['it holds no ledger', (url: URL) => (url.pathname = '/postgres'), /has no ledger of this version/],
  ])('ends with 1 and a sentence when %s', async (_, change, sentence) => {
    const { code, output } = await verify(elsewhere(change));
    expect(code).toBe(1);
    expect(output).toMatch(/^The database at 127\.0\.0\.1:\d+\/\w+ .+\n$/);
    expect(output).toMatch(sentence);
    expect(output).not.toContain('hunter2');
  });

  it('ends with 1 and a sentence when DATABASE_URL is wrong', async () => {
    expect(await verify({ DATABASE_URL: 'mysql://db' })).toEqual({
      code: 1,
      output: expect.stringMatching(/^DATABASE_URL is not a PostgreSQL address, such as postgres:.+\n$/),
    });
  });

  it('reads the embedded database beside its bot, and without one', { timeout: 60_000 }, async () => {
    const dataDir = path.join(parent, 'demo');
    const bot = await startEmbedded({ dataDir, log: silent, disposable: true });
    const ledger = connectLedger({ url: bot.url, hashKey: 'of tests' });
    await migrateLedger(ledger);
    await logInvites(ledger, callOf({}), { people: [person('jane-doe')] });
    const agrees = {
      code: 0,
      output: expect.stringContaining('Invites: 1 compared, all as the entries say.'),
    };
    expect(await verify({ DATA_DIR: dataDir })).toEqual(agrees);
    await ledger.ping(1_000); // the server still runs
    await ledger.close();
    await bot.stop();

    expect(await verify({ DATA_DIR: dataDir })).toEqual(agrees);
    expect(fs.existsSync(path.join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
    expect(await verify({ DATA_DIR: parent })).toEqual({
      code: 1,
      output: `There is no ledger in ${parent}. The demo's is in ${dataDir}: DATA_DIR=${dataDir} npm run ledger:verify\n`,
    });
    expect(fs.readdirSync(parent)).toEqual(['demo']);
  });
});
