import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Headroom, startHeadroom } from '../headroom.ts';
import { saveTeamSettings } from '../services/digests.ts';
import { boss, general } from '../slack/workspace.ts';

let headroom: Headroom;
beforeEach(async () => {
  headroom = await startHeadroom({ at: '2026-11-24T09:00:00Z', ticksByHand: false });
});
afterEach(() => headroom.stop());

const workspaceId = 'T0ACME';
const team = (number: number, channel = general) =>
  saveTeamSettings(
    headroom.ledger,
    { workspaceId, team: number },
    { channel, zone: 'UTC', quietDays: 'line' },
    headroom.clock.time,
  );
const at = (text: string) => {
  headroom.clock.time = Date.parse(text);
};
const lines = (msg: RegExp) => headroom.logLines.filter((line) => msg.test(String(line.msg)));
const digests = async () => {
  const rows = await headroom.ledger.sql<{ date: string; result: string }[]>`
    select local_date::text as date, result from digests order by 1`;
  return rows.map(({ date, result }) => `${date} ${result}`);
};
const posted = () => headroom.slack.channel(general).messages().length;

describe('a tick', () => {
  it('posts a digest that is due by the bot’s clock, and says so in the log', async () => {
    await team(1);
    await headroom.bot.tick();
    expect(await digests()).toEqual([]);
    at('2026-11-24T16:30:40Z');
    await Promise.all([headroom.bot.tick(), headroom.bot.tick()]);
    expect(await digests()).toEqual(['2026-11-24 queued']);
    expect(lines(/^a digest is queued/)).toMatchObject([
      { workspaceId, team: 1, date: '2026-11-24', lateSeconds: 40 },
    ]);
    await headroom.slack.waitFor(() => posted() === 1);
  });

  it('comes at the start too: what was due meanwhile is posted, or missed, and the log says so', async () => {
    await team(1);
    await headroom.bot.stop();
    at('2026-11-25T18:00:00Z');
    await headroom.restart();
    await headroom.slack.waitFor(() => posted() === 1);
    expect(await digests()).toEqual(['2026-11-24 missed', '2026-11-25 queued']);
    expect(lines(/^a digest is not posted/)).toMatchObject([
      { workspaceId, team: 1, date: '2026-11-24', lateSeconds: 91_800 },
    ]);
  });

  it('queues the rounds that are due', async () => {
    await headroom.says(boss, '/invites log @jane-doe');
    const since = lines(/^rounds are queued/).length;
    at('2026-11-25T12:00:00Z');
    await headroom.bot.tick();
    expect(lines(/^rounds are queued/).length).toBe(since + 1);
    const rounds = await headroom.ledger.sql<{ zone: string; kind: string }[]>`
      select zone, kind from rounds where local_date = '2026-11-25' order by kind`;
    expect(rounds).toContainEqual({ zone: 'America/New_York', kind: 'night' });
  });

  it('that fails is logged, does the rest of its work, and the next one goes on', async () => {
    await team(1);
    await headroom.says(boss, '/invites log @jane-doe');
    await headroom.ledger.sql`alter table digest_schedules rename to elsewhere`;
    at('2026-11-25T12:00:00Z');
    await headroom.bot.tick();
    expect(lines(/^a tick failed/)).toMatchObject([{ what: 'digests' }]);
    expect(await headroom.count('rounds')).toBeGreaterThan(0);
    await headroom.ledger.sql`alter table elsewhere rename to digest_schedules`;
    await headroom.bot.tick();
    expect(await digests()).toEqual(['2026-11-24 missed']);
  });

  it('is waited for when the bot stops', async () => {
    await team(1);
    at('2026-11-24T16:30:00Z');
    let isStopped = false;
    await headroom.ledger.sql.begin(async (held) => {
      await held`lock table digests in exclusive mode`;
      void headroom.bot.tick();
      await vi.waitFor(async () => {
        const [row] = await headroom.ledger.sql<{ n: number }[]>`
          select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and query like '%insert into digests%'
            and pid <> pg_backend_pid()`;
        expect(row?.n).toBe(1);
      });
      void headroom.bot.stop().then(() => {
        isStopped = true;
      });
      for (let look = 0; look < 20; look += 1) await headroom.count('rounds');
      expect(isStopped).toBe(false);
    });
    await headroom.bot.stop();
    expect(await digests()).toEqual(['2026-11-24 queued']);
  });
});
