import { afterAll, beforeAll, expect, it } from 'vitest';
import { NotAllowedError } from '../../src/errors.ts';
import type { PersonRef } from '../../src/linkedin/person.ts';
import { allowContact } from '../../src/services/allow-contact.ts';
import type { Call } from '../../src/services/call.ts';
import { joinPeople } from '../../src/services/join-people.ts';
import { logAnyway } from '../../src/services/log-anyway.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { objectToContact } from '../../src/services/object-to-contact.ts';
import { recordOutcome } from '../../src/services/record-outcome.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

const now = Date.parse('2026-11-24T09:00:00Z');
const hour = 60 * 60 * 1000;
const boss = { userId: 'UBOSS', isAdmin: true };

const object = (call: Partial<Call>, ...people: PersonRef[]) =>
  objectToContact(database.ledger, callOf(call), { people });
const allow = (call: Partial<Call>, ...people: PersonRef[]) =>
  allowContact(database.ledger, callOf({ ...boss, ...call }), { people });
const join = (call: Partial<Call>, one: PersonRef, other: PersonRef) =>
  joinPeople(database.ledger, callOf(call), { people: [one, other] });
/** The codes of what forbids a log. */
async function refusals(call: Partial<Call>, ...people: PersonRef[]): Promise<string[][]> {
  const { items } = await logInvites(database.ledger, callOf(call), { people });
  return items.map(({ reasons }) =>
    reasons.filter(({ verdict }) => verdict === 'block').map(({ code }) => code),
  );
}
async function rows(table: string): Promise<string[]> {
  const found = await database.ledger.sql`select t::text as row from ${database.ledger.sql(table)} t`;
  return found.map(({ row }) => String(row));
}

it('refuses a log by anybody from then on, and nobody can record it all the same', async () => {
  expect(await object({ userId: 'UADA', now }, person('quiet'))).toMatchObject({
    items: [{ person: { key: 'in:quiet' }, since: now, isNew: true, pending: [] }],
  });
  const call = { userId: 'UBOB', now: now + hour };
  const answer = await logInvites(database.ledger, callOf(call), { people: [person('quiet')] });
  expect(answer.items[0]).toMatchObject({
    refused: true,
    reasons: [{ code: 'do_not_contact', verdict: 'block', since: now }],
  });
  const again = await logAnyway(database.ledger, callOf(call), { requestId: answer.requestId });
  expect(again.items.every(({ refused }) => refused)).toBe(true);
  const [row] = await database.ledger.sql`
    select count(*)::int as n from invites i join person_keys k using (workspace_id, person_id) where k.key = 'in:quiet'`;
  expect(row?.n).toBe(0);
});

it('writes an entry with the person, the actor and the instant, of the first account', async () => {
  await object({ userId: 'UEVE', now: now + hour }, person('told'));
  const entries = await database.ledger.sql`
    select e.kind, k.key, e.actor, a.owner, a.name, e.happened_at, e.detail from entries e
    join accounts a on a.workspace_id = e.workspace_id and a.id = e.account_id
    left join person_keys k on k.workspace_id = e.workspace_id and k.person_id = e.person_id
    where e.actor = 'UEVE'`;
  expect(entries).toEqual([
    {
      kind: 'do_not_contact',
      key: 'in:told',
      actor: 'UEVE',
      owner: 'UEVE',
      name: '',
      happened_at: '2026-11-24 10:00:00+00',
      detail: null,
    },
  ]);
});

it('says since when somebody is on the list already, and records nothing', async () => {
  await object({ userId: 'UADA', now }, person('twice'));
  const before = [await rows('entries'), await rows('do_not_contact')];
  const again = await object({ userId: 'UBOB', now: now + hour }, person('twice'));
  expect(again.items).toMatchObject([{ since: now, isNew: false }]);
  expect([await rows('entries'), await rows('do_not_contact')]).toEqual(before);
});

it('lists once whom one request names twice, and gives a repeated delivery the same answer', async () => {
  const call = callOf({ userId: 'UADA', now });
  const input = { people: [person('double'), person('single'), person('double')] };
  const answer = await objectToContact(database.ledger, call, input);
  expect(answer.items.map(({ isNew }) => isNew)).toEqual([true, true, false]);
  const entries = await rows('entries');
  expect(await objectToContact(database.ledger, call, input)).toEqual(answer);
  expect(await rows('entries')).toEqual(entries);
});

