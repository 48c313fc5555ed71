import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDatabaseConfig } from './config.ts';
import { AppError, DatabaseUnavailableError } from './errors.ts';
import { openSession } from './ledger/connect.ts';
import { LedgerError } from './ledger/database-error.ts';
import { findRunning } from './ledger/embedded/running.ts';
import { defaultDataDir, startEmbedded } from './ledger/embedded.ts';
import { type Difference, maxListed, type Verified, verifyLedger } from './ledger/verify.ts';
import { exitWith } from './lifetime.ts';
import { createLog } from './log.ts';

const interrupted = 130;
/** Beside the report, which alone stands on standard output. */
const log = createLog({ level: 'error' }, process.stderr);

/** A database that can be reached, and what gives it back. */
type Place = { readonly url: string; close(): Promise<void> };

async function openPlace(): Promise<Place> {
  const { databaseUrl, dataDir } = readDatabaseConfig();
  if (databaseUrl !== undefined) return { url: databaseUrl, close: async () => {} };
  const checkout = fileURLToPath(new URL('..', import.meta.url));
  const folder = dataDir ?? defaultDataDir({ root: process.getuid?.() === 0, checkout });
  if (!existsSync(join(folder, 'postgres'))) throw noLedger(folder);
  const running = await findRunning(folder);
  if (running !== undefined) return { url: running, close: async () => {} };
  const { url, stop } = await startEmbedded({ dataDir: folder, log });
  return { url, close: stop };
}

function noLedger(folder: string): AppError {
  const demo = join(folder, 'demo');
  const hint = existsSync(join(demo, 'postgres'))
    ? `The demo's is in ${demo}: DATA_DIR=${demo} npm run ledger:verify`
    : 'Set DATA_DIR or DATABASE_URL as they are set for the bot.';
  return new AppError('no_ledger', `There is no ledger in ${folder}. ${hint}`);
}

async function verifyAt(url: string): Promise<readonly Verified[]> {
  const session = openSession(url);
  try {
    return await verifyLedger(session);
  } catch (thrown) {
    throw explained(
      thrown,
      `${session.options.host[0]}:${session.options.port[0]}/${session.options.database}`,
    );
  } finally {
    await session.end({ timeout: 1 });
  }
}

/** What the person at the terminal can do about it. */
function explained(thrown: unknown, address: string): unknown {
  const cause = thrown instanceof DatabaseUnavailableError ? thrown.cause : thrown;
  if (!(cause instanceof LedgerError)) return thrown;
  const sentence = /^28/.test(cause.code)
    ? 'refused the user or the password. Check DATABASE_URL.'
    : /^3D/.test(cause.code)
      ? 'does not exist. Check DATABASE_URL.'
      : /^42(P01|703)$/.test(cause.code)
        ? 'has no ledger of this version. Start the bot once: it brings the database up to date.'
        : thrown === cause
          ? `refused to be read (${cause.code}).`
          : `does not answer (${cause.code}). Is it running, and is DATABASE_URL right?`;
  return new AppError('cannot_verify', `The database at ${address} ${sentence}`, { cause });
}

function report(verified: readonly Verified[]): string {
  const lines = verified.flatMap(({ matter, compared, differing, differences }) => [
    `${matter}: ${outcome(compared, differing)}`,
    ...differences.map(line),
    ...(differences.length === maxListed ? [`  (only the first ${maxListed} differences are listed)`] : []),
  ]);
  return `${lines.join('\n')}\n`;
}

function outcome(compared: number, differing: number): string {
  if (compared === 0) return 'none.';
  const of = `${number(compared)} compared`;
  return differing === 0
    ? `${of}, all as the entries say.`
    : `${of}, ${number(differing)} not as the entries say:`;
}

function line({ workspaceId, table, key, column, stored, expected }: Difference): string {
  return `  ${table} ${workspaceId} ${key}: ${column} is ${stored ?? 'empty'}, the entries say ${expected ?? 'empty'}`;
}

const number = (count: number) => count.toLocaleString('en-US');

/** The exit code. */
async function run(): Promise<number> {
  const asked = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const place = await openPlace();
  try {
    const verified = await Promise.race([verifyAt(place.url), asked.then(() => undefined)]);
    if (!verified) return interrupted;
    process.stdout.write(report(verified));
    return verified.every(({ differing }) => differing === 0) ? 0 : 1;
  } finally {
    await place.close();
  }
}

process.exit(await run().catch(exitWith));
