import { AppError } from './errors.ts';
import type { Log } from './log.ts';

const interrupted = 130;

/** A process that was asked to stop: `signal` for what is still starting, `asked` for what runs. */
export type Stop = { readonly signal: AbortSignal; readonly asked: Promise<void> };

/** Listens for Ctrl-C and SIGTERM. The first asks to stop in order, the second stops at once. */
export function untilStopped(log: Log): Stop {
  const stopping = new AbortController();
  const { signal } = stopping;
  const asked = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (signal.aborted) process.exit(interrupted);
      log.info({ signal: name }, 'stopping');
      stopping.abort();
    });
  }
  return { signal, asked };
}

/** Logs what nobody caught, and ends: a process in an unknown state does not go on. */
export function endOnUnhandled(log: Log): void {
  const end = (err: unknown) => {
    log.fatal({ err }, 'unhandled error');
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

/** Ends with the sentence of an `AppError`, for the person at the terminal; any other error keeps its stack. */
export function exitWith(err: unknown): never {
  if (!(err instanceof AppError)) throw err;
  process.stderr.write(`${err.message}\n`);
  process.exit(1);
}
