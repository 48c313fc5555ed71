import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JobParts } from '../../src/jobs/parts.ts';
import { publishHome } from '../../src/jobs/publish-home.ts';
import { addSettings } from '../../src/ledger/read-settings.ts';
import { refreshHomes } from '../../src/services/publish-home.ts';
import { workspaceSettings } from '../../src/services/settings.ts';
import { type Headroom, startHeadroom } from '../headroom.ts';
import { ada, boss } from '../slack/workspace.ts';
import { partsOf } from './parts.ts';

let headroom: Headroom;

beforeAll(async () => {
  headroom = await startHeadroom();
});
afterAll(() => headroom.stop());
afterEach(async () => {
  await headroom.ledger.sql`delete from graphile_worker._private_jobs where locked_at is null`;
  await idle();
  await headroom.ledger.sql`delete from homes`;
  await headroom.ledger.sql`delete from home_publishings`;
});

const publishings = (user?: string) =>
  headroom.slack.calls.filter(
    (call) =>
      call.kind === 'api' &&
      call.method === 'views.publish' &&
      (user === undefined || call.args.user_id === user),
  );
const homeOf = (user: string) => JSON.stringify(headroom.slack.as(user).home()?.blocks ?? null);

/** Opens somebody's Home and waits until it is published. */
async function open(user: string): Promise<void> {
  const { length } = publishings(user);
  await headroom.slack.as(user).openHome();
  await headroom.slack.waitFor(() => publishings(user).length > length);
}

/** Resolves when no job is left. */
async function idle(): Promise<void> {
  await vi.waitFor(async () =>
    expect(await headroom.ledger.sql`select key from graphile_worker.jobs`).toEqual([]),
  );
}

