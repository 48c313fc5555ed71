import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { queueDeliveries } from '../../src/ledger/queue-deliveries.ts';
import { digests, rounds, warnings } from '../../src/ledger/schema.ts';
import type { Call } from '../../src/services/call.ts';
import { chooseOutcome } from '../../src/services/choose-outcome.ts';
import { dismissRefusals } from '../../src/services/dismiss-refusals.ts';
import { logAnyway } from '../../src/services/log-anyway.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { purge } from '../../src/services/purge.ts';
import { readHome } from '../../src/services/read-home.ts';
import { undoRequest } from '../../src/services/undo-request.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const now = Date.parse('2026-11-24T09:00:00Z');
let workspaces = 0;
let workspaceId = '';
beforeEach(() => {
  workspaces += 1;
  workspaceId = `T${workspaces}`;
});

const ada = (given: Partial<Call> = {}) => callOf({ workspaceId, userId: 'U1', now, ...given });
const stopping = new AbortController().signal;
const clean = (given: { now?: number; stopping?: AbortSignal } = {}) =>
  purge(database.ledger, { workspaceId, now, deadlineMs: 10_000, stopping, ...given });
const log = (slug: string, at: number) =>
  logInvites(database.ledger, ada({ now: at }), { people: [person(slug)] });
const write = <T>(work: Parameters<typeof database.ledger.transact<T>>[1]) =>
  database.ledger.transact({ deadlineMs: 10_000 }, work);
const kept = async () => {
  const rows = await database.ledger.sql<{ text: string }[]>`
    select arguments::text || answer::text as text from requests where workspace_id = ${workspaceId} order by id`;
  return rows.map(({ text }) => /in:[a-z-]+/.exec(text)?.[0]);
};

describe('requests', () => {
  it('go when they are older than 25 hours, and with them the names that were typed', async () => {
    await log('old', now - 25 * hourMs - 1);
    await log('young', now - 25 * hourMs);
    expect(await clean()).toMatchObject({ requests: 1 });
    expect(await kept()).toEqual(['in:young']);
    expect(await clean()).toMatchObject({ requests: 0 });
  });

  it('stay with an open refusal for 30 days', async () => {
    await log('jane', now - 3 * dayMs);
    await log('jane', now - 2 * dayMs);
    expect(await clean()).toMatchObject({ requests: 1 });
    expect((await readHome(database.ledger, ada())).refusals.total).toBe(1);
    expect(await clean({ now: now + 28 * dayMs })).toMatchObject({ requests: 0 });
    expect(await clean({ now: now + 28 * dayMs + 1 })).toMatchObject({ requests: 1 });
    expect((await readHome(database.ledger, ada())).refusals.total).toBe(0);
  });

  it('go once their refusals are settled', async () => {
    await log('jane', now - 3 * dayMs);
    const { requestId } = await log('jane', now - 2 * dayMs);
    await dismissRefusals(database.ledger, ada({ now: now - 2 * dayMs }), { requestId });
    expect(await clean()).toMatchObject({ requests: 3 });
  });

  it('of other workspaces stay', async () => {
    await log('jane', now - 2 * dayMs);
    expect(await clean({ now })).toMatchObject({ requests: 1 });
    workspaceId = `${workspaceId}B`;
    await log('sam', now - 2 * dayMs);
    workspaceId = workspaceId.slice(0, -1);
    expect(await clean()).toMatchObject({ requests: 0 });
  });

  it('are purged once by many at the same time, all of them in batches', async () => {
    await database.ledger.sql`
      insert into requests (workspace_id, key, actor, arguments, answer, requested_at)
      select ${workspaceId}, 'r' || n, 'U1', '{}', '{}', ${new Date(now - 2 * dayMs).toISOString()}
      from generate_series(1, 2500) n`;
    const counts = await Promise.all([clean(), clean()]);
    expect(counts.reduce((sum, { requests }) => sum + requests, 0)).toBe(2500);
    expect(await kept()).toEqual([]);
  });

  it('are left for later when the bot stops', async () => {
    await log('jane', now - 2 * dayMs);
    expect(await clean({ stopping: AbortSignal.abort() })).toMatchObject({ requests: 0 });
  });
});

