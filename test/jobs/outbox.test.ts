import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { queueDeliveries } from '../../src/ledger/queue-deliveries.ts';
import type { Message, ToSay } from '../../src/services/messages.ts';
import { buryToSay, drainLater, settleToSay } from '../../src/services/outbox.ts';
import type { Headroom } from '../headroom.ts';
import { startHeadroom } from '../headroom.ts';
import { ada, boss, general } from '../slack/workspace.ts';
import { addTeams, outbox, queue, said, settled, workspaceId } from './saying.ts';

let headroom: Headroom;

beforeAll(async () => {
  headroom = await startHeadroom();
  await addTeams(headroom.ledger, 30);
});
afterAll(() => headroom.stop());

beforeEach(async () => {
  await headroom.ledger.sql`delete from deliveries`;
  await headroom.ledger.sql`delete from stopped_channels`;
  // Another look at a channel, or the wait after a failure, would hold back the next test's messages.
  await headroom.ledger.sql`delete from graphile_worker._private_jobs where locked_at is null`;
});
let before = 0;
beforeEach(() => {
  before = said(headroom.slack, general).length;
});
const saidNow = () => said(headroom.slack, general).slice(before);
const posts = () =>
  headroom.slack.calls.filter((call) => call.kind === 'api' && call.method === 'chat.postMessage');

