import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import type { Sql } from 'postgres';
import { AppError } from '../errors.ts';
import type { Ledger } from './connect.ts';
import { LedgerError } from './database-error.ts';
import { advisoryLocks } from './locks.ts';
import { migrateJobs } from './migrate-jobs.ts';

export const migrationsFolder = fileURLToPath(new URL('../../drizzle', import.meta.url));

const oldestServer = 140_000;

/**
 * Brings the database up to the migrations in `drizzle/` and of the job queue. Any number of replicas may call it at once: they queue at a
 * session lock, and those that come later find nothing to do.
 *
 * @throws AppError when the database cannot be used: too old a server, another encoding, migrated by a newer version.
 */
export async function migrateLedger(
  ledger: Ledger,
  options: { readonly folder?: string } = {},
): Promise<void> {
  const folder = options.folder ?? migrationsFolder;
  const known = readMigrationFiles({ migrationsFolder: folder }).map((migration) => migration.folderMillis);
  const session = ledger.session();
  try {
    await refuseUnfitServer(session);
    await session`select pg_advisory_lock(${advisoryLocks.space}, ${advisoryLocks.migrate})`;
    await refuseNewerDatabase(session, known);
    await migrate(drizzle(session), { migrationsFolder: folder });
    await refuseSkippedMigrations(session, known);
    await migrateJobs(session, ledger);
  } finally {
    await session.end({ timeout: 5 });
  }
}

/** Resolves once the database answers. Rejects when it never will (wrong password, no such database), or on the signal. */
export async function waitForLedger(
  ledger: Ledger,
  options: { readonly log: { warn(fields: object, message: string): void }; readonly signal: AbortSignal },
): Promise<void> {
  for (let delayMs = 250; ; delayMs = Math.min(delayMs * 2, 10_000)) {
    options.signal.throwIfAborted();
    try {
      return await ledger.ping(3_000);
    } catch (error) {
      const code = codeOf(error);
      if (/^28|^3D/.test(code)) throw hopeless(ledger, code);
      options.log.warn(
        { code, database: ledger.address, retryInMs: delayMs },
        'the database does not answer yet',
      );
    }
    await wait(delayMs, undefined, { signal: options.signal });
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof AppError)) throw error;
  return error.cause instanceof LedgerError ? error.cause.code : error.code;
}

function hopeless(ledger: Ledger, code: string): AppError {
  const why = code.startsWith('3D') ? 'there is no such database' : 'it refused the user or the password';
  return new AppError('database_refused', `The database at ${ledger.address}: ${why}. Check DATABASE_URL.`);
}

async function refuseUnfitServer(session: Sql): Promise<void> {
  const [server] = await session<{ version: number; name: string; encoding: string }[]>`
    select current_setting('server_version_num')::int as version, current_setting('server_version') as name,
           current_setting('server_encoding') as encoding`;
  if (!server) throw new Error('a select without a table returned no row');
  if (server.version < oldestServer) {
    throw new AppError(
      'database_too_old',
      `PostgreSQL 14 or newer is needed; this server is ${server.name}.`,
    );
  }
  if (server.encoding !== 'UTF8') {
    throw new AppError(
      'database_encoding',
      `The database must be encoded in UTF8; this one is ${server.encoding}. Create one with: CREATE DATABASE headroom ENCODING 'UTF8' TEMPLATE template0`,
    );
  }
}

async function refuseNewerDatabase(session: Sql, known: readonly number[]): Promise<void> {
  const unknown = (await appliedMigrations(session)).filter((at) => !known.includes(at));
  if (unknown.length === 0) return;
  throw new AppError(
    'database_newer',
    `The database was migrated by a newer version of Headroom (${unknown.length} unknown migrations). Start that version, or restore a backup.`,
  );
}

/** The migrator skips a migration that is dated before the newest one applied, as a merge of two branches can leave it. */
async function refuseSkippedMigrations(session: Sql, known: readonly number[]): Promise<void> {
  const applied = await appliedMigrations(session);
  const skipped = known.filter((at) => !applied.includes(at));
  if (skipped.length === 0) return;
  throw new AppError(
    'migration_skipped',
    `${skipped.length} migrations are dated before the newest one applied, so they were skipped. Generate them again.`,
  );
}

async function appliedMigrations(session: Sql): Promise<number[]> {
  const [table] = await session<{ present: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as present`;
  if (!table?.present) return [];
  const rows = await session<{ at: string }[]>`select created_at as at from drizzle.__drizzle_migrations`;
  return rows.map((row) => Number(row.at));
}
