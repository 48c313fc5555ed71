import { afterAll, beforeAll, expect, it } from 'vitest';
import { separatePeople } from '../../src/ledger/join-people.ts';
import { appendUndone } from '../../src/ledger/take-back.ts';
import { loadUndoable } from '../../src/ledger/undoable.ts';
import type { PersonRef } from '../../src/linkedin/person.ts';
import type { Call } from '../../src/services/call.ts';
import { joinPeople } from '../../src/services/join-people.ts';
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
const day = 24 * 60 * 60 * 1000;

const join = (call: Partial<Call>, one: PersonRef, other: PersonRef) =>
  joinPeople(database.ledger, callOf(call), { people: [one, other] });
const log = (call: Partial<Call>, ...people: PersonRef[]) =>
  logInvites(database.ledger, callOf(call), { people });
const accepted = (call: Partial<Call>, ...people: PersonRef[]) =>
  recordOutcome(database.ledger, callOf(call), { outcome: 'accepted', people });
const codes = ({ items }: Awaited<ReturnType<typeof log>>) =>
  items.map(({ reasons }) => reasons.map(({ code }) => code));

/** Takes a join back as an undo does: the link goes, and an entry says so. */
async function takeBack(requestId: number): Promise<void> {
  await database.ledger.transact({ deadlineMs: 10_000 }, async (tx) => {
    const [entry] = await loadUndoable(tx, 'T1', requestId);
    if (entry?.personId == null || entry.detail.other === undefined) throw new Error('nothing was joined');
    await separatePeople(tx, 'T1', entry.personId, entry.detail.other);
    const frame = {
      workspaceId: 'T1',
      requestId: 2 ** 40 + requestId,
      accountId: entry.accountId,
      actor: entry.actor,
      onBehalf: false,
      source: 'command' as const,
      recordedAt: now,
    };
    const { localDate } = entry;
    await appendUndone(tx, [{ frame, ordinal: 0, entry, happenedAt: now, localDate }]);
  });
}

it('creates keys that nobody has used, and writes who is whom', async () => {
  const answer = await join({ userId: 'UADA' }, person('new-1'), { key: 'name:new two', name: 'New Two' });
  expect(answer).toMatchObject({
    isNew: true,
    doNotContactSince: null,
    people: [{ key: 'in:new-1' }, { key: 'name:new two', name: 'New Two' }],
  });
  const [entry] = await database.ledger.sql`
    select e.kind, one.key as one, other.key as other, e.actor, e.happened_at from entries e
    join person_keys one on one.workspace_id = e.workspace_id and one.person_id = e.person_id
    join person_keys other on other.workspace_id = e.workspace_id and other.person_id = (e.detail ->> 'other')::bigint
    where e.request_id = ${answer.requestId}`;
  expect(entry).toEqual({
    kind: 'joined',
    one: 'in:new-1',
    other: 'name:new two',
    actor: 'UADA',
    happened_at: '2026-11-24 09:00:00+00',
  });
});

it('says that two are one person already, and records nothing', async () => {
  await join({ userId: 'UADA' }, person('chain-1'), person('chain-2'));
  await join({ userId: 'UADA' }, person('chain-2'), person('chain-3'));
  const count = async () => (await database.ledger.sql`select from entries`).length;
  const before = await count();
  expect((await join({ userId: 'UBOB' }, person('chain-3'), person('chain-1'))).isNew).toBe(false);
  expect(await count()).toBe(before);
});

it('keeps both names', async () => {
  await log(
    { userId: 'UADA' },
    { key: 'in:named-1', name: 'Jane Doe' },
    { key: 'in:named-2', name: 'Jane Roe' },
  );
  const { people } = await join({ userId: 'UADA' }, person('named-1'), person('named-2'));
  expect(people.map(({ name }) => name)).toEqual(['Jane Doe', 'Jane Roe']);
  const names = await database.ledger.sql`
    select name from people p join person_keys k on k.person_id = p.id where k.key like 'in:named-%' order by k.key`;
  expect(names.map(({ name }) => name)).toEqual(['Jane Doe', 'Jane Roe']);
});

