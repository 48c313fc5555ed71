import { benchCommand } from './command.ts';
import { benchLimiter } from './limiter.ts';

/** `npm run bench`: every figure is a ratio within one run, so that the machine it ran on matters little. */
await benchCommand({ seconds: 4, rounds: 3 });
await benchLimiter({ seconds: 3, rounds: 3 });
