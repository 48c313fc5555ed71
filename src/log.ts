import type { Logger as BoltLogger, LogLevel } from '@slack/bolt';
import { type DestinationStream, type LogFn, type Logger, pino, stdTimeFunctions } from 'pino';
import { AppError, InputError } from './errors.ts';

export type Log = Logger;

/** JSON lines on standard output. What may stand in them: ids, codes and numbers. */
export function createLog(options: { readonly level: string }, destination?: DestinationStream): Log {
  const settings = {
    level: options.level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    serializers: { err: (err: unknown) => describeError(err) },
    hooks: { logMethod },
  };
  return destination === undefined ? pino(settings) : pino(settings, destination);
}

/** Without a text of ours, pino would take the error's message for one. */
function logMethod(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [first, text]: readonly unknown[] = args;
  if (first instanceof Error) method.call(this, { err: first }, typeof text === 'string' ? text : 'an error');
  else if (typeof first === 'object' && first !== null && 'err' in first && text === undefined)
    method.call(this, first, 'an error');
  else method.apply(this, args);
}

type Described = {
  readonly name: string;
  readonly message?: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly query?: string;
  readonly frames: readonly string[];
  readonly cause?: Described;
};

/**
 * An error without what people typed. Messages are kept only of errors known to hold none: a database puts parameters
 * into its messages, a JSON parser the text it choked on, an `InputError` what was typed.
 */
export function describeError(error: unknown, depth = 0): Described {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const message = hasPlainMessage(error) ? scrub(error.message) : undefined;
  const code = word(error, 'code');
  const constraint = word(error, 'constraint_name') ?? word(error, 'constraint');
  const query = word(error, 'query');
  return {
    name: error.name,
    ...(message !== undefined && { message }),
    ...(code !== undefined && { code }),
    ...(constraint !== undefined && { constraint }),
    ...(query !== undefined && { query }),
    frames: framesOf(error),
    ...(error.cause !== undefined && depth < 3 && { cause: describeError(error.cause, depth + 1) }),
  };
}

function hasPlainMessage(error: Error): boolean {
  if (error instanceof InputError) return false;
  if (error instanceof AppError) return true;
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError)
    return true;
  return 'syscall' in error || (word(error, 'code') ?? '').startsWith('slack_');
}

/** A property that is a name or a code; SQL text and anything longer is not. */
function word(error: Error, property: string): string | undefined {
  const value: unknown = Object.entries(error).find(([name]) => name === property)?.[1];
  return typeof value === 'string' && /^[\w.:-]{1,80}$/.test(value) ? value : undefined;
}

function framesOf(error: Error): readonly string[] {
  const lines = (error.stack ?? '').replace(error.message, '').split('\n');
  return lines.filter((line) => /^\s+at .+:\d+:\d+\)?$/.test(line)).map((line) => line.trim());
}

/** Tokens and addresses cut out of a text that others composed. */
function scrub(text: string): string {
  return text
    .replace(/\b(?:xox[a-z]|xapp|xoxe)[.-][\w.-]+/g, '[token]')
    .replace(/\b[a-z][a-z+.-]*:\/\/\S+/gi, '[url]');
}

/** Bolt's logger, writing to ours. Capped at info: below that Bolt logs whole payloads. */
export function boltLogger(log: Log): BoltLogger {
  const inner = log.child({ part: 'bolt' });
  const write = (level: 'info' | 'warn' | 'error', parts: readonly unknown[]) => {
    const err = parts.find((part) => part instanceof Error);
    const text = parts.filter((part) => typeof part === 'string').join(' ');
    inner[level](err === undefined ? {} : { err }, scrub(text));
  };
  return {
    debug: () => {},
    info: (...parts) => write('info', parts),
    warn: (...parts) => write('warn', parts),
    error: (...parts) => write('error', parts),
    setLevel: () => {},
    // Only its type is imported: loading Bolt takes longer than all that a program which only logs has to do.
    getLevel: () => 'info' as LogLevel.INFO,
    setName: () => {},
  };
}
