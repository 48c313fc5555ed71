import type { Sql } from 'postgres';
import { connectionError } from './driver.ts';

/** A connection that runs one transaction at a time, so that statements can be sent before the former is answered. */
export type Line = {
  readonly client: Sql;
  /** It has answered: a transaction need not wait for its BEGIN. */
  isOpen: boolean;
  /** It was closed, and is never used again: the driver would connect anew, in the middle of a transaction. */
  isLost: boolean;
  /** Called when it is lost in use. */
  onLost: (() => void) | undefined;
  readonly openedAt: number;
  freeSince: number;
};

export type Lines = {
  /** A line of one's own, once there is one. */
  take(): Promise<Line>;
  release(line: Line): void;
  /** Closes a line whose transaction did not end. Those that lie idle go too: the network may have swallowed them all. */
  giveUp(line: Line): void;
  /** Lets transactions end (3 s at most), then closes every line. */
  close(): Promise<void>;
};

type Waiting = {
  readonly resolve: (line: Promise<Line>) => void;
  readonly reject: (error: Error) => void;
};

const idleMs = 60_000;
const lifetimeMs = 45 * 60_000;
const closingSeconds = 3;

/** At most `max` lines, opened when needed; the one used last is used first, so that few stay open under little load. */
export function createLines(open: (onclose: () => void) => Sql, max: number): Lines {
  const free: Line[] = [];
  const used = new Set<Line>();
  const waiting: Waiting[] = [];
  const retired = new Set<Promise<void>>();
  let closed = false;
  let allReleased = () => {};

  function openLine(): Line {
    const client = open(() => {
      line.isLost = true;
      line.onLost?.();
    });
    const openedAt = performance.now();
    const line: Line = {
      client,
      isOpen: false,
      isLost: false,
      onLost: undefined,
      openedAt,
      freeSince: openedAt,
    };
    return line;
  }

  /** One that is lost ends at once: it has nothing to wait for, and the driver would wait for what broke with it. */
  function retire(line: Line, timeout = closingSeconds): void {
    const ended = line.client
      .end({ timeout: line.isLost ? 0 : timeout })
      .finally(() => retired.delete(ended));
    retired.add(ended);
  }

  async function take(): Promise<Line> {
    if (closed) throw connectionError('CONNECTION_ENDED');
    for (let line = free.pop(); line; line = free.pop()) {
      const now = performance.now();
      const isFresh = now - line.freeSince < idleMs && now - line.openedAt < lifetimeMs;
      if (isFresh && !line.isLost) return use(line);
      retire(line);
    }
    if (used.size < max) return use(openLine());
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  }

  function use(line: Line): Line {
    used.add(line);
    return line;
  }

  /** Takes a line out of use; false when it already was. */
  function leave(line: Line): boolean {
    line.onLost = undefined;
    if (!used.delete(line)) return false;
    if (used.size === 0) allReleased();
    return true;
  }

  const next = () => waiting.shift()?.resolve(take());

  return {
    take,
    release(line) {
      if (!leave(line)) return;
      line.freeSince = performance.now();
      if (line.isLost || closed) retire(line);
      else free.push(line);
      next();
    },
    giveUp(line) {
      if (!leave(line)) return;
      for (const silent of [line, ...free.splice(0)]) retire(silent);
      next();
    },
    async close() {
      closed = true;
      for (const { reject } of waiting.splice(0)) reject(connectionError('CONNECTION_ENDED'));
      for (const line of free.splice(0)) retire(line);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, closingSeconds * 1_000);
        allReleased = () => {
          clearTimeout(timer);
          resolve();
        };
        if (used.size === 0) allReleased();
      });
      for (const line of used) retire(line, 0);
      await Promise.all(retired);
    },
  };
}