describe('what is queued', () => {
  it('is said once, and kept with the id that Slack gave it', async () => {
    await queue(headroom.ledger, general, [1]);
    const [row] = await settled(headroom.ledger);
    expect(saidNow()).toEqual([1]);
    const [message] = headroom.slack.channel(general).messages().slice(before);
    expect(message?.text).toContain(
      'This is a test. <@U0BOSS> wanted to see whether Headroom can post here.',
    );
    expect(row).toMatchObject({ state: 'sent', ts: message?.ts, attempts: 1, reason: null });
  });

  it('is said in the order in which it was queued, in each channel', async () => {
    const numbers = Array.from({ length: 20 }, (_, n) => n + 1);
    await Promise.all([queue(headroom.ledger, general, numbers), queue(headroom.ledger, ada, [21, 22, 23])]);
    await settled(headroom.ledger);
    expect(saidNow()).toEqual(numbers);
    const direct =
      headroom.slack
        .as(ada)
        .channels()
        .find(({ isIm }) => isIm)?.id ?? '';
    expect(said(headroom.slack, direct)).toEqual([21, 22, 23]);
  });

  it('is said once where it must be said once', async () => {
    await queue(headroom.ledger, general, [1], { onceKey: 'the first' });
    await queue(headroom.ledger, general, [2], { onceKey: 'the first' });
    await queue(headroom.ledger, general, [3, 4], { onceKey: 'the second' });
    expect(await settled(headroom.ledger)).toHaveLength(2);
    expect(saidNow()).toEqual([1, 3]);
  });

  it('is not said when its transaction is rolled back', async () => {
    const failing = headroom.ledger.transact({ deadlineMs: 5_000 }, async (tx) => {
      await queueDeliveries(tx, { workspaceId, now: 0 }, [
        { channel: general, message: { kind: 'test_digest', team: 2, by: boss } as Message },
      ]);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await queue(headroom.ledger, general, [1]);
    await settled(headroom.ledger);
    expect(saidNow()).toEqual([1]);
  });

  it('waits as long as Slack asks, and nothing is lost or overtaken', async () => {
    headroom.slack.faults.api('chat.postMessage', { status: 429, retryAfter: 1 }, 2);
    const startedAt = performance.now();
    await queue(headroom.ledger, general, [1, 2, 3]);
    await settled(headroom.ledger);
    expect(performance.now() - startedAt).toBeGreaterThan(1_990);
    expect(saidNow()).toEqual([1, 2, 3]);
  });

  it('that another bot began to say is left to it, and said when it wrote nothing down', async () => {
    const { ledger } = headroom;
    const began = (channel: string) =>
      ledger.transact({ deadlineMs: 5_000 }, async (tx) => {
        await queueDeliveries(tx, { workspaceId, now: 0 }, [
          { channel, message: { kind: 'test_digest', team: 1, by: boss } as Message },
        ]);
        await tx.execute(sql`update deliveries set attempted_by = 'another' where channel = ${channel}`);
      });
    const postsBefore = posts().length;
    const startedAt = performance.now();
    await began(general);
    await began(ada);
    await ledger.sql`update deliveries set state = 'sent', ts = '1.0', attempted_by = null where channel = ${ada}`;
    const rows = await settled(ledger);
    expect(performance.now() - startedAt).toBeGreaterThan(990);
    expect(rows.map(({ ts }) => ts === '1.0')).toEqual([false, true]);
    expect(posts().length - postsBefore).toBe(1);
  });

  it('is tried again after trouble of Slack’s own, and keeps its place', async () => {
    headroom.slack.faults.api('chat.postMessage', { status: 503 }, 1);
    headroom.slack.faults.api('chat.postMessage', { error: 'internal_error' }, 1);
    await queue(headroom.ledger, general, [1, 2]);
    const rows = await settled(headroom.ledger);
    expect(saidNow()).toEqual([1, 2]);
    expect(rows.map(({ state, attempts }) => [state, attempts])).toEqual([
      ['sent', 3],
      ['sent', 1],
    ]);
  });

  it('reaches its channel while another one has trouble', async () => {
    headroom.slack.faults.api('conversations.open', { status: 503 }, 1);
    await queue(headroom.ledger, boss, [3]);
    await queue(headroom.ledger, 'C0NOWHERE', [1, 2]);
    await queue(headroom.ledger, general, [4]);
    const rows = await settled(headroom.ledger);
    expect(saidNow()).toEqual([4]);
    expect(rows).toMatchObject([
      { state: 'sent', attempts: 2 },
      { state: 'dead', reason: 'channel_not_found' },
      { state: 'dead', reason: 'channel_not_found' },
      { state: 'sent', attempts: 1 },
    ]);
  });

  it('is dead with Slack’s reason where it can never be said, and the next is said', async () => {
    headroom.slack.faults.api('chat.postMessage', { error: 'is_archived' }, 1);
    await queue(headroom.ledger, general, [1, 2]);
    const rows = await settled(headroom.ledger);
    expect(rows).toMatchObject([{ state: 'dead', reason: 'is_archived', ts: null }, { state: 'sent' }]);
    expect(saidNow()).toEqual([2]);
    expect(headroom.logLines).toContainEqual(
      expect.objectContaining({
        msg: 'a message cannot be said',
        reason: 'is_archived',
        kind: 'test_digest',
      }),
    );
  });

  it('that is dead is told to who asked, once a day for a channel and a reason', async () => {
    for (const team of [1, 2]) {
      headroom.slack.faults.api('chat.postMessage', { error: 'not_in_channel' }, 1);
      await queue(headroom.ledger, general, [team]);
      await settled(headroom.ledger);
    }
    const news = headroom.slack
      .as(boss)
      .channels()
      .filter(({ isIm }) => isIm)
      .flatMap(({ id }) => headroom.slack.as(boss).sees(id))
      .filter(({ text }) => text.includes('did not arrive. Headroom is not in the channel'));
    expect(news.map(({ text }) => text)).toEqual([
      `A test digest to <#${general}> did not arrive. Headroom is not in the channel. Type \`/invite @Headroom\` there, then try again.`,
    ]);
  });

  it('about a message that did not arrive is not told itself when it does not arrive', async () => {
    headroom.slack.faults.api('chat.postMessage', { error: 'is_archived' }, 2);
    await queue(headroom.ledger, boss, [1]);
    await settled(headroom.ledger);
    const rows = await outbox(headroom.ledger);
    expect(rows.map(({ kind, state }) => [kind, state])).toEqual([
      ['test_digest', 'dead'],
      ['undelivered', 'dead'],
    ]);
  });

  it('of a kind that only a newer bot knows is kept for that one', async () => {
    await headroom.ledger.transact({ deadlineMs: 5_000 }, (tx) =>
      queueDeliveries(tx, { workspaceId, now: headroom.clock.time }, [
        { channel: general, message: { kind: 'of_tomorrow' } },
      ]),
    );
    const kept = { kind: 'of_tomorrow', state: 'queued', reason: 'unknown_kind' };
    await vi.waitFor(async () => expect(await outbox(headroom.ledger)).toMatchObject([kept]), 10_000);
  });

  it('that cannot be built is tried five times, however often Slack did not take it', async () => {
    await headroom.ledger.sql`
      insert into deliveries (workspace_id, channel, kind, payload, queued_at, attempts, reason)
      values (${workspaceId}, ${general}, 'policy_changed', '{"version":"none","by":"U0BOSS"}', now(), 7, 'internal_error')`;
    await queue(headroom.ledger, general, [1], { now: headroom.clock.time });
    const tried = { kind: 'policy_changed', state: 'queued', reason: 'not_built', attempts: 1 };
    await vi.waitFor(async () => expect((await outbox(headroom.ledger))[0]).toMatchObject(tried), 10_000);
    await headroom.ledger.sql`update deliveries set attempts = 4 where kind = 'policy_changed'`;
    await settled(headroom.ledger);
    expect((await outbox(headroom.ledger))[0]).toMatchObject({ state: 'dead', attempts: 5 });
    expect(saidNow()).toEqual([1]);
  });

  it('leaves its place to others while Slack asks to wait for long', async () => {
    headroom.slack.faults.api('chat.postMessage', { status: 429, retryAfter: 60 }, 1);
    await queue(headroom.ledger, general, [1]);
    await vi.waitFor(async () => {
      const jobs = await headroom.ledger.sql`
        select locked_at is null as free, run_at > now() + interval '50 seconds' as later from graphile_worker.jobs
        where key = ${`drain:${workspaceId}:${general}`}`;
      expect(jobs).toEqual([{ free: true, later: true }]);
    });
    // What comes meanwhile waits as well.
    await queue(headroom.ledger, general, [2]);
    const jobs = await headroom.ledger.sql`
      select run_at > now() + interval '50 seconds' as later from graphile_worker.jobs
      where key = ${`drain:${workspaceId}:${general}`}`;
    expect(jobs).toEqual([{ later: true }]);
    expect(saidNow()).toEqual([]);
    await drainLater(headroom.ledger, { workspaceId, channel: general }, 0);
    await settled(headroom.ledger);
    expect(saidNow()).toEqual([1, 2]);
  });

  it('and was said is not queued again by who comes late with another word about it', async () => {
    await queue(headroom.ledger, general, [1]);
    const rows = await settled(headroom.ledger);
    const { ledger } = headroom;
    const [row] = await ledger.sql<{ id: string }[]>`select id from deliveries`;
    const late = { workspaceId, id: Number(row?.id), attemptedBy: 'another' };
    for (const attemptedBy of ['another', null]) {
      const theirs = { ...late, attemptedBy };
      await settleToSay(ledger, theirs, { state: 'queued', reason: 'internal_error', attempts: 2 });
      const dead = { state: 'dead', reason: 'is_archived', settledAt: 0, attempts: 2 } as const;
      const news: ToSay = { channel: boss, message: { kind: 'test_digest', team: 1, by: boss } };
      await buryToSay(ledger, theirs, dead, [news]);
    }
    expect(await outbox(ledger)).toEqual(rows);
  });

  it('is dead when it is about what is no more', async () => {
    await queue(headroom.ledger, general, [99, 1]);
    expect(await settled(headroom.ledger)).toMatchObject([
      { state: 'dead', reason: 'no_such_team' },
      { state: 'sent' },
    ]);
  });

  it('is dead when Slack did not take it for a day', async () => {
    headroom.slack.faults.api('chat.postMessage', { status: 500 }, 1);
    const aDayAgo = headroom.clock.time - 24 * 60 * 60_000;
    await queue(headroom.ledger, general, [1], { now: aDayAgo - 1 });
    expect(await settled(headroom.ledger)).toMatchObject([{ state: 'dead' }]);
  });

  it('is never said with the token of another workspace', async () => {
    await addTeams(headroom.ledger, 1, 'T0OTHER');
    const { length } = posts();
    await queue(headroom.ledger, general, [1], { workspaceId: 'T0OTHER' });
    await queue(headroom.ledger, general, [2]);
    await settled(headroom.ledger, workspaceId);
    const refused = { workspace_id: 'T0OTHER', state: 'queued', reason: 'no_token' };
    await vi.waitFor(async () =>
      expect(await outbox(headroom.ledger)).toContainEqual(expect.objectContaining(refused)),
    );
    expect(saidNow()).toEqual([2]);
    expect(posts()).toHaveLength(length + 1);
  });
});

describe('after a restart', () => {
  afterEach(() => headroom.ledger.sql`delete from deliveries`);

  it('what a killed process left is said', async () => {
    await headroom.bot.stop();
    await queue(headroom.ledger, general, [1, 2]);
    // As `kill -9` leaves it: the job is locked by who is no more, and nobody else may have it for hours.
    const { count } = await headroom.ledger.sql`
      update graphile_worker._private_jobs set locked_at = now(), locked_by = 'who is no more', attempts = 1
      where key = ${`drain:${workspaceId}:${general}`}`;
    expect(count).toBe(1);
    await headroom.restart();
    await settled(headroom.ledger);
    expect(saidNow()).toEqual([1, 2]);
  });
});
