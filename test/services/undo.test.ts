import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { InputError, NotAllowedError } from '../../src/errors.ts';
import { allowContact } from '../../src/services/allow-contact.ts';
import type { Call } from '../../src/services/call.ts';
import { changeAccountType } from '../../src/services/change-account-type.ts';
import { joinPeople } from '../../src/services/join-people.ts';
import { logAnyway } from '../../src/services/log-anyway.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { objectToContact } from '../../src/services/object-to-contact.ts';
import { readQuota } from '../../src/services/read-quota.ts';
import { recordOutcome } from '../../src/services/record-outcome.ts';
import { setCounter } from '../../src/services/set-counter.ts';
import { undoRequest } from '../../src/services/undo-request.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';
import { stateOf } from './state.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

const start = Date.parse('2026-11-24T09:00:00Z');
const hourMs = 3_600_000;
let workspaces = 0;
let now = start;
let workspaceId = '';
const ada = (given: Partial<Call> = {}) => callOf({ workspaceId, userId: 'U1', now, ...given });
const ben = (given: Partial<Call> = {}) => callOf({ workspaceId, userId: 'U2', now, ...given });
const jane = person('jane-doe');
const sam = person('sam-lee');

beforeEach(() => {
  workspaces += 1;
  workspaceId = `T${workspaces}`;
  now = start;
});

const state = async () =>
  (await stateOf(database.ledger)).filter((line) => line.split(' ')[1] === workspaceId);

/** Does something, takes it back, and expects everything to be as before and the meters too. */
async function takesBack(act: () => Promise<unknown>): Promise<void> {
  const before = [await state(), await readQuota(database.ledger, ada())];
  now += 60_000;
  await act();
  expect(await state()).not.toEqual(before[0]);
  const answer = await undoRequest(database.ledger, ada(), {});
  expect(answer.refusal).toBeNull();
  expect(answer.items.length).toBeGreaterThan(0);
  now -= 60_000;
  expect([await state(), await readQuota(database.ledger, ada())]).toEqual(before);
}

describe('undo makes everything as it was', () => {
  beforeEach(async () => {
    await logInvites(database.ledger, ada(), { people: [person('first'), person('second')] });
    await logInvites(database.ledger, ada(), { people: [], unnamed: 3 });
    await recordOutcome(database.ledger, ada(), { outcome: 'ignored', people: [person('second')] });
  });

  const acts: Readonly<Record<string, () => Promise<unknown>>> = {
    'a log': () => logInvites(database.ledger, ada(), { people: [jane, sam] }),
    'an unnamed log': () => logInvites(database.ledger, ada(), { people: [], unnamed: 12 }),
    'a log with a note and a mark': () =>
      logInvites(database.ledger, ada(), {
        people: [jane],
        manner: { marks: ['new_connection'], note: 'Hello Jane', because: 'met', via: 'bulk' },
      }),
    'a past-dated log': () =>
      logInvites(database.ledger, ada(), { people: [jane], sentAt: start - 40 * 24 * hourMs }),
    'an acceptance': () =>
      recordOutcome(database.ledger, ada(), { outcome: 'accepted', people: [person('first')] }),
    'a late acceptance': () =>
      recordOutcome(database.ledger, ada(), { outcome: 'accepted', people: [person('second')] }),
    'a withdrawal': () =>
      recordOutcome(database.ledger, ada(), { outcome: 'withdrawn', people: [person('first')] }),
    'another account type': () => changeAccountType(database.ledger, ada(), { type: 'sales_navigator' }),
    'a log of what was refused': async () => {
      const refused = await logInvites(database.ledger, ada(), { people: [person('first')] });
      await logAnyway(database.ledger, ada(), { requestId: refused.requestId });
    },
  };
  it.each(Object.entries(acts))('%s', async (_, act) => {
    await takesBack(act);
  });

  it('back through several requests, one after the other', async () => {
    const states = [await state()];
    for (const act of [
      () => logInvites(database.ledger, ada(), { people: [jane] }),
      () => recordOutcome(database.ledger, ada(), { outcome: 'ignored', people: [jane] }),
      () => recordOutcome(database.ledger, ada(), { outcome: 'accepted', people: [jane] }),
      () => changeAccountType(database.ledger, ada(), { type: 'business_plus' }),
      () =>
        logInvites(database.ledger, ada(), { people: [sam], manner: { marks: ['third_party'], note: null } }),
    ]) {
      now += 60_000;
      await act();
      states.push(await state());
    }
    for (const expected of states.slice(0, -1).toReversed()) {
      now += 60_000;
      await undoRequest(database.ledger, ada(), {});
      expect(await state()).toEqual(expected);
    }
  });

  it('and again for what is logged again', async () => {
    const before = await state();
    for (let turn = 0; turn < 3; turn += 1) {
      await logInvites(database.ledger, ada(), { people: [jane] });
      await undoRequest(database.ledger, ada(), {});
    }
    expect(await state()).toEqual(before);
  });
});

