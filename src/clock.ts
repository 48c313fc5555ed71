/** Where "now" comes from: the only reader of the wall clock, so that everything else is told the time. */
export type Clock = {
  /** The present instant, in milliseconds since the epoch. */
  readonly now: () => number;
};

export const systemClock: Clock = { now: () => Date.now() };
