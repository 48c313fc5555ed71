import { expect, it } from 'vitest';
import { connectLedger } from '../../src/ledger/connect.ts';
import { openJobPool } from '../../src/ledger/job-pool.ts';
import { createTestLedger } from './database.ts';

it('the job queue connects as the ledger does where TLS is preferred and the server has none', async () => {
  const database = await createTestLedger();
  const ledger = connectLedger({ url: `${database.url}?sslmode=prefer`, hashKey: 'a key of tests' });
  const pool = await openJobPool(ledger, { max: 1, onError: () => {} });
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
  await ledger.close();
  await database.drop();
});
