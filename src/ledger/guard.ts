import type { Sql, TransactionSql } from 'postgres';
import { readDatabaseFault } from './database-error.ts';

/** The driver's client for the current pool, with its `begin` made safe and its statements prepared. */
export function guardTransactions(current: () => Sql): Sql {
  return new Proxy(current(), {
    get: (_, key) => {
      const client = current();
      return key === 'begin'
        ? guardedBegin(client)
        : key === 'unsafe'
          ? prepared(client)
          : Reflect.get(client, key);
    },
    apply: (_, self, args) => Reflect.apply(current(), self, args),
  });
}

/**
 * `begin`, where nothing is sent once the transaction is over or its connection is lost. The driver would run a straggler
 * (the second half of a `Promise.all` whose first half failed) on the bare connection, where it commits by itself; and a
 * statement or ROLLBACK on a lost connection makes it throw from a timer, which ends the process.
 */
function guardedBegin(pool: Sql) {
  return <T>(work: (client: TransactionSql) => Promise<T>) => {
    let over = false;
    const begun = pool.begin(async (client) => {
      const guarded = new Proxy(client, {
        get: (target, key) => {
          if (over) throw new Error('this transaction is over');
          return key === 'unsafe' ? prepared(target) : Reflect.get(target, key);
        },
      });
      try {
        const value = await work(guarded);
        return over ? await never : value;
      } catch (thrown) {
        throw over || isLoss(thrown) ? await never : thrown;
      } finally {
        over = true;
      }
    });
    // Rejects as soon as the connection closes, even while the work goes on.
    begun.catch(() => {
      over = true;
    });
    return begun;
  };
}

/**
 * Every statement with parameters is prepared, once a connection: drizzle asks for it only where a query is named, and
 * without it each one is parsed and planned anew and takes a second round trip (measured: docs/benchmarks.md).
 */
function prepared(client: Sql | TransactionSql): Sql['unsafe'] {
  return (text, parameters, options) =>
    client.unsafe(text, parameters, { ...options, prepare: (parameters?.length ?? 0) > 0 });
}

/** Leaves the driver waiting where it would otherwise send COMMIT or ROLLBACK; `begin` itself has rejected. */
const never = new Promise<never>(() => {});

function isLoss(thrown: unknown): boolean {
  const fault = readDatabaseFault(thrown);
  return fault?.kind === 'unavailable' && !fault.fromServer;
}
