import { z } from 'zod';
import { formOf } from './form-body.ts';
import { slackMessages } from './issues.ts';
import { SlackError } from './slack-error.ts';

/** Arguments as they arrive: strings from a form, anything from JSON. */
export type RawArguments = Readonly<Record<string, unknown>>;

/** Forms carry every value as a string. */
export const flag = z.preprocess(
  (value) => (value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value),
  z.boolean(),
);
export const count = z.preprocess(
  (value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value),
  z.int().min(0).max(1000),
);

export function readArguments<S extends z.ZodType>(schema: S, raw: RawArguments): z.output<S> {
  const parsed = schema.safeParse(raw, { reportInput: true });
  if (!parsed.success) throw new SlackError('invalid_arguments', slackMessages(parsed.error, ''));
  return parsed.data;
}

/** The arguments of a request, whichever of Slack's ways they came. A query string counts too. */
export async function requestArguments(request: Request): Promise<RawArguments> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('application/json')) {
    const body = await request.text();
    return { ...query, ...parseObject(body) };
  }
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return { ...query, ...Object.fromEntries(new URLSearchParams(await request.text())) };
  }
  if (type.startsWith('multipart/form-data')) {
    const form = await formOf(request);
    if (form === undefined) throw new SlackError('invalid_form_data');
    return { ...query, ...Object.fromEntries(form) };
  }
  return query;
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body);
    if (isJsonObject(parsed)) return parsed;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new SlackError('invalid_json');
  }
  throw new SlackError('json_not_object');
}

export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