it('refuses the other key within 7 days, as the same person', async () => {
  const call = { userId: 'USAME' };
  await log({ ...call, now: now - 2 * day }, person('same-1'));
  await join(call, person('same-1'), person('same-2'));
  const { items } = await log(call, person('same-2'));
  expect(items).toMatchObject([
    { refused: true, reasons: [{ code: 'same_person', lastSentAt: now - 2 * day }, {}] },
  ]);
});

it('takes two keys in one batch for one person', async () => {
  const call = { userId: 'UBATCH' };
  await join(call, person('batch-1'), person('batch-2'));
  const { items } = await log(call, person('batch-1'), person('other'), person('batch-2'));
  expect(items.map(({ refused }) => refused)).toEqual([false, false, true]);
});

it('finds the invite to one key by the other, whichever of a chain it is', async () => {
  const call = { userId: 'UACCEPT' };
  await log({ ...call, now: now - day }, person('accept-1'));
  await join(call, person('accept-2'), person('accept-3'));
  await join(call, person('accept-3'), person('accept-1'));
  const answer = await accepted(call, person('accept-2'), person('accept-3'));
  expect(answer.items).toMatchObject([{ recorded: true, sentAt: now - day }, { recorded: false }]);
});

it('sees a teammate’s invite to the other key', async () => {
  await log({ userId: 'UADA', now: now - day }, person('overlap-1'));
  expect(codes(await log({ userId: 'UBOB' }, person('overlap-2')))).toEqual([[]]);
  await join({ userId: 'UADA' }, person('overlap-1'), person('overlap-2'));
  const { items } = await log({ userId: 'UEVE' }, person('overlap-2'));
  expect(items).toMatchObject([
    {
      refused: false,
      reasons: [{ code: 'teammate_overlap', overlaps: [{ teammate: 'UBOB' }, { teammate: 'UADA' }] }],
    },
  ]);
});

it('leaves all as it was before when it is taken back', async () => {
  const call = { userId: 'UBACK' };
  const [one, other] = [person('back-1'), person('back-2')];
  await log({ ...call, now: now - day }, one);
  await objectToContact(database.ledger, callOf({ userId: 'UADA' }), { people: [one] });
  const { requestId } = await join(call, one, other);
  expect(codes(await log(call, other))).toEqual([['do_not_contact', 'same_person', 'already_pending']]);
  await takeBack(requestId);
  expect((await accepted(call, other)).items).toMatchObject([{ recorded: false, invite: null }]);
  expect(codes(await log(call, other))).toEqual([[]]);
  expect(codes(await log(call, one))).toEqual([['do_not_contact', 'same_person', 'already_pending']]);
  expect((await accepted(call, one)).items).toMatchObject([{ recorded: true, sentAt: now - day }]);
  expect((await join(call, other, one)).isNew).toBe(true);
});

it('joins once what two teammates join at the same moment', async () => {
  for (let round = 0; round < 5; round += 1) {
    const [one, other] = [person(`race-${round}-1`), person(`race-${round}-2`)];
    const answers = await Promise.all([
      join({ userId: 'UADA' }, one, other),
      join({ userId: 'UBOB' }, other, one),
      join({ userId: 'UEVE' }, one, other),
    ]);
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
  }
});

it('never lets both keys be invited by one account, whatever happens at the moment of the join', async () => {
  for (let round = 0; round < 10; round += 1) {
    const userId = `UMOMENT${round}`;
    const [one, other] = [person(`moment-${round}-1`), person(`moment-${round}-2`)];
    await log({ userId, now: now - day }, one);
    const [joined, logged] = await Promise.all([
      join({ userId: 'UADA' }, one, other),
      log({ userId }, other),
    ]);
    expect(joined.isNew).toBe(true);
    expect((await log({ userId }, other)).items[0]?.refused).toBe(true);
    if (logged.items[0]?.refused) expect(codes(logged)[0]).toContain('same_person');
  }
});

it('joins nobody of another workspace', async () => {
  await join({ userId: 'UADA' }, person('apart-1'), person('apart-2'));
  const there = { workspaceId: 'T2', userId: 'UADA' };
  await log({ ...there, now: now - day }, person('apart-1'));
  expect(codes(await log(there, person('apart-2')))).toEqual([[]]);
});
