import { afterAll, beforeAll, expect, it } from 'vitest';
import { changeAccountType } from '../../src/services/change-account-type.ts';
import { logAnyway } from '../../src/services/log-anyway.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { logPages } from '../../src/services/log-pages.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

const stored = async (userId: string) => {
  const [row] = await database.ledger.sql`
    select
      (select coalesce(sum(sent), 0)::int from usage where account_id = a.id and resource = 'page') as used,
      (select coalesce(sum(quantity), 0)::int from entries where account_id = a.id and kind = 'page_sent') as entered,
      (select count(*)::int from entries where account_id = a.id and kind = 'page_sent') as entries
    from accounts a where owner = ${userId}`;
  return row;
};

it('records exactly the 3 that are left of 50 PageInvites that arrive at once', async () => {
  const { ledger } = database;
  await logPages(ledger, callOf({ userId: 'U50' }), { quantity: 1, page: 'Acme' });
  const answers = await Promise.all(
    Array.from({ length: 50 }, () =>
      logPages(ledger, callOf({ userId: 'U50' }), { quantity: 1, page: 'Acme' }),
    ),
  );
  expect(answers.filter(({ items }) => !items[0].refused)).toHaveLength(3);
  expect(await stored('U50')).toEqual({ used: 4, entered: 4, entries: 4 });
});

it('records a quantity as one entry, whole or not at all', async () => {
  const { ledger } = database;
  const of = () => callOf({ userId: 'UWHOLE' });
  await logPages(ledger, of(), { quantity: 3, page: null });
  const refused = await logPages(ledger, of(), { quantity: 2, page: null });
  expect(refused.items[0]).toMatchObject({
    refused: true,
    reasons: [{ code: 'cap_reached', verdict: 'block' }],
  });
  expect(await stored('UWHOLE')).toEqual({ used: 3, entered: 3, entries: 1 });
  const fits = await logPages(ledger, of(), { quantity: 1, page: null });
  expect(fits.items[0].refused).toBe(false);
});

it('gives the first answer to 10 deliveries of one request that arrive at once', async () => {
  const call = callOf({ userId: 'U10' });
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => logPages(database.ledger, call, { quantity: 2, page: 'Acme' })),
  );
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(await stored('U10')).toEqual({ used: 2, entered: 2, entries: 1 });
});

it('keeps a page once a workspace, and names it by its id', async () => {
  const { ledger } = database;
  const sent = (workspaceId: string, page: string) =>
    logPages(ledger, callOf({ workspaceId, userId: 'UPAGES' }), { quantity: 1, page });
  await sent('TA', 'Globex');
  await sent('TA', 'Globex');
  await sent('TA', 'Initech');
  await sent('TB', 'Globex');
  const rows = await ledger.sql`
    select e.workspace_id, p.name from entries e
    join pages p on p.workspace_id = e.workspace_id and p.id = (e.detail ->> 'page')::bigint
    where e.workspace_id in ('TA', 'TB') order by e.id`;
  expect(rows.map((row) => `${row.workspace_id} ${row.name}`)).toEqual([
    'TA Globex',
    'TA Globex',
    'TA Initech',
    'TB Globex',
  ]);
  const [pages] = await ledger.sql`select count(*)::int as n from pages where workspace_id in ('TA', 'TB')`;
  expect(pages?.n).toBe(3);
});

it('keeps no page of what was refused', async () => {
  const { ledger } = database;
  await logPages(ledger, callOf({ userId: 'UREF' }), { quantity: 5, page: 'Never Sent' });
  const rows = await ledger.sql`select name from pages where name = 'Never Sent'`;
  expect(rows).toHaveLength(0);
});

