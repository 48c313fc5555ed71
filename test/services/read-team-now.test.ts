import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { observedPolicy } from '../../src/limits/observed.ts';
import { changeSettings } from '../../src/services/change-settings.ts';
import { liftRestriction } from '../../src/services/lift-restriction.ts';
import { logAnyway } from '../../src/services/log-anyway.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { readHome } from '../../src/services/read-home.ts';
import { readQuota } from '../../src/services/read-quota.ts';
import { recordOutcome } from '../../src/services/record-outcome.ts';
import { restrictAccount } from '../../src/services/restrict-account.ts';
import { setCounter } from '../../src/services/set-counter.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf } from './call.ts';

let database: TestLedger;
let workspaceId = '';
let workspaces = 0;
beforeAll(async () => {
  database = await createTestLedger();
});
beforeEach(() => {
  workspaces += 1;
  workspaceId = `TTEAM${workspaces}`;
});
afterAll(() => database.drop());

const now = Date.parse('2026-11-24T09:00:00Z');
const day = 86_400_000;
type Given = Parameters<typeof callOf>[0];
const call = (userId: string, given: Given = {}) => callOf({ workspaceId, userId, ...given });
const sends = (userId: string, unnamed: number, given: Given = {}, sentAt = now) =>
  logInvites(database.ledger, call(userId, given), { people: [], unnamed, sentAt });
const accept = (userId: string, unnamed: number, given: Given = {}) =>
  recordOutcome(database.ledger, call(userId, given), { outcome: 'accepted', people: [], unnamed });
async function team(given: Given = { isAdmin: true }, userId = 'UBOSS') {
  const home = await readHome(database.ledger, call(userId, given));
  if (home.team === null) throw new Error('who asks manages nothing');
  return home.team;
}
const joins = (team: number, ...users: string[]) => database.ledger.sql`
  insert into teammates ${database.ledger.sql(users.map((user_id) => ({ workspace_id: workspaceId, user_id, team })))}`;
const setTeam = (team: number, managers: string[]) => database.ledger.sql`
  insert into settings (workspace_id, subject, version, document, changed_at, changed_by)
  values (${workspaceId}, ${`team:${team}`}, 1, ${JSON.stringify({ name: `Team ${team}`, zone: 'UTC', managers })}::text::jsonb, now(), 'UBOSS')`;

