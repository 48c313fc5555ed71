import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Ticks } from '../simulator/simulator.ts';

const stored = z.array(z.string());

/** What was done of the guided start, kept beside the data it was done on. A file that is no list starts over. */
export function keepTicks(file: string): Ticks {
  return {
    done: existsSync(file) ? readTicks(readFileSync(file, 'utf8')) : [],
    keep: (ids) => writeFileSync(file, JSON.stringify(ids)),
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