describe('undo', () => {
  it('takes back only what is about a person, of any age', async () => {
    await logInvites(database.ledger, ada(), { people: [jane, sam] });
    now += 60 * 24 * hourMs;
    await expect(undoRequest(database.ledger, ada(), {})).rejects.toThrow('nothing in the last 24 hours');
    const answer = await undoRequest(database.ledger, ada(), { person: jane });
    expect(answer.items.map((item) => item.person?.key)).toEqual(['in:jane-doe']);
    const left = await database.ledger.sql`
      select k.key from invites i join person_keys k on k.person_id = i.person_id and k.workspace_id = i.workspace_id
      where i.workspace_id = ${workspaceId}`;
    expect(left.map(({ key }) => key)).toEqual(['in:sam-lee']);
  });

  it('reaches exactly 24 hours back', async () => {
    await logInvites(database.ledger, ada(), { people: [jane] });
    now += 24 * hourMs;
    await expect(undoRequest(database.ledger, ada(), {})).rejects.toThrow(InputError);
    now -= 1;
    expect((await undoRequest(database.ledger, ada(), {})).items).toHaveLength(1);
  });

  it('is refused as a whole, and names what was built on it', async () => {
    await logInvites(database.ledger, ada(), { people: [jane, sam] });
    now += hourMs;
    await recordOutcome(database.ledger, ben(), { outcome: 'accepted', people: [sam] });
    await recordOutcome(database.ledger, ada(), { outcome: 'accepted', people: [sam] });
    const before = await state();
    const [{ request_id: logged } = { request_id: '0' }] = await database.ledger.sql<
      { request_id: string }[]
    >`
      select request_id from entries where workspace_id = ${workspaceId} and kind = 'sent' limit 1`;
    const answer = await undoRequest(database.ledger, ada(), { requestId: Number(logged) });
    expect(answer.refusal).toMatchObject({
      item: { person: { key: 'in:sam-lee' } },
      later: { kind: 'accepted', at: now, isMine: true },
    });
    expect(await state()).toEqual(before);
  });

  it('does not take back an account type that was changed again', async () => {
    await changeAccountType(database.ledger, ada(), { type: 'business_plus' });
    const [first] = await database.ledger.sql<{ request_id: string }[]>`
      select request_id from entries where workspace_id = ${workspaceId}`;
    await changeAccountType(database.ledger, ada(), { type: 'sales_navigator' });
    const answer = await undoRequest(database.ledger, ada(), { requestId: Number(first?.request_id) });
    expect(answer.refusal?.later.kind).toBe('account_changed');
  });

  it('is for who entered it only, and once', async () => {
    const { requestId } = await logInvites(database.ledger, ada(), { people: [jane] });
    await expect(undoRequest(database.ledger, ben(), { requestId })).rejects.toThrow(NotAllowedError);
    await expect(undoRequest(database.ledger, ben(), {})).rejects.toThrow(InputError);
    await expect(undoRequest(database.ledger, ben(), { person: jane })).rejects.toThrow(InputError);
    const elsewhere = callOf({ workspaceId: 'T0ELSEWHERE', now });
    await expect(undoRequest(database.ledger, elsewhere, { requestId })).rejects.toThrow(InputError);
    await undoRequest(database.ledger, ada(), { requestId });
    await expect(undoRequest(database.ledger, ada(), { requestId })).rejects.toThrow('undone already');
  });

  it('makes nobody a teammate who has recorded nothing', async () => {
    await expect(undoRequest(database.ledger, ada(), {})).rejects.toThrow(InputError);
    expect(await state()).toEqual([]);
  });

  it('answers a repeated delivery the same, and takes back nothing more', async () => {
    await logInvites(database.ledger, ada(), { people: [jane] });
    await logInvites(database.ledger, ada(), { people: [sam] });
    const call = ada();
    const first = await undoRequest(database.ledger, call, {});
    expect(await undoRequest(database.ledger, call, {})).toEqual(first);
    expect(await state()).toHaveLength(3);
  });

  it('of many at once takes back each log once', async () => {
    for (let n = 0; n < 10; n += 1) await logInvites(database.ledger, ada(), { people: [person(`p${n}`)] });
    const settled = await Promise.allSettled(
      Array.from({ length: 15 }, () => undoRequest(database.ledger, ada(), {})),
    );
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect((await readQuota(database.ledger, ada()))[0]).toMatchObject({ sentToday: 0, pending: 0 });
  });

  it('beside logs of the same account leaves what the entries say', async () => {
    for (let n = 0; n < 10; n += 1) await logInvites(database.ledger, ada(), { people: [person(`p${n}`)] });
    const settled = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        n % 2 === 0
          ? undoRequest(database.ledger, ada(), {})
          : logInvites(database.ledger, ada(), { people: [person(`q${n}`)] }),
      ),
    );
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    expect((await readQuota(database.ledger, ada()))[0]).toMatchObject({ sentToday: 10, pending: 10 });
  });

  it('makes a manager who logged for a teammate no teammate, and says where the teammate stands', async () => {
    await logInvites(database.ledger, ada(), { people: [person('own')] });
    const forAda = callOf({ workspaceId, userId: 'U0BOSS', owner: 'U1', now, isAdmin: true });
    await logInvites(database.ledger, forAda, { people: [jane] });
    const manager = callOf({ workspaceId, userId: 'U0BOSS', zone: 'America/New_York', now });
    const answer = await undoRequest(database.ledger, manager, {});
    expect(answer.items.map(({ person: whom, owner }) => [whom?.key, owner])).toEqual([
      ['in:jane-doe', 'U1'],
    ]);
    expect(answer.standing?.pending).toBe(1);
    const accounts = await database.ledger.sql`
      select owner, zone from accounts where workspace_id = ${workspaceId}`;
    expect(accounts).toEqual([{ owner: 'U1', zone: 'Europe/Berlin' }]);
  });

  it('of a teammate’s logs goes on beside the teammate’s own, each counted once', async () => {
    for (let n = 0; n < 6; n += 1) {
      const forAda = callOf({ workspaceId, userId: 'U0BOSS', owner: 'U1', now, isAdmin: true });
      await logInvites(database.ledger, forAda, { people: [person(`p${n}`)] });
    }
    const manager = () => callOf({ workspaceId, userId: 'U0BOSS', now });
    const deadlocks = async () => {
      const [row] = await database.ledger.sql<{ deadlocks: number }[]>`
        select deadlocks::int from pg_stat_database where datname = current_database()`;
      return row?.deadlocks;
    };
    const before = await deadlocks();
    const work = Array.from({ length: 6 }, (_, n) => [
      undoRequest(database.ledger, manager(), { person: person(`p${n}`) }),
      logInvites(database.ledger, ada(), { people: [person(`p${n}`)] }),
    ]);
    await Promise.all(work.flat());
    expect(await deadlocks()).toBe(before);
  });

  it('names what is next, and takes that alone back', async () => {
    const { requestId } = await logInvites(database.ledger, ada(), { people: [], unnamed: 3 });
    const two = { outcome: 'accepted', people: [], unnamed: 2 } as const;
    await recordOutcome(database.ledger, ada(), two);
    await logInvites(database.ledger, ada(), { people: [jane] });
    const refused = await undoRequest(database.ledger, ada(), { requestId });
    const later = refused.refusal?.later;
    expect(later).toMatchObject({ kind: 'accepted', by: 'U1', isMine: true });
    const first = await undoRequest(database.ledger, ada(), {
      requestId: later?.requestId ?? 0,
      ordinal: later?.ordinal ?? 0,
    });
    expect(first.items.map(({ kind }) => kind)).toEqual(['accepted']);
    expect((await readQuota(database.ledger, ada()))[0]).toMatchObject({ sentToday: 4, pending: 3 });
  });

  it('leaves a type change that LinkedIn’s counter was reckoned from', async () => {
    await changeAccountType(database.ledger, ada(), { type: 'sales_navigator' });
    const [changed] = await database.ledger.sql<{ request_id: string }[]>`
      select request_id from entries where workspace_id = ${workspaceId}`;
    await setCounter(database.ledger, ada(), { left: 20_000 });
    const answer = await undoRequest(database.ledger, ada(), { requestId: Number(changed?.request_id) });
    expect(answer.refusal?.later.kind).toBe('counter_set');
  });

  it('leaves a join by which an outcome found its invite, and one that an objection went over', async () => {
    await joinPeople(database.ledger, ada(), { people: [jane, sam] });
    const [joined] = await database.ledger.sql<{ request_id: string }[]>`
      select request_id from entries where workspace_id = ${workspaceId} and kind = 'joined'`;
    const undoJoin = () => undoRequest(database.ledger, ada(), { requestId: Number(joined?.request_id) });
    await logInvites(database.ledger, ada(), { people: [sam] });
    await recordOutcome(database.ledger, ada(), { outcome: 'accepted', people: [jane] });
    expect((await undoJoin()).refusal?.later.kind).toBe('accepted');
    await undoRequest(database.ledger, ada(), {});
    await objectToContact(database.ledger, ada(), { people: [jane] });
    expect((await undoJoin()).refusal?.later.kind).toBe('do_not_contact');
    await allowContact(database.ledger, ada({ isAdmin: true }), { people: [jane] });
    expect((await undoJoin()).refusal).toBeNull();
  });
});
