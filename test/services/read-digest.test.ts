import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { logInvites } from '../../src/services/log-invites.ts';
import { logPages } from '../../src/services/log-pages.ts';
import { noteDeactivated } from '../../src/services/note-deactivated.ts';
import { type Digest, isQuiet, readDigest } from '../../src/services/read-digest.ts';
import { recordOutcome } from '../../src/services/record-outcome.ts';
import { restrictAccount } from '../../src/services/restrict-account.ts';
import { saveCheckIn } from '../../src/services/save-check-in.ts';
import { teamSettings } from '../../src/services/settings.ts';
import { undoRequest } from '../../src/services/undo-request.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf } from './call.ts';

let database: TestLedger;
let workspaceId = '';
let workspaces = 0;
beforeAll(async () => {
  database = await createTestLedger();
});
beforeEach(async () => {
  workspaces += 1;
  workspaceId = `TDIGEST${workspaces}`;
  await setTeam(1, {});
});
afterAll(() => database.drop());

/** A Tuesday, 17:30 in Berlin. */
const now = Date.parse('2026-11-24T16:30:00Z');
const day = 86_400_000;
type Given = Parameters<typeof callOf>[0];
const call = (userId: string, given: Given = {}) => callOf({ workspaceId, userId, now, ...given });
const sends = (userId: string, unnamed: number, given: Given = {}, sentAt = given.now ?? now) =>
  logInvites(database.ledger, call(userId, given), { people: [], unnamed, sentAt });
const accept = (userId: string, unnamed: number, given: Given = {}) =>
  recordOutcome(database.ledger, call(userId, given), { outcome: 'accepted', people: [], unnamed });
const joins = (team: number, ...users: string[]) => database.ledger.sql`
  insert into teammates ${database.ledger.sql(users.map((user_id) => ({ workspace_id: workspaceId, user_id, team })))}`;
async function setTeam(team: number, fields: object): Promise<void> {
  const document = teamSettings.parse({ name: `Team ${team}`, zone: 'Europe/Berlin', ...fields });
  await database.ledger.sql`
    insert into settings (workspace_id, subject, version, document, changed_at, changed_by)
    select ${workspaceId}, ${`team:${team}`}, count(*) + 1, ${JSON.stringify(document)}::text::jsonb, now(), 'UBOSS'
    from settings where workspace_id = ${workspaceId} and subject = ${`team:${team}`}`;
}
async function digest(given: Partial<Digest> = {}): Promise<Digest> {
  const choice = { team: 1, date: '2026-11-24', from: now - day, to: now, ...given };
  const read = await readDigest(database.ledger, { workspaceId, withinMs: 10_000 }, choice);
  if (!read) throw new Error('there is no such team');
  return read;
}
const owners = (all: readonly { readonly owner: string }[]) => all.map(({ owner }) => owner);