it('counts in the month in which they were sent: a press in December records November’s', async () => {
  const { ledger } = database;
  const of = (now: string) => callOf({ userId: 'UMONTH', zone: 'Asia/Tokyo', now: Date.parse(now) });
  // 1 December in Tokyo begins at 15:00 of 30 November, UTC.
  await logPages(ledger, of('2026-11-30T14:50:00Z'), { quantity: 4, page: null });
  const { requestId, items } = await logPages(ledger, of('2026-11-30T14:59:59.999Z'), {
    quantity: 2,
    page: 'Late',
  });
  expect(items[0].reasons).toMatchObject([
    { code: 'cap_reached', allowedAgainAt: Date.parse('2026-11-30T15:00:00Z') },
  ]);
  const pressed = await logAnyway(ledger, of('2026-11-30T15:00:00Z'), { requestId });
  expect(pressed).toMatchObject({ kind: 'page', anyway: true, items: [{ refused: false }], page: 'Late' });
  const december = await logPages(ledger, of('2026-11-30T15:00:00Z'), { quantity: 4, page: null });
  expect(december.items[0].refused).toBe(false);
  const rows = await ledger.sql`
    select u.local_date::text, u.sent from usage u join accounts a on a.id = u.account_id
    where a.owner = 'UMONTH' and u.resource = 'page' order by 1`;
  expect(rows.map((row) => [row.local_date, row.sent])).toEqual([
    ['2026-11-30', 6],
    ['2026-12-01', 4],
  ]);
  const [entry] = await ledger.sql`
    select e.quantity, e.over_cap, e.local_date::text, e.detail -> 'overrode' as overrode, p.name from entries e
    join pages p on p.id = (e.detail ->> 'page')::bigint and p.name = 'Late'`;
  expect(entry).toEqual({
    quantity: 2,
    over_cap: true,
    local_date: '2026-11-30',
    overrode: ['cap_reached'],
    name: 'Late',
  });
});

it('follows a traveller: pages count on the date of the zone that was in force', async () => {
  const { ledger } = database;
  const of = (zone: string, now: string) => callOf({ userId: 'UTRAVEL', zone, now: Date.parse(now) });
  await logPages(ledger, of('Asia/Tokyo', '2026-11-20T10:00:00Z'), { quantity: 4, page: null });
  const at = '2026-11-30T16:00:00Z';
  // December has begun in Tokyo, but not in New York, where November's are used up.
  expect(
    (await logPages(ledger, of('America/New_York', at), { quantity: 1, page: null })).items[0].refused,
  ).toBe(true);
  expect((await logPages(ledger, of('Asia/Tokyo', at), { quantity: 1, page: null })).items[0].refused).toBe(
    false,
  );
});

it('lets nobody but the one who typed it log them anyway', async () => {
  const { ledger } = database;
  const { requestId } = await logPages(ledger, callOf({ userId: 'UMINE' }), { quantity: 5, page: null });
  const forged = logAnyway(ledger, callOf({ userId: 'UTHEIRS' }), { requestId });
  await expect(forged).rejects.toMatchObject({ code: 'not_allowed' });
  const sent = await logPages(ledger, callOf({ userId: 'UMINE' }), { quantity: 1, page: null });
  const settled = logAnyway(ledger, callOf({ userId: 'UMINE' }), { requestId: sent.requestId });
  await expect(settled).rejects.toMatchObject({ code: 'bad_input' });
  expect(await stored('UMINE')).toEqual({ used: 1, entered: 1, entries: 1 });
});

it('touches no meter of connections, nor do connections touch that of pages', async () => {
  const { ledger } = database;
  const of = () => callOf({ userId: 'UAPART' });
  await changeAccountType(ledger, of(), { type: 'sales_navigator' });
  const before = await logInvites(ledger, of(), { people: [person('apart-1')] });
  const pages = await logPages(ledger, of(), { quantity: 90, page: null });
  expect(pages.standing.meters.map((meter) => [meter.limit.resource, meter.used])).toEqual([['page', 90]]);
  const after = await logInvites(ledger, of(), { people: [person('apart-2')] });
  const used = (answer: typeof after) => answer.standing.meters.map((meter) => meter.used);
  expect(used(before)).toEqual([0, 0, 1]);
  expect(used(after)).toEqual([0, 0, 2]);
  expect(after.standing.pending).toBe(2);
});
