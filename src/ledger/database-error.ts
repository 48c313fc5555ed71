import { DrizzleQueryError } from 'drizzle-orm';
import postgres from 'postgres';
import { InternalError } from '../errors.ts';

/**
 * What the database refused, in codes and names only. The driver's own errors carry parameters, and so what people
 * typed, in message and detail: they are never kept as a cause. `code` is the SQLSTATE, or the driver's code.
 */
export class LedgerError extends InternalError {
  readonly constraint: string | undefined;
  /** The verb and the table of the statement, as in `insert-entries`. */
  readonly query: string | undefined;

  constructor(
    code: string,
    names: { readonly constraint?: string | undefined; readonly query?: string | undefined },
  ) {
    const where = [names.query, names.constraint].filter((name) => name !== undefined).join(', ');
    super(code, `The database refused it: ${code}${where && ` (${where})`}.`);
    this.constraint = names.constraint;
    this.query = names.query;
  }
}

export type DatabaseFault = {
  /** `retry`: the same transaction may pass when tried again. `unavailable`: nobody could have answered. */
  readonly kind: 'refused' | 'retry' | 'unavailable';
  readonly fromServer: boolean;
  /** The server itself said that the transaction failed, so nothing of it was recorded, even at COMMIT. */
  readonly rolledBack: boolean;
  readonly error: LedgerError;
};

/** SQLSTATE classes that mean trouble with the server, not with the statement; 25P03 and 25P04 are its own time limits. */
const unavailable = /^(08|28|3D|53|57|58)|^25P0[34]$/;
const retryable = new Set(['40001', '40P01']);
/** Somebody else came first, with the same request or with the next version: the next attempt finds what they wrote. */
const cameSecond = new Set([
  'requests_workspace_id_key_unique',
  'policies_workspace_id_version_pk',
  'settings_workspace_id_subject_version_pk',
]);

/** Reads an error thrown by the driver or by drizzle; undefined for any other error. */
export function readDatabaseFault(thrown: unknown): DatabaseFault | undefined {
  const inQuery = thrown instanceof DrizzleQueryError;
  const cause: unknown = inQuery ? thrown.cause : thrown;
  const query = inQuery ? nameQuery(thrown.query) : undefined;
  if (cause instanceof postgres.PostgresError) {
    const error = withFrames(
      new LedgerError(cause.code, { constraint: cause.constraint_name, query }),
      thrown,
    );
    const kind =
      retryable.has(cause.code) || cameSecond.has(cause.constraint_name ?? '')
        ? 'retry'
        : unavailable.test(cause.code)
          ? 'unavailable'
          : 'refused';
    return { kind, fromServer: true, rolledBack: cause.severity === 'ERROR', error };
  }
  if (isConnectionError(cause)) {
    return {
      kind: 'unavailable',
      fromServer: false,
      rolledBack: false,
      error: new LedgerError(cause.code, { query }),
    };
  }
  if (!inQuery) return undefined;
  return {
    kind: 'refused',
    fromServer: false,
    rolledBack: false,
    error: withFrames(new LedgerError('driver', { query }), thrown),
  };
}

/** The driver's own (`CONNECTION_CLOSED`, `CONNECT_TIMEOUT` …) or the system's (`ECONNREFUSED` …). */
function isConnectionError(error: unknown): error is Error & { readonly code: string } {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false;
  return error.code.startsWith('CONNECT') || 'syscall' in error;
}

function nameQuery(text: string): string | undefined {
  const [, verb] = /^\W*(\w+)/.exec(text) ?? [];
  const [, table] = /\b(?:from|into|update|table)\s+"?(\w+)/i.exec(text) ?? [];
  return verb && [verb.toLowerCase(), table].filter((name) => name !== undefined).join('-');
}

/** The stack says which query it was; its first lines are the message, which must not be kept. */
function withFrames(error: LedgerError, from: unknown): LedgerError {
  if (!(from instanceof Error) || from.stack === undefined) return error;
  const frames = from.stack.slice(from.stack.indexOf(from.message) + from.message.length);
  error.stack = `${error.name}: ${error.message}${frames}`;
  return error;
}
