import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseUnavailableError } from '../errors.ts';
import type { Lease, Ledger } from './connect.ts';
import { type DatabaseFault, type LedgerError, readDatabaseFault } from './database-error.ts';
import { connectionError } from './driver.ts';
import type { Line } from './lines.ts';
import { beginOn, type OpenTransaction, type Transaction, type Tx } from './transaction.ts';

export type { Transaction, Tx } from './transaction.ts';

/** How long the caller waits, in milliseconds from the call. */
export type Deadline = { readonly deadlineMs: number };

const maxAttempts = 5;
/** The server gives up this much before we do, so that it answers a slow statement and keeps its connection. */
const serverLeadMs = 100;

/**
 * Runs `fn` in one transaction that ends within the deadline, whatever the server does. What `fn` throws rolls back and
 * passes through; `fn` may run again after a serialization failure or a deadlock, so it must not act on anything else.
 *
 * @throws DatabaseUnavailableError `nothingRecorded` when the deadline passed or the connection broke before COMMIT was
 * sent: a late continuation then rolls back. Not so from that instant on: the server may have committed.
 * @throws LedgerError when the database refused a statement.
 */
export async function transact<T>(
  ledger: Ledger,
  { deadlineMs }: Deadline,
  fn: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const endsAt = performance.now() + deadlineMs;
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await attemptOnce(ledger, endsAt, fn);
    if ('value' in outcome) return outcome.value;
    if ('thrown' in outcome) throw outcome.thrown;
    const pauseMs = 2 ** attempt * 5 * (1 + Math.random());
    if (attempt === maxAttempts || performance.now() + pauseMs >= endsAt) {
      throw new DatabaseUnavailableError(true, { cause: outcome.retry });
    }
    await wait(pauseMs);
  }
}

/** Runs `fn` on the pool, without a transaction, within the deadline. For reads only. */
export async function read<T>(
  ledger: Ledger,
  { deadlineMs }: Deadline,
  fn: (db: Tx) => Promise<T>,
): Promise<T> {
  const lease = ledger.lease();
  const work = fn(ledger.db).catch((thrown: unknown) => {
    const fault = readDatabaseFault(thrown);
    noteFault(lease, fault);
    throw fault ? toAppError(fault, true) : thrown;
  });
  lease.until(work);
  const value = await within(performance.now() + deadlineMs, work, () => {
    lease.giveUp();
    return new DatabaseUnavailableError(true);
  });
  lease.answered();
  return value;
}

type Outcome<T> = { readonly value: T } | { readonly thrown: unknown } | { readonly retry: LedgerError };

async function attemptOnce<T>(
  ledger: Ledger,
  endsAt: number,
  fn: (tx: Transaction) => Promise<T>,
): Promise<Outcome<T>> {
  let commitSent = false;
  let refusal: { readonly thrown: unknown } | undefined;
  let abandon: (() => void) | undefined;
  // Both: a timer can fire a moment before the clock says so, and late when the process was busy.
  let late = false;
  const stopWhenLate = () => {
    if (late || performance.now() >= endsAt) throw new DatabaseUnavailableError(true);
  };

  async function run(line: Line): Promise<{ readonly value: T }> {
    const transaction = beginOn(line.client, beginText(endsAt));
    abandon = () => {
      transaction.end();
      ledger.lines.giveUp(line);
    };
    const lost = new Promise<never>((_, reject) => {
      line.onLost = () => {
        const closed = connectionError('CONNECTION_CLOSED');
        transaction.end(closed);
        setImmediate(reject, closed); // what the statements fail with says more
      };
    });
    try {
      return await Promise.race([work(line, transaction), lost]);
    } catch (thrown) {
      transaction.end();
      if (!commitSent && !late && !line.isLost) await transaction.rollback();
      throw thrown;
    }
  }

  async function work(line: Line, transaction: OpenTransaction): Promise<{ readonly value: T }> {
    if (!line.isOpen) await transaction.begun;
    line.isOpen = true;
    stopWhenLate(); // connecting took its time
    const [value] = await Promise.all([watched(transaction.tx), transaction.begun]);
    transaction.end();
    transaction.failIfBroken();
    stopWhenLate();
    commitSent = true; // from here on COMMIT is on its way
    await transaction.commit();
    return { value };
  }

  async function watched(tx: Transaction): Promise<T> {
    try {
      return await fn(tx);
    } catch (thrown) {
      if (!readDatabaseFault(thrown)) refusal = { thrown };
      throw thrown;
    }
  }

  async function settle(): Promise<Outcome<T>> {
    try {
      const line = await ledger.lines.take();
      try {
        stopWhenLate(); // before anything is sent: waiting for a line took its time
        return await run(line);
      } finally {
        ledger.lines.release(line);
      }
    } catch (thrown) {
      const fault = refusal ? undefined : readDatabaseFault(thrown);
      if (fault === undefined) return refusal ?? { thrown };
      if (fault.kind === 'retry') return { retry: fault.error };
      return { thrown: toAppError(fault, !commitSent || fault.rolledBack) };
    }
  }

  return within(endsAt, settle(), () => {
    late = true;
    abandon?.();
    return new DatabaseUnavailableError(!commitSent);
  }).catch((thrown: unknown) => refusal ?? { thrown });
}

/**
 * BEGIN with the server's own limits, the numbers written out: statements without parameters travel as one message.
 * Outside a transaction these connections can only read, so whatever strays there cannot commit by itself.
 */
function beginText(endsAt: number): string {
  const ms = Math.max(1, Math.floor(endsAt - performance.now()) - serverLeadMs);
  return `begin read write; set local statement_timeout = ${ms}; set local idle_in_transaction_session_timeout = ${ms + 2 * serverLeadMs}`;
}

const brokenInUse = new Set(['CONNECTION_CLOSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

function noteFault(lease: Lease, fault: DatabaseFault | undefined): void {
  if (fault?.fromServer) lease.answered();
  else if (fault && brokenInUse.has(fault.error.code)) lease.broken();
}

function toAppError(fault: DatabaseFault, nothingRecorded: boolean): DatabaseUnavailableError | LedgerError {
  if (fault.kind === 'refused') return fault.error;
  return new DatabaseUnavailableError(nothingRecorded, { cause: fault.error });
}

/** The promise, or a rejection at the deadline. What comes after it is dropped. */
function within<T>(endsAt: number, work: Promise<T>, onLate: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(onLate()), Math.max(0, endsAt - performance.now()));
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
