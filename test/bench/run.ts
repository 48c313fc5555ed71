import { benchClaims } from './claims.ts';
import { benchCommand } from './command.ts';
import { benchDecide } from './decide.ts';
import { benchDigest } from './digest.ts';
import { benchGrowth } from './growth.ts';
import { benchLimiter } from './limiter.ts';
import { benchTeam } from './team.ts';
import { benchWarnings } from './warning-latency.ts';

/**
 * `npm run bench`: every figure but that of `decide` is a ratio within one run, so that the machine it ran on matters
 * little. With `-- --full` the growth is measured on ten million entries, which takes some minutes to load.
 */
const isFull = process.argv.includes('--full');

benchDecide();
await benchCommand({ seconds: 4, rounds: 3 });
await benchLimiter({ seconds: 3, rounds: 3 });
await benchGrowth(
  isFull
    ? { accounts: 10_000, entriesPerAccount: 1_000, seconds: 10, rounds: 5 }
    : { accounts: 1_000, entriesPerAccount: 200, seconds: 2, rounds: 3 },
);
await benchDigest({ accounts: 10_000, entriesPerAccount: 100, rounds: 4 });
await benchTeam({ accounts: 1_000, entriesPerAccount: 286, seconds: 2, rounds: 3 });
await benchWarnings({ warnings: 300 });
await benchClaims({ teams: 10_000, rounds: 3 });
