import postgres from 'postgres';
import { connectLedger, type Ledger } from '../../src/ledger/connect.ts';
import { migrateLedger } from '../../src/ledger/migrate.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { readQuota } from '../../src/services/read-quota.ts';
import { callOf, person } from '../services/call.ts';
import { withDatabase } from './database.ts';
import { measure } from './load.ts';
import { loadPast, type Past, teammate } from './past.ts';

const now = Date.parse('2026-11-24T09:00:00Z');

/**
 * What a large ledger costs: the median time of `log` and `quota` for an account with a year of work beside thousands of
 * such accounts, divided by that beside ten; and, for what an account's own past costs, beside accounts with one entry.
 * On the same server, taking turns. One caller: how long it takes, not how many fit.
 */
export async function benchGrowth(size: {
  readonly accounts: number;
  readonly entriesPerAccount: number;
  readonly seconds: number;
  readonly rounds: number;
}): Promise<void> {
  const { accounts, entriesPerAccount, seconds, rounds } = size;
  await withDatabase(async (url) => {
    const pasts = new Map<string, Past>([
      ['few', { accounts: fewAccounts, entriesPerAccount, now }],
      ['new', { accounts, entriesPerAccount: 1, now }],
      ['many', { accounts, entriesPerAccount, now }],
    ]);
    const ledgers = new Map<string, Ledger>();
    const scenarios = new Map([
      ['log', logOne],
      ['quota', quotaOne],
    ]);
    const measured = new Map<string, number[]>();
    try {
      for (const [name, past] of pasts) ledgers.set(name, await openPast(url, name, past));
      for (let round = -1; round < rounds; round += 1) {
        for (const [name, work] of scenarios) {
          for (const [past, ledger] of ledgers) {
            const once = () => work(ledger, pasts.get(past)?.accounts ?? 1);
            const { p50Ms } = await measure({ callers: 1, seconds, once });
            const key = `${name} ${past}`;
            // The first round warms up.
            if (round >= 0) measured.set(key, [...(measured.get(key) ?? []), p50Ms]);
          }
        }
      }
    } finally {
      for (const ledger of ledgers.values()) await ledger.close();
    }
    const median = (key: string) =>
      (measured.get(key) ?? []).toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
    const entries = (past: Past) => (past.accounts * past.entriesPerAccount).toLocaleString('en-US');
    for (const name of scenarios.keys()) {
      const base = median(`${name} few`);
      console.table(
        [...pasts].map(([past, of]) => ({
          [`${name}, 1 caller`]: `${of.accounts.toLocaleString('en-US')} accounts, ${entries(of)} entries`,
          'p50 ms': Number(median(`${name} ${past}`).toFixed(2)),
          'of the first': Number((median(`${name} ${past}`) / base).toFixed(2)),
        })),
      );
    }
  });
}

const fewAccounts = 10;

/** A ledger with a past in a database of its own on a server. */
export async function openPast(server: string, name: string, past: Past): Promise<Ledger> {
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
