import { afterAll, beforeAll, expect, it } from 'vitest';
import { changeAccountType } from '../../src/services/change-account-type.ts';
import { logAnyway } from '../../src/services/log-anyway.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { recordOutcome } from '../../src/services/record-outcome.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

const at = (text: string) => Date.parse(text);
const entriesOf = (userId: string) => database.ledger.sql`
  select e.kind, e.happened_at, e.local_date::text, e.detail from entries e
  join accounts a on a.workspace_id = e.workspace_id and a.id = e.account_id
  where a.owner = ${userId} order by e.id`;

it('keeps an event on the local date of the zone that was in force, whatever zone it is told from', async () => {
  const { ledger } = database;
  const tokyo = { userId: 'UTRAVEL', zone: 'Asia/Tokyo' };
  const newYork = { userId: 'UTRAVEL', zone: 'America/New_York' };
  await logInvites(ledger, callOf({ ...tokyo, now: at('2026-11-19T00:00Z') }), { people: [person('one')] });
  const past = { people: [person('two')], sentAt: at('2026-11-20T23:00Z') };
  await logInvites(ledger, callOf({ ...newYork, now: at('2026-11-24T12:00Z') }), past);
  const when = { at: at('2026-11-20T23:30Z'), dateOnly: false };
  await recordOutcome(ledger, callOf({ ...newYork, now: at('2026-11-24T13:00Z') }), {
    outcome: 'accepted',
    people: [person('two')],
    when,
  });
  expect(await entriesOf('UTRAVEL')).toEqual([
    { kind: 'sent', happened_at: '2026-11-19 00:00:00+00', local_date: '2026-11-19', detail: null },
    {
      kind: 'zone_changed',
      happened_at: '2026-11-24 12:00:00+00',
      local_date: '2026-11-24',
      detail: { from: 'Asia/Tokyo', to: 'America/New_York' },
    },
    { kind: 'sent', happened_at: '2026-11-20 23:00:00+00', local_date: '2026-11-21', detail: null },
    { kind: 'accepted', happened_at: '2026-11-20 23:30:00+00', local_date: '2026-11-21', detail: null },
  ]);
});

it('judges a past-dated log by the account type that was in force then', async () => {
  const { ledger } = database;
  const of = (now: string) => callOf({ userId: 'UTYPE', zone: 'UTC', now: at(now) });
  await changeAccountType(ledger, of('2026-11-01T00:00Z'), { type: 'sales_navigator' });
  const people = Array.from({ length: 100 }, (_, n) => n);
  for (const part of [1, 2, 3]) {
    const invited = people.map((n) => person(`p${part}-${n}`));
    await logInvites(ledger, of('2026-11-02T10:00Z'), { people: invited });
    await recordOutcome(ledger, of('2026-11-10T10:00Z'), { outcome: 'accepted', people: invited });
  }
  await changeAccountType(ledger, of('2026-11-20T00:00Z'), { type: 'free' });
  const past = { people: [person('late')], sentAt: at('2026-11-10T12:00Z') };
  const answer = await logInvites(ledger, of('2026-11-24T00:00Z'), past);
  expect(answer.items.map((item) => item.refused)).toEqual([false]);
  expect(answer.standing.accountType).toBe('free');
  expect((await entriesOf('UTYPE')).at(-2)?.detail).toEqual({ from: 'sales_navigator', to: 'free' });
});

it('judges a past-dated log in the month it was sent in, not in this one', async () => {
  const { ledger } = database;
  const of = (now: string) => callOf({ userId: 'UMONTH', zone: 'UTC', now: at(now) });
  for (const part of [1, 2, 3]) {
    const invited = Array.from({ length: 100 }, (_, n) => person(`m${part}-${n}`));
    await logInvites(ledger, of('2026-10-01T10:00Z'), { people: invited });
    await recordOutcome(ledger, of('2026-10-05T10:00Z'), { outcome: 'accepted', people: invited });
  }
  const past = { people: [person('october')], sentAt: at('2026-10-05T12:00Z') };
  const { items } = await logInvites(ledger, of('2026-11-24T00:00Z'), past);
  expect(items[0]?.reasons[0]).toMatchObject({
    code: 'cap_reached',
    allowedAgainAt: at('2026-10-06T00:00Z'),
  });
});

it('records what was refused at the time it was sent, not at the time of the press', async () => {
  const { ledger } = database;
  const of = () => callOf({ userId: 'UPRESS', zone: 'UTC' });
  const past = { people: [person('again')], sentAt: at('2026-11-20T08:00Z') };
  await logInvites(ledger, of(), past);
  const { requestId } = await logInvites(ledger, of(), { ...past, sentAt: at('2026-11-21T08:00Z') });
  await logAnyway(ledger, of(), { requestId });
  expect((await entriesOf('UPRESS')).map((entry) => entry.happened_at)).toEqual([
    '2026-11-20 08:00:00+00',
    '2026-11-21 08:00:00+00',
  ]);
});

it('does not rename a person by a refused log, nor by a repeated delivery', async () => {
  const { ledger } = database;
  const of = (userId: string) => callOf({ userId });
  const named = (name: string) => ({ people: [{ key: 'in:named', name } as const] });
  const first = of('UADA');
  await logInvites(ledger, first, named('Jane Wrong'));
  await logInvites(ledger, of('UBOSS'), named('Jane Right'));
  await logInvites(ledger, first, named('Jane Wrong'));
  const refused = await logInvites(ledger, of('UADA'), named('Somebody Else'));
  expect(refused.items[0]).toMatchObject({ refused: true, person: { name: 'Jane Right' } });
  const [row] = await ledger.sql`
    select name from people p join person_keys k on k.person_id = p.id where k.key = 'in:named'`;
  expect(row?.name).toBe('Jane Right');
});

it('gives each invitation one outcome, also when a person is typed twice', async () => {
  const { ledger } = database;
  const of = () => callOf({ userId: 'UTWICE' });
  await logInvites(ledger, of(), { people: [person('twice')] });
  const { items } = await recordOutcome(ledger, of(), {
    outcome: 'accepted',
    people: [person('twice'), person('twice')],
  });
  expect(items.map((item) => item.recorded)).toEqual([true, false]);
});

it('records an acceptance at once although another clock sent the invitation a moment later', async () => {
  const { ledger } = database;
  const now = at('2026-11-24T09:00Z');
  await logInvites(ledger, callOf({ userId: 'USKEW', now: now + 500 }), { people: [person('skew')] });
  const { items } = await recordOutcome(ledger, callOf({ userId: 'USKEW', now }), {
    outcome: 'accepted',
    people: [person('skew')],
  });
  expect(items[0]).toMatchObject({ recorded: true, at: now + 500 });
});
