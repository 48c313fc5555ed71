/** What somebody waits at until a test opens it. */
export type Door = {
  /** Resolves when it was opened once for this one who waits. */
  readonly pass: () => Promise<void>;
  /** Lets one through: who waits longest, else the next to come. */
  readonly open: () => void;
};

export function createDoor(): Door {
  const waiting: (() => void)[] = [];
  let openings = 0;
  return {
    pass: () =>
      new Promise((resolve) => {
        if (openings === 0) return void waiting.push(resolve);
        openings -= 1;
        resolve();
      }),
    open: () => {
      const next = waiting.shift();
      if (next === undefined) openings += 1;
      else next();
    },
  };
}
