/** Keys of the advisory locks taken with two numbers: ours, then what is locked. */
export const advisoryLocks = {
  space: 0x48_52_4d,
  /** Held for the life of a bot on its embedded database. */
  bot: 1,
  /** Held while migrations are applied. */
  migrate: 2,
} as const;
