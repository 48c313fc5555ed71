import { connectLedger, type Ledger } from '../../src/ledger/connect.ts';
import { migrateLedger } from '../../src/ledger/migrate.ts';
import { queueDeliveriesOf } from '../../src/ledger/queue-deliveries.ts';
import { createClaimRounds } from '../../src/services/claim-rounds.ts';
import { planMissingDigests } from '../../src/services/plan-digests.ts';
import { teamSettings } from '../../src/services/settings.ts';
import { claimAll } from '../services/digests.ts';
import { withDatabase } from './database.ts';

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'UTC',
];
const workspaces = 200;
const batch = 1_000;
/** Monday; all are saved on the day before, so that each of the days from then on has a digest of each team. */
const sunday = Date.parse('2026-11-22T00:00:00Z');
const dayMs = 24 * 60 * 60 * 1_000;

/**
 * Claiming the digests of many teams that are due at the same moment, beside what it cannot do without: as many messages
 * put into the outbox, each with its job. On the same durable PostgreSQL, taking turns; by one bot, and by three at once.
 */
export async function benchClaims({ teams, rounds }: { teams: number; rounds: number }): Promise<void> {
  await withDatabase(async (url) => {
    const ledgers = [1, 2, 3].map(() => connectLedger({ hashKey: 'bench', url }));
    const [ledger] = ledgers;
    if (!ledger) return;
    try {
      await migrateLedger(ledger);
      await addTeams(ledger, teams);
      const seconds = new Map<string, number[]>();
      const time = async (name: string, work: () => Promise<unknown>) => {
        const startedAt = performance.now();
        await work();
        seconds.set(name, [...(seconds.get(name) ?? []), (performance.now() - startedAt) / 1_000]);
      };
      await time('plan those of an older version', async () => {
        while ((await planMissingDigests(ledger, { now: sunday })) > 0);
      });
      await ledger.sql`vacuum analyze`;
      // Each turn claims the digests of a day of its own, all due at the next midnight.
      for (let day = 1; day <= 2 * rounds; day += 1) {
        const now = sunday + (day + 1) * dayMs;
        const midnight = new Date(now).toISOString();
        await ledger.sql`
          update digest_schedules set due_at = ${midnight}::timestamptz, local_date = (${midnight}::timestamptz at time zone 'UTC')::date - 1`;
        await ledger.sql`truncate deliveries, graphile_worker._private_jobs`;
        const isAlone = day % 2 === 1;
        const claiming = isAlone ? [ledger] : ledgers;
        await time(isAlone ? 'one bot' : 'three bots at once', async () => {
          const claimed = await Promise.all(claiming.map((one) => claimAll(one, now)));
          const queued = claimed.flat().filter(({ result }) => result === 'queued').length;
          if (queued !== teams) throw new Error(`${queued} of ${teams} were claimed`);
        });
        await ledger.sql`truncate deliveries, graphile_worker._private_jobs`;
        await time('the outbox alone', () => queueAlone(ledger, teams, now));
        await time('a look when nothing is due', async () => {
          await planMissingDigests(ledger, { now });
          await claimAll(ledger, now);
          await createClaimRounds([])(ledger, now);
        });
      }
      const median = (name: string) => {
        const sorted = (seconds.get(name) ?? []).toSorted((a, b) => a - b);
        return sorted[Math.floor(sorted.length / 2)] ?? 0;
      };
      const base = median('the outbox alone');
      console.table(
        [...seconds.keys()].map((name) => ({
          [`${teams.toLocaleString('en-US')} teams due at once`]: name,
          seconds: Number(median(name).toFixed(3)),
          'of the outbox alone': Number((median(name) / base).toFixed(2)),
        })),
      );
    } finally {
      for (const one of ledgers) await one.close();
    }
  });
}

const workspaceOf = (team: number) => `T${team % workspaces}`;

export async function addTeams(ledger: Ledger, teams: number): Promise<void> {
  const numbers = Array.from({ length: teams }, (_, n) => n);
  const documents = numbers.map((n) => {
    const zone = zones[n % zones.length] ?? 'UTC';
    const minute = String(n % 60).padStart(2, '0');
    const managers = [`U${n}`, `U${n + 1}`];
    const week = [1, 2, 3, 4, 5, 6, 7];
    return JSON.stringify(
      teamSettings.parse({
        name: `Team ${n}`,
        zone,
        channel: `C${n}`,
        digestAt: `16:${minute}`,
        managers,
        workingDays: week,
      }),
    );
  });
  await ledger.sql`
    insert into settings (workspace_id, subject, version, document, changed_at, changed_by)
    select w, 'team:' || n, v, d::jsonb, now(), 'U0' from unnest(${numbers.map(workspaceOf)}::text[],
      ${numbers.map((n) => Math.floor(n / workspaces) + 1)}::int[], ${documents}::text[]) as t (w, n, d)
    cross join generate_series(1, 3) as v`;
}

async function queueAlone(ledger: Ledger, teams: number, now: number): Promise<void> {
  const all = Array.from({ length: teams }, (_, n) => ({
    workspaceId: workspaceOf(n),
    channel: `C${n}`,
    onceKey: `digest:${n}:of ${now}`,
    message: { kind: 'digest', team: n, date: '2026-11-23', from: now - dayMs, to: now },
  }));
  for (let from = 0; from < teams; from += batch)
    await ledger.transact({ deadlineMs: 10_000 }, (tx) =>
      queueDeliveriesOf(tx, now, all.slice(from, from + batch)),
    );
}