it('lists once whom two teammates name at the same moment, be they known or new', async () => {
  await logInvites(database.ledger, callOf({ userId: 'UADA' }), { people: [person('known-race')] });
  for (const slug of ['known-race', 'new-race']) {
    const users = ['UADA', 'UBOB', 'UEVE', 'UDAN'];
    const answers = await Promise.all(users.map((userId) => object({ userId, now }, person(slug))));
    expect(answers.filter(({ items }) => items[0]?.isNew)).toHaveLength(1);
    const [row] = await database.ledger.sql`
      select count(*)::int as n from entries e join person_keys k using (workspace_id, person_id)
      where e.kind = 'do_not_contact' and k.key = ${`in:${slug}`}`;
    expect(row?.n).toBe(1);
  }
});

it('names whose invites are pending, and only those', async () => {
  const jane = person('pending-jane');
  const of = (userId: string, at: number) => callOf({ userId, now: at });
  await logInvites(database.ledger, of('UADA', now - 3 * hour), { people: [jane] });
  await logInvites(database.ledger, of('UBOB', now - 2 * hour), { people: [jane] });
  await logInvites(database.ledger, of('UEVE', now - hour), { people: [jane, person('other-jane')] });
  await recordOutcome(database.ledger, of('UBOB', now), { outcome: 'withdrawn', people: [jane] });
  const long = 181 * 24 * hour;
  await logInvites(database.ledger, of('UDAN', now - long), { people: [jane] });
  const { items } = await object({ userId: 'UADA', now }, jane);
  expect(items[0]?.pending).toEqual([
    { owner: 'UEVE', accountName: '', sentAt: now - hour },
    { owner: 'UADA', accountName: '', sentAt: now - 3 * hour },
  ]);
});

it('keeps neither name, key nor address on the list or in the entries, and no name of a newcomer anywhere', async () => {
  const typed = { key: 'name:agatha nobody', name: 'Agatha Nobody' } as const;
  await object({ userId: 'UADA' }, typed, person('agatha-nobody'));
  await allow({}, person('agatha-nobody'));
  await logInvites(database.ledger, callOf({ userId: 'UADA' }), { people: [typed] });
  const kept = [...(await rows('do_not_contact')), ...(await rows('entries')), ...(await rows('people'))];
  expect(kept.filter((row) => /agatha|nobody|linkedin/i.test(row))).toEqual([]);
  const [hash = ''] = database.ledger.hashesOf('T1', [typed.key]);
  expect(hash).toMatch(/^[\w-]{43}$/);
  expect(await rows('do_not_contact')).toContainEqual(expect.stringContaining(hash));
});

it('keeps beside who objected for them only how many they are, and the answer for a repeated delivery', async () => {
  const typed = { key: 'name:clara silent', name: 'Clara Silent' } as const;
  const call = callOf({ userId: 'UADA' });
  const first = await objectToContact(database.ledger, call, { people: [typed, person('clara-silent')] });
  const [row] = await database.ledger.sql`
    select actor, arguments from requests where workspace_id = 'T1' and key = ${call.requestKey}`;
  expect(row).toEqual({ actor: 'UADA', arguments: { verb: 'do-not-contact', people: 2 } });
  expect(await objectToContact(database.ledger, call, { people: [typed] })).toEqual(first);
});

it('survives the erasure of the person', async () => {
  const erased = person('erased');
  await logInvites(database.ledger, callOf({ userId: 'UADA', now }), { people: [erased] });
  await object({ userId: 'UADA', now }, erased);
  await database.ledger.sql`delete from person_keys where key = 'in:erased'`;
  const before = await rows('entries');
  const again = await object({ userId: 'UBOB', now: now + hour }, erased);
  expect(again.items).toMatchObject([{ since: now, isNew: false, pending: [] }]);
  expect(await rows('entries')).toEqual(before);
  expect((await rows('person_keys')).filter((row) => row.includes('in:erased'))).toEqual([]);
  expect(await refusals({ userId: 'UBOB', now: now + 30 * 24 * hour }, erased)).toEqual([['do_not_contact']]);
});

