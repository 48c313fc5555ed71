import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dismissRefusals } from '../../src/services/dismiss-refusals.ts';
import { logAnyway } from '../../src/services/log-anyway.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { logPages } from '../../src/services/log-pages.ts';
import { readHome } from '../../src/services/read-home.ts';
import { recordOutcome } from '../../src/services/record-outcome.ts';
import { undoRequest } from '../../src/services/undo-request.ts';
import { welcome } from '../../src/services/welcome.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

const day = 86_400_000;
const now = Date.parse('2026-11-24T09:00:00Z');
const homeOf = (userId: string, given: Parameters<typeof callOf>[0] = {}) =>
  readHome(database.ledger, callOf({ userId, ...given }));
const log = (userId: string, people: string[], sentAt?: number, given: Parameters<typeof callOf>[0] = {}) =>
  logInvites(database.ledger, callOf({ userId, ...given }), {
    people: people.map(person),
    ...(sentAt !== undefined && { sentAt }),
  });
const rows = async () => {
  const [row] = await database.ledger.sql<{ n: number }[]>`
    select ((select count(*) from accounts) + (select count(*) from teammates) + (select count(*) from requests))::int as n`;
  return row?.n;
};

describe('readHome', () => {
  it('shows who has done nothing an empty Home, and makes them no teammate', async () => {
    const before = await rows();
    expect(await homeOf('UNEW')).toMatchObject({
      reader: 'UNEW',
      zone: 'Europe/Berlin',
      welcomed: false,
      canSetUp: false,
      pending: { total: 0, oldestAt: null, old: 0 },
      refusals: { newest: [], total: 0 },
      last: [],
      team: null,
    });
    expect(await rows()).toBe(before);
  });

  it('counts what is pending, and what is worth withdrawing at exactly 30 days', async () => {
    await log('UPENDING', ['p1'], now - 40 * day);
    await log('UPENDING', ['p2'], now - 30 * day);
    await log('UPENDING', ['p3'], now - 30 * day + 1);
    await log('UPENDING', ['p4'], now - 181 * day);
    await log('UPENDING', ['p5']);
    await recordOutcome(database.ledger, callOf({ userId: 'UPENDING' }), {
      outcome: 'accepted',
      people: [person('p5')],
    });
    const { pending } = await homeOf('UPENDING');
    expect(pending).toEqual({ total: 3, oldestAt: now - 40 * day, old: 2 });
  });

  it('lists what was refused until somebody says whether it was sent, newest first', async () => {
    await log('UREFUSED', ['r1', 'r2']);
    const first = await log('UREFUSED', ['r1', 'r2']);
    const second = await log('UREFUSED', ['r1']);
    const waiting = async () => {
      const { refusals } = await homeOf('UREFUSED');
      return [refusals.total, ...refusals.newest.map(({ requestId }) => requestId)];
    };
    expect(await waiting()).toEqual([2, second.requestId, first.requestId]);
    await logAnyway(database.ledger, callOf({ userId: 'UREFUSED' }), { requestId: first.requestId });
    expect(await waiting()).toEqual([1, second.requestId]);
    await dismissRefusals(database.ledger, callOf({ userId: 'UREFUSED' }), { requestId: second.requestId });
    expect(await waiting()).toEqual([0]);
  });

  it('shows five refusals and counts the rest', async () => {
    await log('UMANY', ['m1']);
    for (let n = 0; n < 7; n += 1) await log('UMANY', ['m1']);
    const { refusals } = await homeOf('UMANY');
    expect([refusals.newest.length, refusals.total]).toEqual([5, 7]);
  });

  it('shows the last five requests that still stand, each with all its people as one', async () => {
    await log('ULAST', ['l0']);
    const batch = await log(
      'ULAST',
      Array.from({ length: 100 }, (_, n) => `l-${n}`),
    );
    const unnamed = await logInvites(database.ledger, callOf({ userId: 'ULAST' }), {
      people: [],
      unnamed: 12,
    });
    const pages = await logPages(database.ledger, callOf({ userId: 'ULAST' }), { quantity: 3, page: 'Acme' });
    await recordOutcome(database.ledger, callOf({ userId: 'ULAST' }), {
      outcome: 'accepted',
      people: [person('l-7')],
    });
    await log('ULAST', ['l-last']);
    const { last } = await homeOf('ULAST');
    expect(
      last.map(({ kind, person: who, quantity, others, page }) => [kind, who?.key, quantity, others, page]),
    ).toEqual([
      ['sent', 'in:l-last', 1, 0, null],
      ['accepted', 'in:l-7', 1, 0, null],
      ['page_sent', undefined, 3, 0, 'Acme'],
      ['sent', undefined, 12, 0, null],
      ['sent', 'in:l-0', 1, 99, null],
    ]);
    expect(last.slice(2).map(({ requestId }) => requestId)).toEqual([
      pages.requestId,
      unnamed.requestId,
      batch.requestId,
    ]);
  });

  it('leaves out what was taken back, and shows the one before it', async () => {
    await log('UUNDO', ['u1']);
    const { requestId } = await log('UUNDO', ['u2']);
    await undoRequest(database.ledger, callOf({ userId: 'UUNDO' }), { requestId });
    const { last } = await homeOf('UUNDO');
    expect(last.map(({ person: who }) => who?.key)).toEqual(['in:u1']);
  });

  it('shows a manager what they entered for a teammate, and the teammate that it was entered', async () => {
    await log('UMATE', ['mate0']);
    const manager = { userId: 'UBOSS', owner: 'UMATE', isAdmin: true };
    await logInvites(database.ledger, callOf(manager), { people: [person('mate1')] });
    const [entered] = (await homeOf('UBOSS', { isAdmin: true })).last;
    const [seen] = (await homeOf('UMATE')).last;
    expect(entered).toMatchObject({ owner: 'UMATE', actor: 'UBOSS', person: { key: 'in:mate1' } });
    expect(seen).toEqual(entered);
  });

  it('never shows what another workspace has', async () => {
    const given = { workspaceId: 'T2' };
    await log('UBOTH', ['b1']);
    await log('UBOTH', ['b1']);
    await welcome(database.ledger, callOf({ userId: 'UBOTH' }), { type: 'free' });
    const other = await homeOf('UBOTH', { ...given, isAdmin: true });
    expect(other).toMatchObject({
      welcomed: false,
      pending: { total: 0 },
      refusals: { total: 0 },
      last: [],
      team: { paused: { total: 0 }, near: { total: 0 }, room: { total: 0 } },
    });
    expect(await homeOf('UBOTH')).toMatchObject({
      welcomed: true,
      pending: { total: 1 },
      refusals: { total: 1 },
    });
  });

  it('offers the set-up to an admin of a workspace that nobody has set up', async () => {
    expect(await homeOf('UADMIN', { isAdmin: true, workspaceId: 'T3' })).toMatchObject({ canSetUp: true });
    await database.ledger.sql`
      insert into settings (workspace_id, subject, version, document, changed_at, changed_by)
      values ('T3', 'workspace', 1, '{"managers": ["UMANAGER"]}', now(), 'UADMIN'),
        ('T4', 'team:1', 1, '{"name": "Sales", "zone": "UTC"}', now(), 'UADMIN')`;
    expect(await homeOf('UADMIN', { isAdmin: true, workspaceId: 'T4' })).toMatchObject({ canSetUp: false });
    expect(await homeOf('UADMIN', { isAdmin: true, workspaceId: 'T3' })).toMatchObject({ canSetUp: false });
  });
});
