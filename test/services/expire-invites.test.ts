import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../src/services/call.ts';
import { expireInvites } from '../../src/services/expire-invites.ts';
import { listPending } from '../../src/services/list-pending.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { readBoard } from '../../src/services/read-board.ts';
import { readHistory } from '../../src/services/read-history.ts';
import { readHome } from '../../src/services/read-home.ts';
import { readQuota } from '../../src/services/read-quota.ts';
import { recordOutcome } from '../../src/services/record-outcome.ts';
import { undoRequest } from '../../src/services/undo-request.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';
import { stateOf } from './state.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

const dayMs = 24 * 3_600_000;
const now = Date.parse('2026-11-24T09:00:00Z');
/** The article's policy: 180 days. */
const edge = now - 180 * dayMs;
const zone = 'Europe/Berlin';
let workspaces = 0;
let workspaceId = '';
beforeEach(() => {
  workspaces += 1;
  workspaceId = `T${workspaces}`;
});

const ada = (given: Partial<Call> = {}) => callOf({ workspaceId, userId: 'U1', now, ...given });
const log = (slug: string, at: number, given: Partial<Call> = {}) =>
  logInvites(database.ledger, ada({ now: at, ...given }), { people: [person(slug)] });
const expire = (given: { zone?: string; now?: number; stopping?: AbortSignal } = {}) =>
  expireInvites(database.ledger, {
    workspaceId,
    zone,
    now,
    deadlineMs: 10_000,
    stopping: new AbortController().signal,
    ...given,
  });
const expiries = async () =>
  database.ledger.sql<{ at: string; date: string; actor: string; source: string; on_behalf: boolean }[]>`
    select (extract(epoch from happened_at) * 1000)::bigint as at, local_date::text as date, actor, source, on_behalf from entries
    where workspace_id = ${workspaceId} and kind = 'expired' order by happened_at, id`;