it('lets a manager take an erased person off the list', async () => {
  const gone = person('erased-and-back');
  await object({ userId: 'UADA' }, gone);
  await database.ledger.sql`delete from person_keys where key = 'in:erased-and-back'`;
  expect((await allow({}, gone)).items).toMatchObject([{ wasListed: true }]);
  expect(await refusals({ userId: 'UBOB' }, gone)).toEqual([[]]);
});

it('knows nothing of another workspace, where the same person has another hash', async () => {
  const jane = person('everywhere');
  await object({ userId: 'UADA' }, jane);
  expect(await refusals({ workspaceId: 'T2', userId: 'UADA' }, jane)).toEqual([[]]);
  expect((await allow({ workspaceId: 'T2' }, jane)).items).toMatchObject([{ wasListed: false }]);
  await object({ workspaceId: 'T2', userId: 'UADA' }, jane);
  const [here] = database.ledger.hashesOf('T1', [jane.key]);
  const [there] = database.ledger.hashesOf('T2', [jane.key]);
  expect(here).not.toBe(there);
  const listed = await database.ledger.sql`
    select workspace_id, key_hash from do_not_contact where key_hash in (${here ?? ''}, ${there ?? ''})
    order by workspace_id`;
  expect(listed).toEqual([
    { workspace_id: 'T1', key_hash: here },
    { workspace_id: 'T2', key_hash: there },
  ]);
  await allow({ workspaceId: 'T2' }, jane);
  expect(await refusals({ userId: 'UADA' }, jane)).toEqual([['do_not_contact']]);
});

it('lets managers only take somebody off the list, and says who is not on it', async () => {
  const jane = person('forgiven');
  await object({ userId: 'UADA' }, jane);
  await expect(allow({ userId: 'UADA', isAdmin: false }, jane)).rejects.toThrow(NotAllowedError);
  expect(await refusals({ userId: 'UBOB' }, jane)).toEqual([['do_not_contact']]);
  const before = (await rows('entries')).length;
  const { items } = await allow({}, jane, person('never-listed'), jane);
  expect(items.map(({ wasListed }) => wasListed)).toEqual([true, false, false]);
  expect((await rows('entries')).length).toBe(before + 1);
  expect((await rows('person_keys')).filter((row) => row.includes('never-listed'))).toEqual([]);
  expect(await refusals({ userId: 'UBOB' }, jane)).toEqual([[]]);
});

it('covers every key of the person, be they joined before or after the objection', async () => {
  await join({ userId: 'UADA' }, person('before-1'), person('before-2'));
  await object({ userId: 'UADA', now }, person('before-1'));
  expect(await refusals({ userId: 'UBOB' }, person('before-2'))).toEqual([['do_not_contact']]);
  await object({ userId: 'UADA', now }, person('after-1'));
  expect(await refusals({ userId: 'UEVE' }, person('after-2'))).toEqual([[]]);
  const joined = await join({ userId: 'UADA' }, person('after-2'), person('after-1'));
  expect(joined.doNotContactSince).toBe(now);
  expect(await refusals({ userId: 'UBOB' }, person('after-2'))).toEqual([['do_not_contact']]);
  const erased = await refusals({ userId: 'UDAN' }, person('before-1'), person('after-1'));
  expect(erased).toEqual([['do_not_contact'], ['do_not_contact']]);
  const answer = await allow({}, person('before-2'), person('after-2'));
  expect(answer.items.map(({ wasListed }) => wasListed)).toEqual([true, true]);
  const free = await refusals({ userId: 'UDAN' }, person('before-1'), person('after-1'));
  expect(free).toEqual([[], []]);
});

it('adds a key that was joined later, when somebody objects by it, and keeps the date', async () => {
  await object({ userId: 'UADA', now }, person('early'));
  await join({ userId: 'UADA' }, person('early'), person('late'));
  const { items } = await object({ userId: 'UBOB', now: now + hour }, person('late'));
  expect(items).toMatchObject([{ since: now, isNew: false }]);
  await database.ledger.sql`delete from person_keys where key = 'in:late'`;
  expect(await refusals({ userId: 'UBOB' }, person('late'))).toEqual([['do_not_contact']]);
});

it('gives a joined newcomer no name when the other objects', async () => {
  await object({ userId: 'UADA' }, person('objector'));
  await join({ userId: 'UADA' }, person('objector'), { key: 'name:berta quiet', name: 'Berta Quiet' });
  expect((await rows('people')).filter((row) => row.includes('Berta'))).toEqual([]);
});