describe('readTeamNow', () => {
  it('puts each account in one list: paused before near a limit before room', async () => {
    await sends('UROOM', 10);
    await sends('UMORE', 3);
    await sends('UNEAR', 85);
    await sends('UFULL', 100);
    await sends('UPAUSED', 100);
    await restrictAccount(database.ledger, call('UPAUSED'), { until: null });
    const { paused, near, room } = await team();
    expect(paused).toEqual({
      first: [{ owner: 'UPAUSED', accountName: '', since: now, until: null }],
      total: 1,
    });
    expect(near.first.map(({ owner, meter }) => [owner, meter.level, meter.used])).toEqual([
      ['UFULL', 'reached', 100],
      ['UNEAR', 'nearing', 85],
    ]);
    expect(room.first.map(({ owner, meter }) => [owner, meter.remaining])).toEqual([
      ['UMORE', 97],
      ['UROOM', 90],
    ]);
  });

  it('counts as each one’s own quota does, in their zone, with LinkedIn’s counter and days gone by', async () => {
    await sends('UKIRI', 7, { zone: 'Pacific/Kiritimati' }, now - 8 * day);
    await sends('UKIRI', 60, { zone: 'Pacific/Kiritimati' }, now - 7 * day);
    await sends('UKIRI', 40, { zone: 'Pacific/Kiritimati' }, now - 7 * day + 1);
    await accept('UKIRI', 30, { zone: 'Pacific/Kiritimati' });
    await setCounter(database.ledger, call('UKIRI', { zone: 'Pacific/Kiritimati' }), { left: 100 });
    const [quota] = await readQuota(database.ledger, call('UKIRI', { zone: 'Pacific/Kiritimati' }));
    const { near } = await team();
    const [one] = near.first;
    expect(one?.meter).toMatchObject({ used: 2_900, cap: 3_000, level: 'critical' });
    expect(quota.meters).toContainEqual(one?.meter);
  });

  it('takes the guide of who is near nothing', async () => {
    await sends('UKIRI', 60, {}, now - 7 * day);
    await sends('UKIRI', 40, {}, now - 7 * day + 1);
    const { room } = await team();
    expect(room.first.map(({ meter }) => [meter.limit.id, meter.used, meter.remaining])).toEqual([
      ['guide', 40, 60],
    ]);
  });

  it('judges by the workspace’s own policy, and says the room that its tightest limit leaves', async () => {
    await database.ledger.sql`
      insert into policies (workspace_id, version, document, changed_at, changed_by)
      values (${workspaceId}, 1, ${JSON.stringify({ ...observedPolicy, version: 1 })}::text::jsonb, now(), 'UBOSS')`;
    await sends('UTODAY', 20);
    await sends('UWEEK', 10, {}, now - 3 * day);
    for (const back of [1, 2, 3]) await sends('USPENT', 25, {}, now - back * day);
    await sends('USPENT', 3, {}, now - 4 * day);
    const { near, room } = await team();
    expect(near.first.map(({ owner, meter }) => [owner, meter.used, meter.cap])).toEqual([
      ['UTODAY', 20, 25],
    ]);
    expect(room.first.map(({ owner, meter }) => [owner, meter.used, meter.cap])).toEqual([
      ['UWEEK', 0, 25],
      ['USPENT', 78, 100],
    ]);
  });

  it('lets go of a restriction that was lifted or is over', async () => {
    await restrictAccount(database.ledger, call('ULIFTED'), { until: null });
    await liftRestriction(database.ledger, call('ULIFTED'));
    await restrictAccount(database.ledger, call('UOVER'), { until: now + day });
    expect((await team()).paused.total).toBe(1);
    expect((await team({ isAdmin: true, now: now + day })).paused.total).toBe(0);
  });

  it('shows a team’s manager that team only, and who manages nothing no team', async () => {
    await setTeam(1, ['ULEAD']);
    await setTeam(2, ['UOTHER']);
    await joins(1, 'UONE');
    await joins(2, 'UTWO');
    for (const user of ['UONE', 'UTWO', 'UNONE']) await sends(user, 1);
    const seen = async (userId: string, given: Given = {}) =>
      (await team(given, userId)).room.first.map(({ owner }) => owner);
    expect(await seen('ULEAD')).toEqual(['UONE']);
    expect(await seen('UOTHER')).toEqual(['UTWO']);
    expect(await seen('UBOSS', { isAdmin: true })).toEqual(['UONE', 'UTWO', 'UNONE']);
    expect((await readHome(database.ledger, call('UONE'))).team).toBeNull();
  });

  it('lists who is away last among those with room, and says until when', async () => {
    await sends('UHERE', 10);
    await sends('UAWAY', 1);
    await sends('UBACK', 2);
    await joins(1, 'UHERE', 'UAWAY', 'UBACK');
    const until = (user: string, date: string) => database.ledger.sql`
      update teammates set away_until = ${date} where workspace_id = ${workspaceId} and user_id = ${user}`;
    await until('UAWAY', '2026-11-24');
    await until('UBACK', '2026-11-23');
    const { room } = await team();
    expect(room.first.map(({ owner, awayUntil }) => [owner, awayUntil])).toEqual([
      ['UBACK', undefined],
      ['UHERE', undefined],
      ['UAWAY', '2026-11-24'],
    ]);
  });

  it('leaves out who left, and every other workspace', async () => {
    await sends('USTAYS', 1);
    await sends('ULEFT', 1);
    await joins(1, 'ULEFT');
    await database.ledger.sql`
      update teammates set deactivated_at = now() where workspace_id = ${workspaceId} and user_id = 'ULEFT'`;
    await sends('UFOREIGN', 1, { workspaceId: 'TFOREIGN' });
    expect((await team()).room.first.map(({ owner }) => owner)).toEqual(['USTAYS']);
  });

  it('lists the ten with the most room of a thousand, and counts all', { timeout: 60_000 }, async () => {
    const { sql } = database.ledger;
    await sql`
      insert into accounts (workspace_id, owner, type, zone, created_at)
      select ${workspaceId}, 'U' || n, 'free', (array['Europe/Berlin', 'America/New_York', 'Asia/Tokyo'])[1 + n % 3], now()
      from generate_series(1, 1000) as n`;
    await sql`
      insert into teammates (workspace_id, user_id, team)
      select ${workspaceId}, 'U' || n, 1 from generate_series(1, 1000) as n`;
    await sends('U77', 3);
    const begun = performance.now();
    const { room } = await team();
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(room.total).toBe(1_000);
    expect(room.first).toHaveLength(10);
    expect(room.first.every(({ meter }) => meter.remaining === 100)).toBe(true);
  });

  it('ignores what was taken back or refused', async () => {
    const refused = async () => {
      await restrictAccount(database.ledger, call('UREF'), { until: now + 1 });
      return sends('UREF', 5);
    };
    const { requestId } = await refused();
    expect((await team({ isAdmin: true, now: now + 2 })).room.first.map(({ meter }) => meter.used)).toEqual([
      0,
    ]);
    await logAnyway(database.ledger, call('UREF'), { requestId });
    expect((await team({ isAdmin: true, now: now + 2 })).room.first.map(({ meter }) => meter.used)).toEqual([
      5,
    ]);
  });
});

describe('who is in the team now', () => {
  it('is who is in a team, though they recorded nothing, and not who only saved a setting', async () => {
    const { ledger } = database;
    const boss = call('UBOSS', { isAdmin: true });
    await changeSettings(ledger, boss, { since: 0, change: { leaderboard: 'full' } });
    await sends('UANA', 3);
    await setTeam(1, ['ULEAD']);
    await joins(1, 'UNEW');
    await joins(2, 'UELSE');
    const { room } = await team();
    expect(room.first.map(({ owner }) => owner).sort()).toEqual(['UANA', 'UELSE', 'UNEW']);
    const theirs = await team({}, 'ULEAD');
    expect(theirs.room.first).toMatchObject([{ owner: 'UNEW', meter: { used: 0, remaining: 100 } }]);
  });
});
