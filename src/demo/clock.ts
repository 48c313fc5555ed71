import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { type Clock, systemClock } from '../clock.ts';
import { AppError, InputError } from '../errors.ts';

const startsOver = 'Start over with npm run demo -- --fresh.';

const stored = z.object({ offsetMs: z.number().int() });

export type MovableClock = Clock & {
  /** By a calendar day or month of its zone, at the same time of day. Returns by how many milliseconds. */
  readonly forward: (by: 'day' | 'month') => number;
  /** To an instant, if it is not there yet. Returns by how many milliseconds. */
  readonly forwardTo: (at: number) => number;
  /** Goes with the real clock again, and returns the same. Throws `InputError` while something is recorded later than it. */
  readonly backToNow: (lastRecordedAt: number | undefined) => number;
};

/** The system's clock and how far it was moved, which stays in `file`, so that a restart goes on from there. */
export function openClock({
  file,
  zone,
  clock = systemClock,
}: {
  readonly file: string;
  /** Whose days and months are meant: an IANA name. */
  readonly zone: string;
  readonly clock?: Clock;
}): MovableClock {
  let offsetMs = existsSync(file) ? readOffset(file) : 0;
  const now = () => clock.now() + offsetMs;
  const move = (next: number) => {
    const moved = next - offsetMs;
    keepOffset(file, next);
    offsetMs = next;
    return moved;
  };
  return {
    now,
    forward: (by) => {
      const from = now();
      const here = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
      const there = here.add(by === 'day' ? { days: 1 } : { months: 1 });
      return move(offsetMs + there.epochMilliseconds - from);
    },
    forwardTo: (at) => move(offsetMs + Math.max(0, at - now())),
    backToNow: (lastRecordedAt) => {
      if (lastRecordedAt !== undefined && lastRecordedAt > clock.now())
        throw new InputError(
          `Something is recorded later than the present, and would then lie in the future. ${startsOver}`,
        );
      return move(0);
    },
  };
}

function readOffset(file: string): number {
  try {
    return stored.parse(JSON.parse(readFileSync(file, 'utf8'))).offsetMs;
  } catch (cause) {
    throw new AppError('demo_clock', `The demo's clock in ${file} cannot be read. ${startsOver}`, { cause });
  }
}

/** Whole or not at all: a demo that is killed meanwhile finds the former one. */
function keepOffset(file: string, offsetMs: number): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.new`;
  writeFileSync(draft, JSON.stringify({ offsetMs }));
  renameSync(draft, file);
}
