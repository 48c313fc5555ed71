import type { z } from 'zod';
import type { Ledger } from '../../ledger/connect.ts';
import type { Call } from '../../services/call.ts';
import type { Answered, FormState, OpenForm, Press } from '../request.ts';

/** What a modal works with. */
export type FormRun = { readonly ledger: Ledger; readonly call: Call; readonly form: OpenForm };
export type PressRun = FormRun & { readonly press: Press };

/** One modal as the list knows it. Its view is a pure function beside it; `submit` and `presses` say what it does. */
export type Form = {
  readonly callbackId: string;
  readonly submit?: (run: FormRun) => Promise<Answered>;
  /** By `action_id`, for what is pressed or chosen while it is open. What is not here is a button of any message. */
  readonly presses?: Readonly<Record<string, (run: PressRun) => Promise<Answered>>>;
};

export type Parsed<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/**
 * What was entered, typed; or every field that is wrong, by `block_id`, with the schema's sentence, which says how to mend
 * it. What is wrong with no field stands at `elsewhere`.
 */
export function parseForm<S extends z.ZodType>(
  schema: S,
  state: FormState,
  elsewhere: string,
): Parsed<z.output<S>> {
  const { success, data, error } = schema.safeParse(state);
  if (success) return { ok: true, data };
  const errors: Record<string, string> = {};
  for (const { path, message } of error.issues) {
    const [field] = path;
    errors[typeof field === 'string' && field in state ? field : elsewhere] ??= message;
  }
  return { ok: false, errors };
}
