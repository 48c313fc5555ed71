import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createClaimRounds, dueRounds, type RoundTime } from '../../src/services/claim-rounds.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';

const rule = (given: Partial<RoundTime> = {}): RoundTime => ({
  kind: 'tea',
  at: '16:00',
  lateHours: 4,
  ...given,
});

describe('what is due', () => {
  it.each([
    ['not before its time', '2026-11-24T14:59:59Z', {}, []],
    ['at its time', '2026-11-24T15:00:00Z', {}, ['2026-11-24']],
    ['as long as it may be late', '2026-11-24T18:59:59Z', {}, ['2026-11-24']],
    ['not longer', '2026-11-24T19:00:00Z', {}, []],
    ['on its days', '2026-11-24T15:00:00Z', { days: [2, 5] }, ['2026-11-24']],
    ['on no other', '2026-11-25T15:00:00Z', { days: [2, 5] }, []],
    ['not past the end of its date', '2026-11-24T23:30:00Z', { lateHours: 20 }, []],
    ['at the later time where its own does not exist', '2026-03-29T01:29:00Z', { at: '02:30' }, []],
    ['from there on', '2026-03-29T01:30:00Z', { at: '02:30' }, ['2026-03-29']],
    ['at the first of two times', '2026-10-25T00:30:00Z', { at: '02:30' }, ['2026-10-25']],
  ] as const)('%s', (_name, now, given, dates) => {
    const due = dueRounds([rule(given)], ['Europe/Berlin'], Date.parse(now));
    expect(due).toEqual(dates.map((localDate) => ({ kind: 'tea', zone: 'Europe/Berlin', localDate })));
  });

  it('is told by rule and zone', () => {
    const rules = [rule(), rule({ kind: 'night', at: '03:00', lateHours: 20 })];
    expect(
      dueRounds(rules, ['Asia/Kolkata', 'America/New_York'], Date.parse('2026-11-24T10:45:00Z')),
    ).toEqual([
      { kind: 'tea', zone: 'Asia/Kolkata', localDate: '2026-11-24' },
      { kind: 'night', zone: 'Asia/Kolkata', localDate: '2026-11-24' },
      { kind: 'night', zone: 'America/New_York', localDate: '2026-11-24' },
    ]);
  });
});

describe('claiming', () => {
  let database: TestLedger;
  beforeAll(async () => {
    database = await createTestLedger();
    const { sql } = database.ledger;
    const owners = Array.from({ length: 40 }, (_, n) => n);
    const of = (n: number) => ({
      workspace: `T${n % 4}`,
      zone: n % 3 === 0 ? 'Asia/Kolkata' : 'Europe/Berlin',
    });
    await sql`insert into accounts (workspace_id, owner, type, zone, created_at)
      select w, o, 'free', z, now() from unnest(${owners.map((n) => of(n).workspace)}::text[], ${owners.map((n) => `U${n}`)}::text[],
        ${owners.map((n) => of(n).zone)}::text[]) as t (w, o, z)`;
  });
  beforeEach(async () => {
    await database.ledger.sql`truncate rounds, graphile_worker._private_jobs`;
  });
  afterAll(() => database.drop());

  const jobs = async () => {
    const rows = await database.ledger.sql<{ key: string; payload: object }[]>`
      select j.key, p.payload from graphile_worker.jobs j join graphile_worker._private_jobs p on p.id = j.id order by 1`;
    return [...rows];
  };
  const afternoon = Date.parse('2026-11-24T15:00:00Z');

  it('queues a job for each workspace with accounts in the zone, once, whoever claims', async () => {
    const claims = Array.from({ length: 10 }, () => createClaimRounds([rule()]));
    const counts = await Promise.all(claims.map((claim) => claim(database.ledger, afternoon)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4);
    expect(await jobs()).toEqual(
      ['T0', 'T1', 'T2', 'T3'].map((workspaceId) => ({
        key: `round:${workspaceId}:tea:Europe/Berlin:2026-11-24`,
        payload: { workspaceId, kind: 'tea', zone: 'Europe/Berlin', localDate: '2026-11-24' },
      })),
    );
  });

  it('asks for nothing again that it has claimed on a date, and for all of it on the next', async () => {
    const claim = createClaimRounds([rule()]);
    expect(await claim(database.ledger, afternoon)).toBe(4);
    await database.ledger.sql`truncate rounds`;
    expect(await claim(database.ledger, afternoon + 60_000)).toBe(0);
    expect(await claim(database.ledger, afternoon + 86_400_000)).toBe(4);
  });

  it('finds every zone and round that is due', async () => {
    const rules = [
      rule({ kind: 'morning', at: '08:00', lateHours: 12 }),
      rule({ kind: 'evening', at: '19:00' }),
    ];
    expect(await createClaimRounds(rules)(database.ledger, afternoon)).toBe(8);
    expect((await jobs()).map(({ key }) => key.split(':').slice(2, 4).join(' '))).toEqual(
      Array.from({ length: 4 }, () => ['evening Asia/Kolkata', 'morning Europe/Berlin']).flat(),
    );
  });

  it('has nothing to do where there are no accounts', async () => {
    const empty = await createTestLedger();
    expect(await createClaimRounds([rule()])(empty.ledger, afternoon)).toBe(0);
    await empty.drop();
  });
});
