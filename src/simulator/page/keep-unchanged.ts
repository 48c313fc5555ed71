import { useRef } from 'react';

/**
 * `next`, with every part that equals the same part of `before` being that very part: what did not change can be told
 * by identity. Both are JSON; `next` is written to, since copying a long conversation takes longer than comparing it.
 */
export function keepUnchanged<T>(before: unknown, next: T): T {
  if (!isParent(before) || !isParent(next) || Array.isArray(before) !== Array.isArray(next)) return next;
  const keys = Object.keys(next);
  let isSame = keys.length === Object.keys(before).length;
  for (const key of keys) {
    const value = keepUnchanged(before[key], next[key]);
    if (value === before[key]) Reflect.set(next, key, value);
    else isSame = false;
  }
  return isSame ? (before as T) : next;
}

/** The same object as long as it says the same. */
export function useUnchanged<T>(value: T): T {
  const kept = useRef(value);
  kept.current = keepUnchanged(kept.current, value);
  return kept.current;
}

function isParent(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
