import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** Zod's issues in the words of Slack's `response_metadata.messages`. `root` is a JSON pointer, such as `/blocks`. */
export function slackMessages(error: z.ZodError, root: string): string[] {
  return error.issues.flatMap((issue) => messagesOf(issue, root));
}

function messagesOf(issue: Issue, root: string): string[] {
  const at = pointer(root, issue.path);
  switch (issue.code) {
    case 'too_big':
      return [
        issue.origin === 'array'
          ? line(`no more than ${issue.maximum} items allowed`, at)
          : issue.origin === 'string'
            ? line(`must be less than ${Number(issue.maximum) + 1} characters`, at)
            : line(`must be less than or equal to ${issue.maximum}`, at),
      ];
    case 'too_small':
      return [
        issue.origin === 'array'
          ? line(`must provide at least ${issue.minimum} items`, at)
          : issue.origin === 'string'
            ? line(`must be more than ${Number(issue.minimum) - 1} characters`, at)
            : line(`must be greater than or equal to ${issue.minimum}`, at),
      ];
    case 'unrecognized_keys':
      return issue.keys.map((key) => line(`invalid additional property: ${key}`, at));
    case 'invalid_type':
      return [
        missing(issue) ? missingField(issue, root) : line(`must provide ${article(issue.expected)}`, at),
      ];
    case 'invalid_value':
      return [
        missing(issue)
          ? missingField(issue, root)
          : line(`value must be one of: ${issue.values.map(String).join(', ')}`, at),
      ];
    case 'invalid_union':
      return [
        issue.path.at(-1) === 'type'
          ? unsupported(issue, root)
          : line('failed to match all allowed schemas', at),
      ];
    case 'custom':
      return [line(issue.message, at)];
    default:
      return [line(`invalid value`, at)];
  }
}

/** A discriminated union names the place of `type`, but its input is the whole object. */
function unsupported(issue: Issue, root: string): string {
  const { input } = issue;
  const type = typeof input === 'object' && input !== null ? Reflect.get(input, 'type') : undefined;
  return type === undefined
    ? missingField(issue, root)
    : line(`unsupported type: ${String(type)}`, pointer(root, issue.path));
}

/** Issues carry their input only because every parse asks for it (`reportInput`). */
function missing(issue: Issue): boolean {
  return issue.input === undefined && issue.path.length > 0;
}

function missingField(issue: Issue, root: string): string {
  return line(`missing required field: ${String(issue.path.at(-1))}`, pointer(root, issue.path.slice(0, -1)));
}

function line(text: string, at: string): string {
  return at === '' ? `[ERROR] ${text}` : `[ERROR] ${text} [json-pointer:${at}]`;
}

function pointer(root: string, path: readonly PropertyKey[]): string {
  return root + path.map((step) => `/${String(step)}`).join('');
}

function article(expected: string): string {
  if (expected === 'int') return 'an integer';
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}
