import type { Sql } from 'postgres';
import { AppError } from '../errors.ts';
import type { Ledger } from './connect.ts';
import { openJobPool } from './job-pool.ts';

/** Where the job queue has its tables. */
export const jobsSchema = 'graphile_worker';
/** The newest migration of the job queue that this version brings. */
const newestKnown = 19;

/**
 * Brings the job queue's own tables up to date. Called under the lock of the migrations.
 *
 * @throws AppError when a newer version has changed them so that this one cannot use them.
 */
export async function migrateJobs(session: Sql, ledger: Ledger): Promise<void> {
  const applied = await appliedMigrations(session);
  if (applied.some(({ id, breaking }) => breaking && id > newestKnown)) {
    throw new AppError(
      'database_newer',
      'The job queue in the database was migrated by a newer version of Headroom. Start that version, or restore a backup.',
    );
  }
  if (applied.some(({ id }) => id >= newestKnown)) return;
  const { Logger, runMigrations } = await import('graphile-worker');
  let broken: Error | undefined;
  const pool = await openJobPool(ledger, {
    max: 1,
    onError: (error) => {
      broken = error;
    },
  });
  try {
    await runMigrations({ pgPool: pool, schema: jobsSchema, logger: new Logger(() => () => {}) });
  } finally {
    await pool.end();
  }
  if (broken) throw broken;
}

async function appliedMigrations(session: Sql): Promise<readonly { id: number; breaking: boolean }[]> {
  const [table] = await session<{ present: boolean }[]>`
    select to_regclass('graphile_worker.migrations') is not null as present`;
  if (!table?.present) return [];
  return session<{ id: number; breaking: boolean }[]>`select id, breaking from graphile_worker.migrations`;
}
