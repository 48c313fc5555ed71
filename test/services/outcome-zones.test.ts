import { afterAll, beforeAll, expect, it } from 'vitest';
import { logInvites } from '../../src/services/log-invites.ts';
import { readQuota } from '../../src/services/read-quota.ts';
import { recordOutcome } from '../../src/services/record-outcome.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

const jane = person('jane-doe');
const dayMs = 24 * 60 * 60 * 1000;
const utc = (time: string) => Date.parse(`2026-11-24T${time}Z`);

/** The acceptances of the day by the first meter. */
async function acceptedToday(workspaceId: string, zone: string, now: number): Promise<number | undefined> {
  const [{ meters }] = await readQuota(database.ledger, callOf({ workspaceId, zone, now }));
  return meters.find(({ limit }) => limit.id === 'connection-day')?.used;
}

it('counts an outcome of today in the zone that its command brings along', async () => {
  const tokyo = { workspaceId: 'T1', zone: 'Asia/Tokyo' };
  const angeles = { workspaceId: 'T1', zone: 'America/Los_Angeles' };
  const landed = utc('16:30:00'); // 25 November in Tokyo, 24 November in Los Angeles
  await logInvites(database.ledger, callOf({ ...tokyo, now: utc('05:00:00') }), { people: [jane] });
  await recordOutcome(database.ledger, callOf({ ...angeles, now: landed }), {
    outcome: 'accepted',
    people: [jane],
    when: { at: landed, dateOnly: true },
  });
  expect(await acceptedToday('T1', 'America/Los_Angeles', landed)).toBe(1);
});

it('counts an outcome that a date alone puts at its send in the zone in force at the send', async () => {
  const chatham = { workspaceId: 'T2', zone: 'Pacific/Chatham' };
  const honolulu = { workspaceId: 'T2', zone: 'Pacific/Honolulu' };
  await logInvites(database.ledger, callOf({ ...chatham, now: utc('01:00:00') }), { people: [], unnamed: 1 });
  await logInvites(database.ledger, callOf({ ...honolulu, now: utc('09:00:00') }), { people: [jane] });
  await recordOutcome(database.ledger, callOf({ ...honolulu, now: utc('09:30:00') }), {
    outcome: 'accepted',
    people: [jane],
    when: { at: utc('05:00:00'), dateOnly: true },
  });
  expect(await acceptedToday('T2', 'Pacific/Honolulu', utc('09:30:00'))).toBe(1);
});

it('reads a date without a time in the zone in which it was typed', async () => {
  const berlin = { workspaceId: 'T3', zone: 'Europe/Berlin' };
  const kathmandu = { workspaceId: 'T3', zone: 'Asia/Kathmandu' };
  // 22:30 on 23 November, then midnight, in Berlin; both on 24 November in Kathmandu.
  const [told, sent] = [utc('21:30:00') - dayMs, utc('23:00:00') - dayMs];
  await logInvites(database.ledger, callOf({ ...berlin, now: utc('01:00:00') }), {
    people: [jane],
    sentAt: sent,
  });
  const { items } = await recordOutcome(database.ledger, callOf({ ...kathmandu, now: utc('09:00:00') }), {
    outcome: 'accepted',
    people: [jane],
    when: { at: told, dateOnly: true },
  });
  expect(items).toMatchObject([{ recorded: true, at: sent }]);
});
