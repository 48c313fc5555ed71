import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { fileInputBytes, uploadBytes } from './block-limits.ts';

const megabyte = 1024 * 1024;
/** Of any request but those that carry a file. */
export const bodyBytes = 4 * megabyte;
/** The form around a file. */
const formBytes = 2 * megabyte;

/** Refuses what would fill the memory; a file has its own limit, and its own words where it is a little too large. */
export function limitBody(): MiddlewareHandler {
  const others = limit(bodyBytes);
  const fromMembers = limit(fileInputBytes + formBytes);
  const fromApps = limit(uploadBytes + formBytes);
  return (c, next) => {
    if (c.req.path === '/_page/upload') return fromMembers(c, next);
    return c.req.path.startsWith('/upload/') ? fromApps(c, next) : others(c, next);
  };
}

function limit(maxSize: number): MiddlewareHandler {
  const error = `The body is larger than ${maxSize / megabyte} MB.`;
  return bodyLimit({ maxSize, onError: (c: Context) => c.json({ ok: false, error }, 413) });
}
