import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { sql as query } from 'drizzle-orm';
import type { Sql } from 'postgres';
import { openDriver } from './driver.ts';
import { guardTransactions } from './guard.ts';
import { createLines, type Lines } from './lines.ts';
import { type Deadline, read, type Transaction, type Tx, transact } from './transact.ts';
import { databaseOn } from './transaction.ts';

/** Connections to the ledger's database: a pool for single statements, and lines for transactions. */
export type Ledger = {
  readonly db: Tx;
  readonly sql: Sql;
  /** `host:port/database`, without the password. */
  readonly address: string;
  transact<T>(deadline: Deadline, fn: (tx: Transaction) => Promise<T>): Promise<T>;
  read<T>(deadline: Deadline, fn: (db: Tx) => Promise<T>): Promise<T>;
  /** Rejects with a `DatabaseUnavailableError` unless the database answers in time. */
  ping(timeoutMs: number): Promise<void>;
  /** One connection of its own, without time limits: for session locks and migrations. `sql.end()` closes it. */
  session(onclose?: () => void): Sql;
  /** The keyed hashes by which the do-not-contact list knows people's keys. */
  hashesOf(workspaceId: string, keys: readonly string[]): string[];
  readonly lines: Lines;
  /** Told about a read as it starts, so that a pool whose server fell silent is replaced. */
  lease(): Lease;
  /** Lets statements under way finish (3 s at most), then closes every connection. */
  close(): Promise<void>;
};

export type Lease = {
  /** A pool that is replaced meanwhile stays until its reads are over. */
  readonly until: (work: Promise<unknown>) => void;
  /** The server said something. */
  readonly answered: () => void;
  /** The deadline passed without an answer. */
  readonly giveUp: () => void;
  /** A connection broke while it was in use. */
  readonly broken: () => void;
};

/** The server's own limit for a statement that nobody waits for any more; a transaction sets its own, shorter. */
const statementTimeoutMs = 30_000;
const closingSeconds = 3;
/** Single statements travel behind one another: a few connections cost less than many (measured: docs/benchmarks.md). */
const maxReading = 4;
/** Those who commit together share one write to the disk. */
const maxTransactions = 10;

/** Connects lazily: the first query opens the first connection. */
export function connectLedger(options: {
  readonly url: string;
  /** `HASH_KEY`: whoever has it can tell whether a known address is on the do-not-contact list. */
  readonly hashKey: string;
  readonly maxConnections?: number;
}): Ledger {
  const driver = { url: options.url, name: 'headroom', statementTimeoutMs };
  const atMost = (max: number) => Math.min(max, options.maxConnections ?? max);
  const open = () => openDriver({ ...driver, max: atMost(maxReading), renewed: true });
  const lines = createLines(
    (onclose) => openDriver({ ...driver, max: 1, renewed: false, readOnly: true, onclose }),
    atMost(maxTransactions),
  );
  let pool = open();
  let reads = new Set<Promise<unknown>>();
  let answeredAt = 0;
  let closed = false;
  const retired = new Set<Promise<void>>();
  const retire = async (old: Sql, itsReads: ReadonlySet<Promise<unknown>>) => {
    await Promise.race([
      Promise.allSettled(itsReads),
      wait(closingSeconds * 1_000, undefined, { ref: false }),
    ]);
    await old.end({ timeout: 0 });
  };
  // The driver can leave a connection that broke with half a message, which spoils it for ever: so take a new pool.
  const replace = (broken: Sql) => {
    if (closed || pool !== broken) return;
    const ended = retire(broken, reads).finally(() => retired.delete(ended));
    retired.add(ended);
    pool = open();
    reads = new Set();
  };
  const sql = guardTransactions(() => pool);
  const ledger: Ledger = {
    db: databaseOn(sql),
    sql,
    address: addressOf(pool),
    transact: (deadline, fn) => transact(ledger, deadline, fn),
    read: (deadline, fn) => read(ledger, deadline, fn),
    ping: async (timeoutMs) => {
      await read(ledger, { deadlineMs: timeoutMs }, (db) => db.execute(query`select 1`));
    },
    session: (onclose) => openSession(options.url, onclose),
    hashesOf: (workspaceId, keys) =>
      keys.map((key) =>
        createHmac('sha256', options.hashKey).update(`${workspaceId} ${key}`).digest('base64url'),
      ),
    lines,
    lease: () => {
      const mine = pool;
      const itsReads = reads;
      const startedAt = performance.now();
      return {
        until: (work) => {
          itsReads.add(work);
          const over = () => itsReads.delete(work);
          work.then(over, over);
        },
        answered: () => {
          answeredAt = performance.now();
        },
        // A network that swallows packets without a word keeps connections for a quarter of an hour: take new ones.
        // Not while others are answered: then it was one slow statement, or a full pool.
        giveUp: () => {
          if (answeredAt <= startedAt) replace(mine);
        },
        broken: () => replace(mine),
      };
    },
    close: async () => {
      closed = true;
      await Promise.all([pool.end({ timeout: closingSeconds }), lines.close(), ...retired]);
    },
  };
  return ledger;
}

/** One connection that is never exchanged for another, so that session locks last as long as it does. */
export function openSession(url: string, onclose?: () => void): Sql {
  const session = openDriver({
    url,
    name: 'headroom session',
    max: 1,
    statementTimeoutMs: 0,
    renewed: false,
    ...(onclose && { onclose }),
  });
  return guardTransactions(() => session);
}

function addressOf({ options }: Sql): string {
  return `${options.host[0]}:${options.port[0]}/${options.database}`;
}