describe('the buttons of a reply whose request is gone', () => {
  it('say so, with what to do instead', async () => {
    await log('jane', now - 33 * dayMs);
    const { requestId } = await log('jane', now - 32 * dayMs);
    await clean();
    const again = /^This button is out of date\. Log the invite again: /;
    await expect(logAnyway(database.ledger, ada(), { requestId })).rejects.toThrow(again);
    await expect(dismissRefusals(database.ledger, ada(), { requestId })).rejects.toThrow(again);
    await expect(chooseOutcome(database.ledger, ada(), { requestId, ordinal: 1 })).rejects.toThrow(
      /^This button is out of date\. Type it again, with the address: /,
    );
  });

  it('still undo what was recorded', async () => {
    const { requestId } = await log('jane', now - 40 * dayMs);
    await clean();
    const answer = await undoRequest(database.ledger, ada(), { requestId });
    expect(answer.items.map(({ kind, person: who }) => [kind, who?.key])).toEqual([['sent', 'in:jane']]);
  });
});

describe('deliveries', () => {
  it('go 90 days after they were said, passed over or given up; what is queued stays', async () => {
    const channels = ['sent', 'skipped', 'dead', 'queued', 'young'];
    await write((tx) =>
      queueDeliveries(
        tx,
        { workspaceId, now: now - 200 * dayMs },
        channels.map((channel) => ({ channel, message: { kind: 'test_digest', by: 'U1' } })),
      ),
    );
    const settledAt = new Date(now - 90 * dayMs - 1).toISOString();
    await database.ledger.sql`
      update deliveries set state = channel, settled_at = ${settledAt}
      where workspace_id = ${workspaceId} and channel in ('sent', 'skipped', 'dead')`;
    await database.ledger.sql`
      update deliveries set state = 'sent', settled_at = ${new Date(now - 90 * dayMs).toISOString()}
      where workspace_id = ${workspaceId} and channel = 'young'`;
    expect(await clean()).toMatchObject({ deliveries: 3 });
    const left = await database.ledger.sql`
      select channel from deliveries where workspace_id = ${workspaceId} order by channel`;
    expect(left.map(({ channel }) => channel)).toEqual(['queued', 'young']);
  });
});

describe('claims and warnings', () => {
  it('go after 400 days; the last digest of each team that was posted stays', async () => {
    await log('jane', now);
    const [account] = await database.ledger.sql<
      { id: string }[]
    >`select id from accounts where workspace_id = ${workspaceId}`;
    const old = now - 400 * dayMs - 1;
    await write(async (tx) => {
      const digest = (team: number, localDate: string, result: 'queued' | 'missed', claimedAt = old) => ({
        workspaceId,
        team,
        localDate,
        result,
        claimedAt,
      });
      await tx
        .insert(digests)
        .values([
          digest(1, '2025-01-01', 'queued'),
          digest(1, '2025-01-02', 'queued'),
          digest(1, '2025-01-03', 'missed'),
          digest(2, '2025-01-01', 'queued'),
          digest(2, '2026-11-23', 'queued', now - dayMs),
        ]);
      const round = { workspaceId, kind: 'night', zone: 'UTC' };
      await tx.insert(rounds).values([
        { ...round, localDate: '2025-01-01', claimedAt: old },
        { ...round, localDate: '2026-01-01', claimedAt: old + 1 },
      ]);
      const warning = {
        workspaceId,
        accountId: Number(account?.id),
        limitId: 'guide',
        level: 'nearing' as const,
      };
      await tx.insert(warnings).values([
        { ...warning, window: '2025-01-01', saidAt: old },
        { ...warning, window: '2026-01-01', saidAt: old + 1 },
      ]);
    });
    expect(await clean()).toMatchObject({ records: 5 });
    const left = await database.ledger.sql`
      select team, local_date::text as date from digests where workspace_id = ${workspaceId} order by 1, 2`;
    expect(left.map(({ team, date }) => [team, date])).toEqual([
      [1, '2025-01-02'],
      [2, '2026-11-23'],
    ]);
  });
});

describe('jobs', () => {
  it('that failed for good go after seven days by the database’s clock; others stay', async () => {
    const { sql } = database.ledger;
    await sql`delete from graphile_worker._private_jobs`;
    for (const key of ['failed', 'fresh', 'waiting', 'locked'])
      await sql`select graphile_worker.add_job('drain', '{}', job_key => ${key}, max_attempts => 3)`;
    await sql`update graphile_worker._private_jobs set attempts = 3 where key <> 'waiting'`;
    await sql`update graphile_worker._private_jobs set updated_at = now() - interval '7 days 1 minute' where key <> 'fresh'`;
    await sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'somebody' where key = 'locked'`;
    expect(await clean()).toMatchObject({ jobs: 1 });
    const left = await sql`select key from graphile_worker.jobs order by key`;
    expect(left.map(({ key }) => key)).toEqual(['fresh', 'locked', 'waiting']);
    await sql`delete from graphile_worker._private_jobs`;
  });
});
