import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectLedger } from '../../src/ledger/connect.ts';
import { addSettings } from '../../src/ledger/read-settings.ts';
import { planMissingDigests, readNextDigest } from '../../src/services/plan-digests.ts';
import { postDigest } from '../../src/services/post-digest.ts';
import { type TeamSettings, teamSettings } from '../../src/services/settings.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf } from './call.ts';
import { claimAll, saveTeamSettings } from './digests.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
beforeEach(async () => {
  await database.ledger
    .sql`truncate digest_schedules, digests, deliveries, settings, graphile_worker._private_jobs`;
});
afterAll(() => database.drop());

/** Tuesday; 16:30 in Berlin is 15:30Z. */
const morning = Date.parse('2026-11-24T09:00:00Z');
const due = Date.parse('2026-11-24T15:30:00Z');
const minutes = (count: number) => count * 60_000;
const hours = (count: number) => minutes(60 * count);
const days = (count: number) => hours(24 * count);
const workspaceId = 'T1';
const team = 1;
let version = 0;

const save = (given: Partial<TeamSettings>, now: number) => {
  version += 1;
  return saveTeamSettings(database.ledger, { workspaceId, team, version }, given, now);
};
const claim = (now: number) => claimAll(database.ledger, now);
const planned = async () => {
  const rows = await database.ledger.sql<{ at: Date; date: string }[]>`
    select due_at as at, local_date::text as date from digest_schedules`;
  return rows.map(({ at, date }) => `${date} ${new Date(at).toISOString().slice(0, 16)}Z`);
};
const digests = () => database.ledger.sql<{ date: string; result: string; posted_by: string | null }[]>`
  select local_date::text as date, result, posted_by from digests order by local_date`;
const queued = () => database.ledger.sql<
  { channel: string; kind: string; once_key: string; payload: object }[]
>`
  select channel, kind, once_key, payload from deliveries order by id`;

