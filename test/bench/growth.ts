import postgres from 'postgres';
import { connectLedger, type Ledger } from '../../src/ledger/connect.ts';
import { migrateLedger } from '../../src/ledger/migrate.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { readQuota } from '../../src/services/read-quota.ts';
import { callOf, person } from '../services/call.ts';
import { withDatabase } from './database.ts';
import { type Measured, measure } from './load.ts';
import { loadPast, type Past, teammate } from './past.ts';

const now = Date.parse('2026-11-24T09:00:00Z');

/**
 * What a past costs: the median time of `log` and `quota` beside a long one, divided by that beside a short one, on the
 * same server, the two taking turns. One caller: how long it takes, not how many fit.
 */
export async function benchGrowth(size: {
  readonly accounts: number;
  readonly entriesPerAccount: number;
  readonly seconds: number;
  readonly rounds: number;
}): Promise<void> {
  const { accounts, seconds, rounds } = size;
  await withDatabase(async (url) => {
    const short = await openPast(url, 'short', { accounts, entriesPerAccount: 1, now });
    const long = await openPast(url, 'long', { accounts, entriesPerAccount: size.entriesPerAccount, now });
    const scenarios = { log: logOne, quota: quotaOne } as const;
    const medians = new Map<string, number[]>();
    try {
      for (let round = -1; round < rounds; round += 1) {
        for (const [name, work] of Object.entries(scenarios)) {
          for (const [past, ledger] of Object.entries({ short, long })) {
            const once = () => work(ledger, accounts);
            const { p50Ms }: Measured = await measure({ callers: 1, seconds, once });
            const key = `${name} ${past}`;
            // The first round warms up.
            if (round >= 0) medians.set(key, [...(medians.get(key) ?? []), p50Ms]);
          }
        }
      }
    } finally {
      await short.close();
      await long.close();
    }
    const median = (key: string) =>
      (medians.get(key) ?? []).toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
    const entries = (perAccount: number) => (accounts * perAccount).toLocaleString('en-US');
    console.table(
      Object.keys(scenarios).map((name) => ({
        'p50, 1 caller': name,
        [`ms with ${entries(1)} entries`]: Number(median(`${name} short`).toFixed(2)),
        [`ms with ${entries(size.entriesPerAccount)} entries`]: Number(median(`${name} long`).toFixed(2)),
        ratio: Number((median(`${name} long`) / median(`${name} short`)).toFixed(2)),
      })),
    );
  });
}

async function openPast(server: string, name: string, past: Past): Promise<Ledger> {
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name}`);
  await admin.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  const ledger = connectLedger({ url: url.href, hashKey: 'bench' });
  await migrateLedger(ledger);
  const loader = postgres(url.href, {
    max: 1,
    onnotice: () => {},
    connection: { synchronous_commit: 'off', maintenance_work_mem: '1GB' },
  });
  await loadPast(loader, past);
  await loader.end();
  return ledger;
}

let turn = 0;

/** Accounts in an order that visits distant rows: a prime apart. */
function nextAccount(accounts: number): number {
  turn += 1;
  return (turn * 7_919) % accounts;
}

async function logOne(ledger: Ledger, accounts: number): Promise<void> {
  const call = callOf({ ...teammate(nextAccount(accounts)), now });
  await logInvites(ledger, call, { people: [person(`new-person-${turn}`)] });
}

async function quotaOne(ledger: Ledger, accounts: number): Promise<void> {
  await readQuota(ledger, callOf({ ...teammate(nextAccount(accounts)), now }));
}
