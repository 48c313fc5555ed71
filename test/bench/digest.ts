import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { digest } from '../../src/jobs/messages/digest.ts';
import type { Built } from '../../src/jobs/messages/message-builder.ts';
import type { Ledger } from '../../src/ledger/connect.ts';
import { withDatabase } from './database.ts';
import { openPast } from './growth.ts';
import { teammate } from './past.ts';

/** The first is a Monday, with its chart and reasons. */
const dates = ['2026-11-23', '2026-11-24'] as const;
const dayMs = 24 * 60 * 60 * 1000;
const mostMs = 1_000;
const mostBytes = 150_000_000;

/**
 * The digest of one team that is a whole workspace: all that its builder does, with the names of everybody, in the first
 * run after a start and in later ones. Memory is by how much heap and buffers had grown at their peak, garbage included,
 * from a cleaned heap on: loading the past leaves the process (RSS) larger than that.
 */
export async function benchDigest(size: {
  readonly accounts: number;
  readonly entriesPerAccount: number;
  readonly rounds: number;
}): Promise<void> {
  const { accounts, entriesPerAccount, rounds } = size;
  await withDatabase(async (url) => {
    const now = Date.parse(`${dates[1]}T16:30:00Z`);
    const past = { accounts, entriesPerAccount, now, perWorkspace: accounts, days: 30, hasReasons: true };
    const ledger = await openPast(url, 'digest', past);
    try {
      await placeAll(ledger, accounts);
      const names = new Map(
        Array.from({ length: accounts }, (_, nth) => [teammate(nth, accounts).userId, `Teammate ${nth}`]),
      );
      const rows = [];
      for (const date of dates) {
        const runs = [];
        for (let round = 0; round < rounds; round += 1)
          runs.push(await measured(() => build(ledger, date, names)));
        const [first = { ms: 0, bytes: 0 }, ...later] = runs;
        const rest = later.toSorted((a, b) => a.ms - b.ms)[Math.floor(later.length / 2)] ?? first;
        rows.push({
          [`${accounts.toLocaleString('en-US')} teammates, ${(accounts * entriesPerAccount).toLocaleString('en-US')} entries in 30 days`]:
            date === dates[0] ? 'first digest of a week' : 'any other',
          'first ms': Math.round(first.ms),
          'later ms': Math.round(rest.ms),
          'peak MB': Math.round(Math.max(...runs.map(({ bytes }) => bytes)) / 1_000_000),
          holds: runs.every(({ ms, bytes }) => ms <= mostMs && bytes <= mostBytes),
        });
      }
      console.table(rows);
    } finally {
      await ledger.close();
    }
  });
}

async function placeAll({ sql }: Ledger, accounts: number): Promise<void> {
  const { workspaceId } = teammate(0, accounts);
  const document = { name: 'Everybody', channel: 'C1', zone: 'Europe/Berlin' };
  await sql`
    insert into settings (workspace_id, subject, version, document, changed_at, changed_by)
    values (${workspaceId}, 'team:1', 1, ${JSON.stringify(document)}::text::jsonb, now(), 'U0')`;
  await sql`
    insert into teammates (workspace_id, user_id, team)
    select workspace_id, owner, 1 from accounts where workspace_id = ${workspaceId}`;
  await sql`vacuum analyze`;
}

async function build(ledger: Ledger, date: string, names: ReadonlyMap<string, string>): Promise<void> {
  const to = Date.parse(`${date}T16:30:00Z`);
  const about = {
    workspaceId: teammate(0).workspaceId,
    channel: 'C1',
    now: to,
    withinMs: 60_000,
    callOf: () => Promise.reject(new Error('nobody is asked about')),
    names: async () => names,
  };
  const built = await digest.build(
    ledger,
    { kind: 'digest', team: 1, date, from: to - dayMs, to, force: true },
    about,
  );
  check(built);
}

function check(built: Built): void {
  if (!('text' in built) || !built.text.includes('Room this week')) throw new Error('no digest was built');
}

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

function used(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function measured(work: () => Promise<void>): Promise<{ readonly ms: number; readonly bytes: number }> {
  collect();
  const before = used();
  let peak = before;
  const look = () => {
    peak = Math.max(peak, used());
  };
  const watch = setInterval(look, 5);
  const startedAt = performance.now();
  await work();
  const ms = performance.now() - startedAt;
  clearInterval(watch);
  look();
  return { ms, bytes: peak - before };
}