describe('a due digest', () => {
  it('is queued once at its time, with what it tells from and to, and the next one is planned', async () => {
    await save({}, morning);
    expect(await claim(due - 1)).toEqual([]);
    expect(await claim(due)).toEqual([
      { workspaceId, team, localDate: '2026-11-24', result: 'queued', lateMs: 0 },
    ]);
    expect(await claim(due + 1)).toEqual([]);
    expect(await planned()).toEqual(['2026-11-25 2026-11-25T15:30Z']);
    await claim(due + days(1) + minutes(2));
    expect(await queued()).toMatchObject([
      {
        channel: 'C0TEAM',
        kind: 'digest',
        once_key: 'digest:1:2026-11-24',
        payload: { team, date: '2026-11-24', from: due - days(1), to: due },
      },
      { payload: { date: '2026-11-25', from: due, to: due + days(1) + minutes(2) } },
    ]);
    expect(await database.ledger.sql`select key from graphile_worker.jobs`).toEqual([
      { key: 'drain:T1:C0TEAM' },
    ]);
  });

  it('is claimed by one of ten who try at the same moment', async () => {
    for (let number = 1; number <= 30; number += 1)
      await saveTeamSettings(
        database.ledger,
        { workspaceId, team: number },
        { channel: `C${number}` },
        morning,
      );
    const bots = Array.from({ length: 10 }, () =>
      connectLedger({ url: database.url, hashKey: 'of tests', maxConnections: 1 }),
    );
    const claims = Promise.all(bots.map((bot) => claimAll(bot, due)));
    const claimed = await claims.finally(() => Promise.all(bots.map((bot) => bot.close())));
    expect(
      claimed
        .flat()
        .map((one) => one.team)
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
    expect(await queued()).toHaveLength(30);
    expect(await digests()).toHaveLength(30);
  });

  it('is posted up to four hours late, and missed after that', async () => {
    await save({}, morning);
    expect(await claim(due + hours(4))).toMatchObject([{ result: 'queued', lateMs: hours(4) }]);
    expect(await claim(due + days(1) + hours(4) + 1)).toMatchObject([
      { localDate: '2026-11-25', result: 'missed' },
    ]);
    expect(await digests()).toMatchObject([{ result: 'queued' }, { result: 'missed' }]);
    expect(await queued()).toHaveLength(1);
  });

  it('of each day that the bot was down is missed, but for the last one', async () => {
    await save({}, morning);
    const claimed = await claim(due + days(7) + hours(1));
    expect(claimed.map(({ localDate, result }) => `${localDate} ${result}`)).toEqual([
      '2026-11-24 missed',
      '2026-11-25 missed',
      '2026-11-26 missed',
      '2026-11-27 missed',
      '2026-11-30 missed',
      '2026-12-01 queued',
    ]);
    // What it tells begins where the last one ended that was posted; none was.
    expect(await queued()).toMatchObject([
      { payload: { from: due + days(6), to: due + days(7) + hours(1) } },
    ]);
  });

  it('that a manager posted by hand does not come again', async () => {
    await save({}, morning);
    await postDigest(
      database.ledger,
      callOf({ workspaceId, userId: 'U0BOSS', isAdmin: true, now: due - hours(1) }),
      team,
    );
    expect(await claim(due)).toEqual([]);
    expect(await digests()).toMatchObject([{ date: '2026-11-24', posted_by: 'U0BOSS' }]);
    expect(await queued()).toHaveLength(1);
    expect(await planned()).toEqual(['2026-11-25 2026-11-25T15:30Z']);
  });

  it('goes to the channel that the team has then', async () => {
    await save({}, morning);
    await save({ channel: 'C0OTHER' }, morning + hours(1));
    await claim(due);
    expect(await queued()).toMatchObject([{ channel: 'C0OTHER' }]);
  });

  it('keeps no other from being claimed when its team’s settings were written by a newer version', async () => {
    await save({}, morning);
    await saveTeamSettings(database.ledger, { workspaceId: 'T2', team }, {}, morning);
    await database.ledger
      .sql`update settings set document = document || '{"news": 1}' where workspace_id = 'T1'`;
    expect(await claim(due)).toMatchObject([
      { workspaceId: 'T1', result: 'unreadable' },
      { workspaceId: 'T2', result: 'queued' },
    ]);
    await database.ledger.sql`update settings set document = document - 'news'`;
    expect(await claim(due + hours(1))).toMatchObject([{ workspaceId: 'T1', result: 'queued' }]);
  });
});

describe('saved settings', () => {
  it('move today’s to the new time', async () => {
    await save({}, morning);
    await save({ digestAt: '18:00' }, due - minutes(1));
    expect(await claim(due)).toEqual([]);
    expect(await claim(due + minutes(90))).toMatchObject([{ localDate: '2026-11-24', lateMs: 0 }]);
  });

  it('do not drop today’s where the new time is over already', async () => {
    await save({}, morning);
    await save({ digestAt: '08:00' }, morning + hours(1));
    expect(await claim(morning + hours(1))).toMatchObject([
      { localDate: '2026-11-24', result: 'queued', lateMs: 0 },
    ]);
    expect(await planned()).toEqual(['2026-11-25 2026-11-25T07:00Z']);
  });

  it('do not repeat today’s', async () => {
    await save({}, morning);
    await claim(due);
    await save({ digestAt: '18:00' }, due + minutes(1));
    await save({ digestAt: '18:00', zone: 'America/New_York' }, due + minutes(2));
    expect(await planned()).toEqual(['2026-11-25 2026-11-25T23:00Z']);
  });

  it('of a new team post nothing for a time that is over', async () => {
    await save({}, due + minutes(1));
    expect(await planned()).toEqual(['2026-11-25 2026-11-25T15:30Z']);
  });

  it('without a channel plan nothing; with one again, the next time that comes', async () => {
    await save({ channel: null }, morning);
    expect(await planned()).toEqual([]);
    await save({}, morning);
    await save({ channel: null }, morning);
    expect(await claim(due)).toEqual([]);
    await save({}, due + minutes(1));
    expect(await planned()).toEqual(['2026-11-25 2026-11-25T15:30Z']);
    await save({ removed: true }, due + minutes(2));
    expect(await planned()).toEqual([]);
  });

  it('without any day are looked at again, and are no next digest', async () => {
    await save({ workingDays: [] }, morning);
    expect(await planned()).toEqual(['2027-12-29 2027-12-29T15:30Z']);
    expect(await readNextDigest(database.ledger, { workspaceId, withinMs: 5_000 })).toBeUndefined();
    expect(await claim(Date.parse('2027-12-29T15:30Z'))).toEqual([]);
    expect(await planned()).toEqual(['2029-02-01 2029-02-01T15:30Z']);
    await save({}, morning);
    expect(await readNextDigest(database.ledger, { workspaceId, withinMs: 5_000 })).toMatchObject({
      dueAt: due,
    });
  });

  it('that wait for a claim of theirs see it: none is posted twice', async () => {
    await save({}, morning);
    const changing = database.ledger.sql.begin(async (held) => {
      await held`select from digest_schedules for update`;
      const saved = save({ digestAt: '18:00' }, due);
      // Whoever saves waits for the row now, and the claim passes it over.
      expect(await claim(due)).toEqual([]);
      return { saved };
    });
    await (await changing).saved;
    expect(await planned()).toEqual(['2026-11-24 2026-11-24T17:00Z']);
  });
});

describe('teams of an older version', () => {
  const addOld = (number: number, given: Partial<TeamSettings>) =>
    database.ledger.transact({ deadlineMs: 5_000 }, (tx) =>
      addSettings(tx, {
        workspaceId,
        subject: `team:${number}`,
        version: 1,
        document: teamSettings.parse({ name: 'Old', zone: 'Europe/Berlin', ...given }),
        changedAt: 0,
        changedBy: 'U0BOSS',
      }),
    );

  it('get a plan, those with a channel, and only once', async () => {
    await addOld(1, { channel: 'C0OLD' });
    await addOld(2, {});
    await addOld(3, { channel: 'C0OLD', removed: true });
    const plan = () => planMissingDigests(database.ledger, { now: due + 1 });
    expect((await Promise.all([plan(), plan()])).some((count) => count === 1)).toBe(true);
    expect(await plan()).toBe(0);
    expect(await planned()).toEqual(['2026-11-25 2026-11-25T15:30Z']);
  });
});