describe('what has expired', () => {
  it('is written down at its instant, on the local date of the zone then, for the owner, by the schedule', async () => {
    // Between the instants at which these two expire she moves from London to Berlin, where the next day has begun.
    const sentAt = Date.parse('2026-05-26T23:10:00Z');
    await log('london', sentAt, { zone: 'Europe/London' });
    await log('berlin', sentAt + 1_800_000, { zone: 'Europe/London' });
    await log('moved', sentAt + 180 * dayMs + 900_000);
    expect(await expire()).toBe(2);
    const rows = await expiries();
    expect(rows.map(({ at, date }) => [Number(at), date])).toEqual([
      [Date.parse('2026-11-22T23:10:00Z'), '2026-11-22'],
      [Date.parse('2026-11-22T23:40:00Z'), '2026-11-23'],
    ]);
    expect(rows[0]).toMatchObject({ actor: 'U1', source: 'schedule', on_behalf: false });
  });

  it('is what was sent 180 days ago or before, not a millisecond later, and only in its zone', async () => {
    await log('old', edge);
    await log('young', edge + 1);
    expect(await expire({ zone: 'America/Lima' })).toBe(0);
    expect(await expire()).toBe(1);
    const rows = await database.ledger.sql`
      select (extract(epoch from state_at) * 1000)::bigint as at from invites
      where workspace_id = ${workspaceId} and state = 'expired'`;
    expect(rows).toEqual([{ at: `${now}` }]);
  });

  it('leaves alone what was answered', async () => {
    await log('jane', edge - dayMs);
    await recordOutcome(database.ledger, ada(), {
      outcome: 'ignored',
      people: [person('jane')],
      when: { at: edge, dateOnly: false },
    });
    const before = await stateOf(database.ledger);
    expect(await expire()).toBe(0);
    expect(await stateOf(database.ledger)).toEqual(before);
  });

  it('is written once, however often and by however many it is done at the same time', async () => {
    await logInvites(database.ledger, ada({ now: edge - dayMs }), { people: [], unnamed: 70 });
    const counts = await Promise.all([expire(), expire(), expire()]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(70);
    expect(await expire()).toBe(0);
    expect(await expiries()).toHaveLength(70);
  });

  it('is left for later when the bot stops', async () => {
    await log('jane', edge - dayMs);
    expect(await expire({ stopping: AbortSignal.abort() })).toBe(0);
    expect(await expire()).toBe(1);
  });
});

describe('that it is written down', () => {
  it('changes nothing that anybody sees', async () => {
    await log('jane', edge - 3 * dayMs);
    await log('sam', edge - 2 * dayMs);
    await logInvites(database.ledger, ada({ now: edge - dayMs }), { people: [], unnamed: 3 });
    await log('fresh', now - dayMs);
    await recordOutcome(database.ledger, ada({ now: edge - dayMs }), {
      outcome: 'accepted',
      people: [person('sam')],
    });
    const seen = async () => {
      const call = ada();
      return [
        await readQuota(database.ledger, call),
        await listPending(database.ledger, call),
        await readHistory(database.ledger, call, {}),
        await readHome(database.ledger, call),
        await readBoard(database.ledger, ada({ isAdmin: true }), {
          period: 'quarter',
          back: 0,
          rankBy: 'accepted',
        }),
        await readHistory(database.ledger, call, { person: person('sam') }),
      ];
    };
    const before = await seen();
    expect(await expire()).toBe(4);
    expect(await seen()).toEqual(before);
    const about = await readHistory(database.ledger, ada(), { person: person('jane') });
    expect(about.lines.map(({ kind, source }) => [kind, source])).toEqual([
      ['expired', 'schedule'],
      ['sent', 'command'],
    ]);
  });

  it('stands in the way of no outcome', async () => {
    await log('jane', edge - dayMs);
    await log('sam', edge - dayMs);
    await expire();
    const accepted = await recordOutcome(database.ledger, ada(), {
      outcome: 'accepted',
      people: [person('jane')],
    });
    expect(accepted.undo).not.toBeNull();
    // What turns out to have happened before shows that it had not expired.
    const when = { at: edge + dayMs, dateOnly: false };
    const declined = await recordOutcome(database.ledger, ada(), {
      outcome: 'declined',
      people: [person('sam')],
      when,
    });
    expect(declined.undo).not.toBeNull();
  });

  it('stands in the way of no undo, and is taken back with what was sent', async () => {
    const empty = await stateOf(database.ledger);
    const sentAt = edge - dayMs;
    await logInvites(database.ledger, ada(), { people: [person('jane'), person('sam')], sentAt });
    const logged = (await stateOf(database.ledger)).filter((line) => line.startsWith(`usage ${workspaceId}`));
    expect(await expire()).toBe(2);
    const answer = await undoRequest(database.ledger, ada({ now: now + dayMs / 2 }), {});
    expect(answer.refusal).toBeNull();
    expect(answer.items).toHaveLength(2);
    const after = (await stateOf(database.ledger)).filter((line) => !line.startsWith('account'));
    expect(logged).not.toEqual([]);
    expect(after).toEqual(empty.filter((line) => !line.startsWith('account')));
    const about = await readHistory(database.ledger, ada(), { person: person('jane') });
    expect(about.lines.map(({ kind, undone }) => [kind, undone?.by])).toEqual([
      ['sent', 'U1'],
      ['expired', 'U1'],
    ]);
    expect(await expire()).toBe(0);
  });

  it('is what an undone acceptance leaves', async () => {
    await log('jane', edge - dayMs);
    await expire();
    const before = await stateOf(database.ledger);
    await recordOutcome(database.ledger, ada(), { outcome: 'accepted', people: [person('jane')] });
    await undoRequest(database.ledger, ada({ now: now + 1_000 }), {});
    expect(await stateOf(database.ledger)).toEqual(before);
  });
});
