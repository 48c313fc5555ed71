import { DrizzleQueryError } from 'drizzle-orm';
import { PgDatabase, PgDialect } from 'drizzle-orm/pg-core';
import { type PostgresJsQueryResultHKT, PostgresJsSession } from 'drizzle-orm/postgres-js';
import type { Row, Sql } from 'postgres';
import type { Query } from './statement.ts';

type Run = <R extends object>(query: Query<R>) => Promise<readonly R[]>;

/** What a query takes: a transaction, or (in `read`) the pool. */
export type Tx = PgDatabase<PostgresJsQueryResultHKT, Record<string, never>> & { readonly run: Run };

export type Transaction = Tx & {
  /** Sends a statement together with COMMIT, after all others: one way to the server less. If it fails, nothing is recorded. */
  atCommit(query: Query): void;
};

const dialect = new PgDialect();

/** Drizzle and fixed statements over a client of the driver. */
export function databaseOn(client: Sql): Tx {
  const session = new PostgresJsSession<Sql, Record<string, never>, Record<string, never>>(
    client,
    dialect,
    undefined,
  );
  const database = new PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>(
    dialect,
    session,
    undefined,
  );
  return Object.assign(database, { run: runOn(client) });
}

/** Runs fixed statements. What they fail with is thrown as drizzle throws it: the query's name can be read from it. */
function runOn(client: Pick<Sql, 'unsafe'>): Run {
  return async <R extends object>({ text, values }: Query<R>) => {
    try {
      return await client.unsafe<(R & Row)[]>(text, [...values]);
    } catch (thrown) {
      throw thrown instanceof Error ? new DrizzleQueryError(text, [...values], thrown) : thrown;
    }
  };
}

export type OpenTransaction = {
  readonly tx: Transaction;
  /** Settles with the server's answer to BEGIN. */
  readonly begun: Promise<unknown>;
  /** From now on `tx` throws. */
  end(why?: Error): void;
  /** Throws what a statement failed with, also one whose error was not passed on; call it before `commit`. */
  failIfBroken(): void;
  /** Sends what was kept for the end, and COMMIT right behind. If one of them fails, the server rolls back. */
  commit(): Promise<void>;
  rollback(): Promise<void>;
};

/**
 * Begins a transaction on a connection of its own, without waiting. Nothing is sent through `tx` once the transaction is
 * over or its connection lost: a straggler (the second half of a `Promise.all` whose first half failed) would run by
 * itself, or in the next transaction, and on a lost connection the driver throws from a timer, which ends the process.
 */
export function beginOn(client: Sql, begin: string): OpenTransaction {
  let over = false;
  let reason: Error | undefined;
  let failure: { readonly thrown: unknown } | undefined;
  const last: Query[] = [];

  const send: Sql['unsafe'] = <R extends Row[]>(
    ...[text, parameters, options]: Parameters<Sql['unsafe']>
  ) => {
    const answer = client.unsafe<R>(text, parameters, { ...options, prepare: (parameters?.length ?? 0) > 0 });
    answer.catch((thrown: unknown) => {
      failure ??= { thrown };
    });
    return answer;
  };
  const stopWhenOver = () => {
    if (over) throw reason ?? new Error('this transaction is over');
  };
  const guarded = new Proxy(client, {
    get(target, key) {
      stopWhenOver();
      if (key === 'begin') throw new Error('a transaction holds no other');
      return key === 'unsafe' ? send : Reflect.get(target, key);
    },
  });
  const run = runOn({ unsafe: send });
  const atCommit = (query: Query) => {
    stopWhenOver();
    last.push(query);
  };

  return {
    tx: Object.assign(databaseOn(guarded), { atCommit }),
    begun: send(begin),
    end(why) {
      over = true;
      reason ??= why;
    },
    failIfBroken() {
      if (failure) throw failure.thrown;
    },
    async commit() {
      const writes = last.map(run);
      const commit = send('commit');
      // All of them, so that nothing of this transaction is on its way when the next one begins.
      for (const write of await Promise.allSettled(writes))
        if (write.status === 'rejected') throw write.reason;
      const { command } = await commit;
      // The server answers COMMIT with ROLLBACK where a statement had failed.
      if (command !== 'COMMIT') throw failure?.thrown ?? new Error('COMMIT was refused');
    },
    async rollback() {
      await send('rollback');
    },
  };
}
