import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Log } from '../log.ts';
import type { Ticks } from '../simulator/simulator.ts';

const stored = z.array(z.string());

/**
 * What was done of the guided start, kept beside the data it was done on. A file that is no list starts over; one that
 * cannot be written is logged once, and tried again with the next tick.
 */
export function keepTicks(file: string, log: Log): Ticks {
  let failing = false;
  return {
    done: existsSync(file) ? readTicks(readFileSync(file, 'utf8')) : [],
    keep: (ids) => {
      try {
        writeFileSync(file, JSON.stringify(ids));
        failing = false;
      } catch (err) {
        if (!failing) log.warn({ err }, 'what was done of the guide cannot be kept over a restart');
        failing = true;
      }
    },
  };
}

function readTicks(text: string): string[] {
  try {
    return stored.parse(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof z.ZodError) return [];
    throw cause;
  }
}
