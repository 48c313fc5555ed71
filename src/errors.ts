/**
 * What should not happen, with a sentence for the person who asked. A refusal by a rule is not an error: it is an answer.
 * Nothing matches on the message; `code` is what programs read.
 */
export class AppError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** Something typed or configured is wrong. The message says what, and shows one right example. */
export class InputError extends AppError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super('bad_input', message, options);
  }
}

/** What only the log is told: the message is in codes and names of ours, which help nobody who typed a command. */
export class InternalError extends AppError {}

/** The caller may not do this. The message says who may. */
export class NotAllowedError extends AppError {
  constructor(message: string) {
    super('not_allowed', message);
  }
}

/**
 * The database did not answer in time. `nothingRecorded` is true only when that is certain: the failure came before
 * COMMIT was sent.
 */
export class DatabaseUnavailableError extends AppError {
  readonly nothingRecorded: boolean;

  constructor(nothingRecorded: boolean, options?: { readonly cause?: unknown }) {
    super('database_unavailable', 'The database did not answer.', options);
    this.nothingRecorded = nothingRecorded;
  }
}
