import pg from 'pg';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import { connectLedger, type Ledger } from '../../src/ledger/connect.ts';
import { migrateLedger } from '../../src/ledger/migrate.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { callOf, person } from '../services/call.ts';
import { withDatabase } from './database.ts';
import { type Measured, measure, report } from './load.ts';

const callers = 10;
const teammates = 500;

/**
 * Logging one invitation through the service (claim, two locks, decide, write, store the answer) beside one `consume` of
 * a limiter that only counts, on the same durable PostgreSQL and with as many connections.
 */
export async function benchLimiter(size: { seconds: number; rounds: number }): Promise<void> {
  await withDatabase((url) => compare(url, size));
}

async function compare(url: string, { seconds, rounds }: { seconds: number; rounds: number }): Promise<void> {
  const ledger = connectLedger({ hashKey: 'bench', url });
  const pool = new pg.Pool({ connectionString: url, max: callers });
  pool.on('error', () => {}); // it does not wait for its connections to close, so the server closes them
  try {
    await migrateLedger(ledger);
    const limiter = await openLimiter(pool);
    const scenarios = {
      'RateLimiterPostgres.consume': async () => void (await limiter.consume(nextTeammate())),
      'log through the service': () => logOne(ledger),
    };
    await measure({ callers, seconds: seconds / 2, once: () => logOne(ledger) });
    await pool.query('vacuum analyze');
    for (const once of Object.values(scenarios)) await measure({ callers, seconds: seconds / 2, once });
    const measured = new Map<string, Measured[]>();
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, once] of Object.entries(scenarios)) {
        const runs = measured.get(name) ?? [];
        measured.set(name, [...runs, await measure({ callers, seconds, once })]);
      }
    }
    report(`${callers} callers`, measured);
  } finally {
    await ledger.close();
    await pool.end();
  }
}

let turn = 0;
function nextTeammate(): string {
  turn += 1;
  return `U0BENCH${turn % teammates}`;
}

async function logOne(ledger: Ledger): Promise<void> {
  const userId = nextTeammate();
  await logInvites(ledger, callOf({ userId }), { people: [person(`person-${turn}`)] });
}

/** It makes its table by itself and says by a callback when it is there. */
function openLimiter(storeClient: pg.Pool): Promise<RateLimiterPostgres> {
  return new Promise((resolve, reject) => {
    const limiter: RateLimiterPostgres = new RateLimiterPostgres(
      { storeClient, tableName: 'limiter', points: 1_000_000_000, duration: 3_600 },
      (error?: Error) => (error ? reject(error) : resolve(limiter)),
    );
  });
}
