import type { Client, Pool } from 'pg';
import type { Ledger } from './connect.ts';

/** A connection that hangs is given up; nothing the job queue asks takes longer. */
const answersWithinMs = 5_000;

/**
 * Connections of the job queue, which has a driver of its own, to the ledger's database. The driver is loaded when it is
 * needed: it takes as long as all the rest of a start.
 */
export async function openJobPool(
  ledger: Ledger,
  { max, onError }: { readonly max: number; readonly onError: (error: Error) => void },
): Promise<Pool> {
  const { default: pg } = await import('pg');
  const { host, port, database, user, pass, ssl } = ledger.sql.options;
  const settings = {
    ...(host[0] !== undefined && { host: host[0] }),
    ...(port[0] !== undefined && { port: port[0] }),
    database,
    user,
    ...(pass !== null && { password: pass }),
    ssl: sslAsTheLedgers(ssl),
    application_name: 'headroom jobs',
    connectionTimeoutMillis: 3_000,
    query_timeout: answersWithinMs,
    keepAlive: true,
  };
  // What this driver has no word for: TLS where the server takes it.
  const isPlain = ssl === 'prefer' && !(await connects(new pg.Client(settings)));
  const pool = new pg.Pool({ ...settings, ...(isPlain && { ssl: false }), max });
  // Without these, a connection that breaks ends the process.
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}

/** Why it does not is told by the pool, which meets the same. */
async function connects(client: Client): Promise<boolean> {
  client.on('error', () => {}); // without it the process would end
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}

/** The same words mean other things to the two drivers: `require` does not look at the certificate. */
function sslAsTheLedgers(ssl: unknown) {
  if (ssl === 'require' || ssl === 'allow' || ssl === 'prefer') return { rejectUnauthorized: false };
  return typeof ssl === 'object' && ssl !== null ? ssl : Boolean(ssl);
}
