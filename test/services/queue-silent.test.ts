import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { logInvites } from '../../src/services/log-invites.ts';
import { isStillSilent, queueSilent } from '../../src/services/queue-silent.ts';
import { restrictAccount } from '../../src/services/restrict-account.ts';
import { teamSettings } from '../../src/services/settings.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf } from './call.ts';

let database: TestLedger;
let workspaceId = '';
let workspaces = 0;
const settings = teamSettings.parse({
  name: 'Sales',
  zone: 'Europe/Berlin',
  channel: 'C1',
  holidays: ['2026-11-20'],
});
beforeAll(async () => {
  database = await createTestLedger();
});
beforeEach(async () => {
  workspaces += 1;
  workspaceId = `TSILENT${workspaces}`;
});
afterAll(() => database.drop());

/** A Thursday's digest: the three working days before are Monday to Wednesday. */
const thursday = '2026-11-26';
const at = (date: string, time = '15:30') => Date.parse(`${date}T${time}:00Z`);
type Given = Parameters<typeof callOf>[0];
const call = (userId: string, given: Given = {}) => callOf({ workspaceId, userId, ...given });
const logs = (userId: string, when: number) =>
  logInvites(database.ledger, call(userId, { now: when }), { people: [], unnamed: 1, sentAt: when });
/** Puts people into the team, as the settings tell. */
async function join(when: number, ...userIds: string[]): Promise<void> {
  const { sql } = database.ledger;
  const document = JSON.stringify({ ...settings, arrived: userIds });
  await sql`
    insert into settings (workspace_id, subject, version, document, changed_at, changed_by)
    select ${workspaceId}, 'team:1', count(*) + 1, ${document}::text::jsonb, ${new Date(when).toISOString()}, 'UBOSS'
    from settings where workspace_id = ${workspaceId}`;
  for (const userId of userIds)
    await sql`
      insert into teammates (workspace_id, user_id, team) values (${workspaceId}, ${userId}, 1)
      on conflict (workspace_id, user_id) do update set team = 1`;
}
const set = (userId: string, values: Record<string, string | boolean>) => database.ledger.sql`
  update teammates set ${database.ledger.sql(values)} where workspace_id = ${workspaceId} and user_id = ${userId}`;
async function told(date = thursday, fields: Partial<typeof settings> = {}): Promise<string[]> {
  await queueSilent(
    database.ledger,
    { workspaceId, withinMs: 10_000 },
    { team: 1, date, settings: { ...settings, ...fields }, to: at(date) },
  );
  const rows = await database.ledger.sql<{ channel: string }[]>`
    select channel from deliveries where workspace_id = ${workspaceId} and kind = 'silent' order by id`;
  return rows.map(({ channel }) => channel);
}

describe('who has logged nothing', () => {
  it('for three whole working days is told so, once in a spell', async () => {
    await join(at('2026-11-02'), 'UANA', 'UTOM', 'UKIM');
    await logs('UANA', at('2026-11-22', '22:59'));
    await logs('UTOM', at('2026-11-22', '23:00')); // Monday in Berlin
    expect(await told('2026-11-25')).toEqual(['UKIM']);
    expect(await told()).toEqual(['UKIM', 'UANA']);
    expect(await told()).toEqual(['UKIM', 'UANA']);
    expect(await told('2026-11-27')).toEqual(['UKIM', 'UANA', 'UTOM']);
    await logs('UANA', at('2026-11-27'));
    expect(await told('2026-12-03')).toEqual(['UKIM', 'UANA', 'UTOM', 'UANA']);
  });

  it('is not asked about days on which LinkedIn blocked their account', async () => {
    await join(at('2026-11-02'), 'UANA', 'UKIM');
    const owner = call('UANA', { now: at('2026-11-18') });
    await restrictAccount(database.ledger, owner, { until: at('2026-11-26', '23:00') });
    expect(await told()).toEqual(['UKIM']);
    expect(await told('2026-11-30')).toEqual(['UKIM']);
    expect(await told('2026-12-02')).toEqual(['UKIM', 'UANA']);
  });

  it('is not asked on the days they were away, came or left, or without notices', async () => {
    await join(at('2026-11-02'), 'UAWAY', 'UBACK', 'UMUTE', 'UGONE');
    await join(at('2026-11-24'), 'UNEW');
    await set('UAWAY', { away_until: '2026-12-01' });
    await set('UBACK', { away_until: '2026-11-23' });
    await set('UMUTE', { notices: false });
    await set('UGONE', { deactivated_at: '2026-11-20' });
    // In the team by hand, so that nobody knows since when.
    await database.ledger
      .sql`insert into teammates (workspace_id, user_id, team) values (${workspaceId}, 'UODD', 1)`;
    expect(await told()).toEqual([]);
    expect(await told('2026-11-27')).toEqual(['UBACK']);
    expect(await told('2026-11-30')).toEqual(['UBACK', 'UNEW']);
  });

  it('is not told so in a team whose digest is weekly', async () => {
    await join(at('2026-11-02'), 'UANA');
    expect(await told(thursday, { digestEvery: 'week' })).toEqual([]);
    expect(await told()).toEqual(['UANA']);
  });

  it('is not told any more once they logged something', async () => {
    await join(at('2026-11-02'), 'UANA');
    const place = { workspaceId, withinMs: 10_000, now: at(thursday) };
    const still = () => isStillSilent(database.ledger, place, { team: 1, userId: 'UANA' });
    expect(await still()).toBe(true);
    await logs('UANA', at(thursday, '15:00'));
    expect(await still()).toBe(false);
    expect(await isStillSilent(database.ledger, place, { team: 9, userId: 'UANA' })).toBe(false);
  });
});