describe('Home', () => {
  it('is published when it is opened', async () => {
    await open(ada);
    expect(homeOf(ada)).toContain('sent in 7 days');
  });

  it('of who logs is new within 2 seconds', async () => {
    await open(ada);
    const before = homeOf(ada);
    const startedAt = performance.now();
    await headroom.says(ada, '/invites log @first-one');
    await headroom.slack.waitFor(() => homeOf(ada) !== before);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(homeOf(ada)).toContain('1 of about 100');
  });

  it('is not published for who never opened it, nor a week after they did', async () => {
    await headroom.ledger.sql`
      insert into homes (workspace_id, user_id, opened_at) values ('T0ACME', ${boss}, now() - interval '8 days')`;
    const { length } = publishings();
    await headroom.says(ada, '/invites log @second-one');
    await headroom.says(boss, '/invites log @third-one');
    const jobs = await headroom.ledger.sql`select key from graphile_worker.jobs`;
    expect(jobs).toEqual([]);
    expect(publishings()).toHaveLength(length);
  });

  it('of who looked lately follows what others do while nobody is named manager', async () => {
    await headroom.ledger.sql`
      insert into homes (workspace_id, user_id, opened_at, published_at)
      values ('T0ACME', ${boss}, now(), now()), ('T0ACME', 'U0AWAY', now() - interval '8 days', now())`;
    await refreshHomes(headroom.ledger, 'T0ACME');
    const jobs = await headroom.ledger.sql`select key from graphile_worker.jobs`;
    expect(jobs).toEqual([{ key: 'home:T0ACME:U0BOSS' }]);
  });

  it('that another job publishes at the same time is left to a later one', async () => {
    await headroom.ledger.sql`
      insert into homes (workspace_id, user_id, opened_at) values ('T0ACME', ${boss}, now())`;
    let published = 0;
    const deliver = {
      profile: async () => ({ zone: 'UTC', name: undefined, isAdmin: false }),
      publish: async () => {
        published += 1;
        await headroom.ledger.sql`update homes set published_at = published_at + interval '1 second'`;
        return { kind: 'sent', id: 'V1' };
      },
    } as unknown as JobParts['deliver'];
    const { ledger } = headroom;
    const parts = partsOf({ ledger, deliver, clock: { now: () => headroom.clock.time } });
    await publishHome(parts, { workspaceId: 'T0ACME', userId: boss });
    expect(published).toBe(2);
    expect(await ledger.sql`select key from graphile_worker.jobs`).toEqual([{ key: 'home:T0ACME:U0BOSS' }]);
  });

  it('of a manager follows what others do, at most once a minute', async () => {
    await headroom.ledger.transact({ deadlineMs: 5_000 }, (tx) =>
      addSettings(tx, {
        workspaceId: 'T0ACME',
        subject: 'workspace',
        version: 1,
        document: workspaceSettings.parse({ managers: [boss] }),
        changedAt: 0,
        changedBy: boss,
      }),
    );
    await open(boss);
    await idle();
    const { length } = publishings(boss);
    await headroom.ledger.sql`update homes set published_at = published_at - interval '1 hour'`;
    await headroom.says(ada, '/invites log @fourth-one');
    await headroom.slack.waitFor(() => publishings(boss).length > length, 15_000);
    await idle();

    await headroom.says(ada, '/invites log @fifth-one');
    const next = await vi.waitFor(
      async () => {
        const [job] = await headroom.ledger.sql<{ after: string }[]>`
          select extract(epoch from run_at - published_at)::text as after
          from graphile_worker.jobs, homes where key = 'home:T0ACME:U0BOSS' and user_id = 'U0BOSS'`;
        expect(job).toBeDefined();
        return job;
      },
      { timeout: 10_000 },
    );
    expect(Number(next?.after)).toBeCloseTo(60, 2);
    await headroom.says(ada, '/invites log @sixth-one');
    expect(publishings(boss)).toHaveLength(length + 1);
  }, 40_000);

  it('is published 80 times a minute at most in a workspace; who opened it gets it later', async () => {
    await headroom.ledger.sql`
      insert into home_publishings (workspace_id, published_at)
      select 'T0ACME', now() - interval '50 seconds' from generate_series(1, 80)`;
    const { length } = publishings();
    await headroom.slack.as(ada).openHome();
    const job = await vi.waitFor(async () => {
      const [found] = await headroom.ledger.sql<{ later: boolean }[]>`
        select run_at > now() + interval '30 seconds' as later
        from graphile_worker.jobs where key = 'home:T0ACME:U0ADA'`;
      expect(found?.later).toBe(true);
      return found;
    });
    expect(job).toEqual({ later: true });
    expect(publishings()).toHaveLength(length);

    // Those of a minute ago count no more.
    await headroom.ledger
      .sql`update home_publishings set published_at = published_at - interval '11 seconds'`;
    await open(ada);
    expect(await headroom.count('home_publishings')).toBe(1);
  });

  it('that cannot be published is given up, with a line in the log', async () => {
    headroom.slack.faults.api('views.publish', { error: 'not_enabled' });
    await headroom.slack.as(ada).openHome();
    const line = await vi.waitFor(() => {
      const found = headroom.logLines.find(({ msg }) => msg === 'a Home cannot be published');
      expect(found).toBeDefined();
      return found;
    });
    expect(line).toMatchObject({ userId: ada, reason: 'not_enabled' });
    await open(ada);
  });

  it('is tried again where Slack was away', async () => {
    const { length } = publishings(ada);
    headroom.slack.faults.api('views.publish', { status: 503 });
    await headroom.slack.as(ada).openHome();
    await headroom.slack.waitFor(() => publishings(ada).length === length + 2);
    expect(publishings(ada).slice(length)).toMatchObject([{ status: 503 }, { status: 200 }]);
  });

  it('waits where Slack asks to', async () => {
    const { length } = publishings(ada);
    headroom.slack.faults.api('views.publish', { status: 429, retryAfter: 1 });
    const startedAt = performance.now();
    await headroom.slack.as(ada).openHome();
    await headroom.slack.waitFor(() => publishings(ada).length === length + 2);
    expect(performance.now() - startedAt).toBeGreaterThan(990);
    expect(publishings(ada).slice(length)).toMatchObject([{ status: 429 }, { status: 200 }]);
  });
});
