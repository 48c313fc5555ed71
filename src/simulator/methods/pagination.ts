import { SlackError } from '../slack-error.ts';

/** One page of a list; the cursor is opaque to the app, and empty on the last page. */
export function page<T>(items: readonly T[], limit: number | undefined, cursor: string | undefined) {
  const start = cursor === undefined || cursor === '' ? 0 : decode(cursor);
  const end = start + (limit === undefined || limit === 0 ? items.length : limit);
  return {
    items: items.slice(start, end),
    response_metadata: { next_cursor: end < items.length ? encode(end) : '' },
  };
}

function encode(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString('base64');
}

function decode(cursor: string): number {
  const offset = /^offset:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1];
  if (offset === undefined) throw new SlackError('invalid_cursor');
  return Number(offset);
}
