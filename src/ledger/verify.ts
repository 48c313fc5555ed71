import { type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Sql } from 'postgres';
import { DatabaseUnavailableError } from '../errors.ts';
import { readDatabaseFault } from './database-error.ts';
import { type Matter, matters } from './verify-matters.ts';

/** Where what is stored is not what the entries say: in codes, ids and numbers. */
export type Difference = {
  readonly workspaceId: string;
  readonly table: string;
  /** The row's key within its workspace; of several columns: by spaces. */
  readonly key: string;
  /** `row` when the row itself is there or missing. */
  readonly column: string;
  readonly stored: string | null;
  readonly expected: string | null;
};

export type Verified = {
  readonly matter: string;
  readonly compared: number;
  /** How many rows differ. */
  readonly differing: number;
  /** The first `maxListed`; a row can have several. */
  readonly differences: readonly Difference[];
};

export const maxListed = 20;

type Client = Pick<Sql, 'unsafe'>;
const dialect = new PgDialect();

/**
 * Rebuilds from the entries all that is derived from them, and compares (limits.md, law 7). It reads one snapshot, writes
 * nothing and locks nothing, so it can run beside the bot; the rows stay in the database.
 *
 * @param session a connection without time limits: `ledger.session()`.
 * @throws DatabaseUnavailableError when the database does not answer; LedgerError when it refuses, as one without tables.
 */
export async function verifyLedger(session: Sql): Promise<readonly Verified[]> {
  try {
    return await session.begin(async (tx) => {
      await tx.unsafe('set transaction isolation level repeatable read, read only');
      return Promise.all(matters.map((matter) => verify(tx, matter)));
    });
  } catch (thrown) {
    const fault = readDatabaseFault(thrown);
    if (fault?.kind === 'unavailable') throw new DatabaseUnavailableError(true, { cause: fault.error });
    throw fault?.error ?? thrown;
  }
}

async function verify(tx: Client, matter: Matter): Promise<Verified> {
  const [counts] = await run<{ compared: string; differing: string }>(
    tx,
    sql`select count(*) as compared, count(*) filter (where ${differs(matter)}) as differing from ${matter.rows}`,
  );
  const differing = Number(counts?.differing);
  return {
    matter: matter.name,
    compared: Number(counts?.compared),
    differing,
    differences: differing === 0 ? [] : await listDifferences(tx, matter),
  };
}

async function listDifferences(tx: Client, matter: Matter): Promise<readonly Difference[]> {
  const { table, columns, zeros } = matter;
  const key = sql.raw(matter.key.join(', '));
  const lines = columns.map(
    (column, nth) => sql`select ${sql.raw(`${nth}, '${column}'`)}, ${cell('s', column, zeros)}::text,
      ${cell('x', column, zeros)}::text ${zeros ? sql`` : sql`where s.present and x.present`}`,
  );
  if (!zeros) lines.unshift(sql`select -1, 'row', ${thereOr('s')}, ${thereOr('x')}`);
  const rows = await run<Omit<Difference, 'table'>>(
    tx,
    sql`select workspace_id as "workspaceId", concat_ws(' ', ${key}) as key, line."column", line.stored, line.expected
      from ${matter.rows} cross join lateral (${sql.join(lines, sql` union all `)}) line (nth, "column", stored, expected)
      where line.stored is distinct from line.expected and ${differs(matter)}
      order by workspace_id, ${key}, line.nth limit ${sql.raw(String(maxListed))}`,
  );
  return rows.map((row) => ({ table, ...row }));
}

function differs({ columns, zeros }: Matter): SQL {
  const unequal = columns.map(
    (column) => sql`${cell('s', column, zeros)} is distinct from ${cell('x', column, zeros)}`,
  );
  if (!zeros) unequal.unshift(sql`s.present is distinct from x.present`);
  return sql`(${sql.join(unequal, sql` or `)})`;
}

function cell(side: 's' | 'x', column: string, zeros: true | undefined): SQL {
  return sql.raw(zeros ? `coalesce(${side}.${column}, 0)` : `${side}.${column}`);
}

function thereOr(side: 's' | 'x'): SQL {
  return sql.raw(`case when ${side}.present then 'there' else 'missing' end`);
}

async function run<Row extends object>(tx: Client, query: SQL): Promise<readonly Row[]> {
  const { sql: text, params } = dialect.sqlToQuery(query);
  if (params.length > 0) throw new Error('the statements of the check take no values');
  return tx.unsafe<Row[]>(text);
}
