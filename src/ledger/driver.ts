import { makePgArray } from 'drizzle-orm/pg-core/utils';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';

export type DriverOptions = {
  readonly url: string;
  /** What the server calls the connections. */
  readonly name: string;
  readonly max: number;
  /** The server's own limit for a statement; 0: none. */
  readonly statementTimeoutMs: number;
  /** Whether connections are closed when idle and exchanged when old. */
  readonly renewed: boolean;
  /** Whether what runs outside a transaction may only read. */
  readonly readOnly?: boolean;
  readonly onclose?: () => void;
};

/** Array types (text, bigint, integer) that a statement can take as one parameter: `any($1::text[])`. */
const arrayTypes = [1009, 1016, 1007];

/** The driver, with the settings that a bot which must outlive its server needs. Connects at the first query. */
export function openDriver(options: DriverOptions): Sql {
  const sql = postgres(options.url, {
    max: options.max,
    connect_timeout: 3,
    idle_timeout: options.renewed ? 60 : 0,
    ...(options.renewed ? {} : { max_lifetime: null }),
    // Seconds before a connection that failed is tried again. The default grows to 20: too long after an outage.
    backoff: (failures) => Math.min(0.05 * 2 ** failures, 1),
    // The driver reads the array types at each connect, and when the server dies meanwhile its promise rejects unheard.
    fetch_types: false,
    onnotice: () => {}, // printed by default
    onclose: options.onclose ?? (() => {}),
    connection: {
      application_name: options.name,
      TimeZone: 'UTC',
      statement_timeout: options.statementTimeoutMs,
      // Every statement finds few rows through an index. A plan made while a table was small must not read it whole when
      // it has grown, and plans are made once a connection (measured: docs/benchmarks.md).
      plan_cache_mode: 'force_generic_plan',
      enable_seqscan: 'off',
      enable_hashjoin: 'off',
      enable_mergejoin: 'off',
      jit: 'off',
      default_transaction_read_only: options.readOnly ?? false,
    },
  });
  drizzle(sql); // sets this client's types: instants, dates and JSON are left to drizzle
  for (const type of arrayTypes) sql.options.serializers[type] = makePgArray;
  return endForGood(sql);
}

/**
 * Once ended, what is connected still answers, and nothing connects any more. The driver itself would, after its end: for
 * statements that were queued behind one whose connection broke, and when its wait before another try runs out.
 */
function endForGood(sql: Sql): Sql {
  const end = sql.end;
  const socket = () => {
    throw connectionError('CONNECTION_ENDED');
  };
  return Object.assign(sql, {
    end: (...how: Parameters<Sql['end']>) => {
      Object.assign(sql.options, { socket });
      return end(...how);
    },
  });
}

/** An error like the driver's own. */
export function connectionError(code: 'CONNECTION_ENDED' | 'CONNECTION_CLOSED'): Error {
  return Object.assign(new Error('the connection is closed'), { code });
}
