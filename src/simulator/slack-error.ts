import { AppError } from '../errors.ts';

/** A refusal in Slack's own words: `code` is what stands in `error`, `details` go to `response_metadata.messages`. */
export class SlackError extends AppError {
  readonly details: readonly string[];
  /** Further fields of the answer, such as `needed` and `provided`. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(code: string, details: readonly string[] = [], fields: Readonly<Record<string, unknown>> = {}) {
    super(code, details.length === 0 ? code : `${code}: ${details.join('; ')}`);
    this.details = details;
    this.fields = fields;
  }

  /** The body Slack sends. */
  answer(): Record<string, unknown> {
    const metadata = this.details.length === 0 ? {} : { response_metadata: { messages: this.details } };
    return { ok: false, error: this.code, ...this.fields, ...metadata };
  }
}