describe('a digest', () => {
  it('lists who has room, the most first, and counts who is away, paused or gone', async () => {
    await joins(1, 'UANA', 'UTOM', 'UNEW', 'UAWAY', 'UPAUSED', 'UNEAR', 'UFULL', 'UGONE');
    await joins(2, 'UOTHER');
    await sends('UTOM', 40);
    await sends('UANA', 28);
    await sends('UAWAY', 1);
    await sends('UPAUSED', 1);
    await sends('UNEAR', 81);
    await sends('UFULL', 100);
    await sends('UGONE', 3);
    await sends('UOTHER', 3);
    await restrictAccount(database.ledger, call('UPAUSED'), { until: null });
    await database.ledger
      .sql`update teammates set away_until = '2026-11-24' where workspace_id = ${workspaceId} and user_id = 'UAWAY'`;
    await noteDeactivated(
      database.ledger,
      { workspaceId, now, withinMs: 10_000 },
      { gone: ['UGONE'], back: [] },
    );
    const read = await digest();
    expect(read.room.map(({ owner, meter }) => [owner, meter.remaining])).toEqual([
      ['UNEW', 100],
      ['UANA', 72],
      ['UTOM', 60],
    ]);
    expect(owners(read.near)).toEqual(['UFULL', 'UNEAR']);
    expect(read).toMatchObject({ away: 1, paused: 1 });
    expect(read.recorded.sent).toBe(40 + 28 + 1 + 1 + 81 + 100);
  });

  it('counts what was recorded after the one before, up to and including its own instant', async () => {
    await joins(1, 'UANA');
    await sends('UANA', 1, { now: now - day });
    await sends('UANA', 2, { now: now - day + 1 });
    await sends('UANA', 4, { now });
    await sends('UANA', 8, { now: now + 1 });
    // It happened long before, and was logged only now.
    await sends('UANA', 16, { now }, now - 5 * day);
    expect((await digest()).recorded).toEqual({ sent: 22, accepted: 0, logged: 22 });
    expect((await digest({ from: now, to: now + 1 })).recorded.sent).toBe(8);
  });

  it('counts what was accepted, and nothing that was taken back', async () => {
    await joins(1, 'UANA');
    await sends('UANA', 5);
    await accept('UANA', 2);
    const { requestId } = await accept('UANA', 1);
    await undoRequest(database.ledger, call('UANA'), { requestId });
    expect((await digest()).recorded).toEqual({ sent: 5, accepted: 2, logged: 7 });
  });

  it('begins with the day where there was none before, in the team’s zone, weekly with the week', async () => {
    await joins(1, 'UANA');
    await sends('UANA', 1, { now: Date.parse('2026-11-22T22:59:59.999Z') });
    await sends('UANA', 2, { now: Date.parse('2026-11-22T23:00:00Z') });
    await sends('UANA', 4, { now: Date.parse('2026-11-23T22:59:59.999Z') });
    await sends('UANA', 8, { now: Date.parse('2026-11-23T23:00:00Z') });
    expect((await digest({ from: null })).recorded.sent).toBe(8);
    await setTeam(1, { digestEvery: 'week' });
    expect((await digest({ from: null })).recorded.sent).toBe(14);
  });

  it('counts the month by each account’s own local dates', async () => {
    await joins(1, 'UKIRI', 'UPAGO');
    const turn = Date.parse('2026-10-31T12:00:00Z');
    // Already November there, still October there.
    await sends('UKIRI', 3, { zone: 'Pacific/Kiritimati', now: turn });
    await sends('UPAGO', 5, { zone: 'Pacific/Pago_Pago', now: turn });
    expect((await digest()).month).toEqual({ sent: 3, accepted: 0 });
  });

  it('is quiet if nobody of the team did anything, whatever others did', async () => {
    await joins(1, 'UANA');
    await sends('UANA', 1, { now: now - 2 * day });
    await sends('USTRANGER', 1);
    // Neither stands in a digest.
    await logPages(database.ledger, call('UANA'), { quantity: 1, page: null });
    await saveCheckIn(database.ledger, call('UANA'), { asked: null, inviteIds: [] });
    expect(isQuiet(await digest())).toBe(true);
    await accept('UANA', 1);
    expect(isQuiet(await digest())).toBe(false);
  });

  it('tells what waits too long, and of how many invites the outcome is known', async () => {
    await joins(1, 'UANA');
    const ago = (days: number) => ({ now: now - days * day });
    await sends('UANA', 1, ago(181)); // expired
    await sends('UANA', 2, ago(43));
    await sends('UANA', 4, ago(30)); // exactly: stale
    await sends('UANA', 8, ago(29));
    await sends('UANA', 16, ago(14)); // exactly: old enough
    await sends('UANA', 32, { now: now - 14 * day + 1 });
    // The newest ones that fit: of the 32.
    await accept('UANA', 5);
    expect(await digest()).toMatchObject({ stale: 6, aged: 4 + 8 + 16, known: 0 });
    await accept('UANA', 27 + 4);
    expect(await digest()).toMatchObject({ stale: 6, aged: 28, known: 4 });
  });

  it('in the first of a week has 20 working days, and each reason with twenty old invites', async () => {
    await joins(1, 'UANA');
    const old = { now: now - 20 * day };
    const because = (reason: 'met' | 'referral', unnamed: number, given: Given = old) =>
      logInvites(database.ledger, call('UANA', given), {
        people: [],
        unnamed,
        sentAt: given.now ?? now,
        manner: { note: null, marks: [], because: reason },
      });
    await because('referral', 19);
    await because('met', 20);
    await because('referral', 5, { now });
    expect((await digest()).week).toBeNull();
    const monday = { date: '2026-11-23', to: now - day, from: now - 2 * day };
    expect((await digest(monday)).week?.reasons).toEqual([{ because: 'met', sent: 20, accepted: 0 }]);
    const days = (await digest(monday)).week?.days ?? [];
    expect(days).toHaveLength(20);
    // The day of the digest is not over.
    expect(days.at(-1)).toEqual({ date: '2026-11-20', sent: 0, accepted: 0 });
    expect(days.find(({ date }) => date === '2026-11-04')).toEqual({
      date: '2026-11-04',
      sent: 39,
      accepted: 0,
    });
    // Monday is a holiday.
    await setTeam(1, { holidays: ['2026-11-23'] });
    expect((await digest()).week).not.toBeNull();
    await setTeam(1, { digestEvery: 'week' });
    expect((await digest({ date: '2026-11-26' })).week).not.toBeNull();
  });

  it('of nobody, and of members who never logged, is there too', async () => {
    const nothing = { near: [], away: 0, paused: 0, stale: 0, aged: 0, known: 0 };
    expect(await digest()).toMatchObject({ ...nothing, room: [], month: { sent: 0, accepted: 0 } });
    await joins(1, 'UANA', 'UTOM');
    const read = await digest({ date: '2026-11-23' });
    expect(owners(read.room)).toEqual(['UANA', 'UTOM']);
    expect(read.week?.days.every(({ sent }) => sent === 0)).toBe(true);
  });

  it('is not there for a team that is no more', async () => {
    await setTeam(1, { removed: true });
    const choice = { team: 1, date: '2026-11-24', from: null, to: now };
    expect(await readDigest(database.ledger, { workspaceId, withinMs: 10_000 }, choice)).toBeUndefined();
  });
});
