import { afterAll, beforeAll, expect, it } from 'vitest';
import { addAccount } from '../../src/services/add-account.ts';
import { changePolicy } from '../../src/services/change-policy.ts';
import { liftRestriction } from '../../src/services/lift-restriction.ts';
import { logPages } from '../../src/services/log-pages.ts';
import { readQuota } from '../../src/services/read-quota.ts';
import { restrictAccount } from '../../src/services/restrict-account.ts';
import { setCounter } from '../../src/services/set-counter.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf } from './call.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

const entriesOf = async (userId: string) => {
  const rows = await database.ledger.sql`
    select e.kind from entries e join accounts a on a.workspace_id = e.workspace_id and a.id = e.account_id
    where a.owner = ${userId} order by e.id`;
  return rows.map((row) => row.kind);
};
const ten = <T>(work: () => Promise<T>) => Promise.all(Array.from({ length: 10 }, work));

it('is restricted once by ten at the same moment, and lifted once', async () => {
  const { ledger } = database;
  const of = () => callOf({ userId: 'URACE' });
  const restricted = await ten(() => restrictAccount(ledger, of(), { until: null }));
  expect(restricted.filter(({ recorded }) => recorded)).toHaveLength(1);
  const lifted = await ten(() => liftRestriction(ledger, of()));
  expect(lifted.filter((answer) => answer.lifted !== null)).toHaveLength(1);
  expect(await entriesOf('URACE')).toEqual(['restricted', 'lifted']);
});

it('agrees with LinkedIn’s counter after ten at the same moment', async () => {
  const { ledger } = database;
  const of = () => callOf({ userId: 'UCOUNT' });
  const answers = await ten(() => setCounter(ledger, of(), { left: 2_900 }));
  for (const { result } of answers)
    expect(result).toMatchObject({ kind: 'set', meter: { used: 100, remaining: 2_900 } });
  const [quota] = await readQuota(ledger, of());
  expect(quota.meters.map(({ limit, used }) => [limit.id, used])).toContainEqual(['connection-month', 100]);
});

it('adds a counter to the local date on which it was read, where the month is still the old one', async () => {
  const { ledger } = database;
  const of = (zone: string) => callOf({ userId: 'UZONE', zone, now: Date.parse('2026-12-01T03:00:00Z') });
  await setCounter(ledger, of('America/New_York'), { left: 2_000 });
  const used = async (zone: string) => {
    const [quota] = await readQuota(ledger, of(zone));
    return quota.meters.find(({ limit }) => limit.id === 'connection-month')?.used;
  };
  expect(await used('America/New_York')).toBe(1_000);
  expect(await used('Europe/Berlin')).toBe(0);
});

it('has no counter, and no limit of PageInvites, where the workspace’s rules have none', async () => {
  const { ledger } = database;
  const of = () => callOf({ workspaceId: 'TOBS', userId: 'UOBS', isAdmin: true });
  await changePolicy(ledger, of(), { preset: 'observed' });
  expect(await setCounter(ledger, of(), { left: 5 })).toMatchObject({ result: { kind: 'no_limit' } });
  const pages = await logPages(ledger, of(), { quantity: 100, page: 'Acme' });
  expect(pages).toMatchObject({ items: [{ refused: false }], standing: { meters: [] } });
});

it('gives a repeated delivery the first answer, and does nothing again', async () => {
  const { ledger } = database;
  const call = () => callOf({ userId: 'UAGAIN' });
  const verbs = [
    (one: ReturnType<typeof call>) => addAccount(ledger, one, { name: 'founder' }),
    (one: ReturnType<typeof call>) => restrictAccount(ledger, one, { until: null }),
    (one: ReturnType<typeof call>) => liftRestriction(ledger, one),
    (one: ReturnType<typeof call>) => setCounter(ledger, one, { left: 10 }),
  ];
  for (const verb of verbs) {
    const one = call();
    expect(await verb(one)).toEqual(await verb(one));
  }
  expect(await entriesOf('UAGAIN')).toEqual(['account_added', 'restricted', 'lifted', 'counter_set']);
});

it('keeps accounts, restrictions and counters of two workspaces apart', async () => {
  const { ledger } = database;
  const here = () => callOf({ workspaceId: 'THERE1', userId: 'UBOTH' });
  const there = () => callOf({ workspaceId: 'THERE2', userId: 'UBOTH' });
  await addAccount(ledger, here(), { name: 'founder' });
  await restrictAccount(ledger, here(), { until: null });
  await setCounter(ledger, here(), { left: 1 });
  await logPages(ledger, here(), { quantity: 2, page: null });
  const [quota, ...others] = await readQuota(ledger, there());
  expect(others).toEqual([]);
  expect(quota.restriction).toBeNull();
  expect(quota.meters.map(({ used }) => used)).toEqual([0, 0, 0, 0]);
  expect((await logPages(ledger, there(), { quantity: 1, page: null })).items[0].refused).toBe(false);
});
