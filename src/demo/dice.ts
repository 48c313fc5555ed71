import { createHash } from 'node:crypto';

/** Chance that is the same each time: for invented data only. */
export type Dice = {
  /** A number from `low` up to, not including, `high`. */
  readonly between: (low: number, high: number) => number;
  /** A whole number from 0 up to, not including, `limit`. */
  readonly upTo: (limit: number) => number;
  readonly pick: (words: readonly string[]) => string;
};

export function createDice(seed: string): Dice {
  let throws = 0;
  const between = (low: number, high: number) => {
    const digest = createHash('sha256').update(`${seed}/${throws++}`).digest();
    return low + (digest.readUInt32BE(0) / 2 ** 32) * (high - low);
  };
  const upTo = (limit: number) => Math.floor(between(0, limit));
  return { between, upTo, pick: (words) => words[upTo(words.length)] ?? '' };
}
