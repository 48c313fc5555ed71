import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotAllowedError } from '../../src/errors.ts';
import { addSettings } from '../../src/ledger/read-settings.ts';
import { teammates } from '../../src/ledger/schema.ts';
import type { Call } from '../../src/services/call.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { readBoard } from '../../src/services/read-board.ts';
import { recordOutcome } from '../../src/services/record-outcome.ts';
import { sendBoardFile, shareBoard } from '../../src/services/share-board.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
  const { ledger } = database;
  const set = (subject: string, document: object, version = 1) =>
    ledger.transact({ deadlineMs: 10_000 }, (tx) =>
      addSettings(tx, { workspaceId: 'T1', subject, version, document, changedAt: now, changedBy: 'UBOSS' }),
    );
  await set('workspace', { managers: ['UBOSS'] });
  await set('team:1', { name: 'Sales', zone: 'Pacific/Kiritimati', managers: ['ULEAD'], channel: 'C1SALES' });
  await set('team:2', { name: 'Talent', zone: 'Europe/Berlin' });
  await ledger.transact({ deadlineMs: 10_000 }, async (tx) => {
    await tx
      .insert(teammates)
      .values([
        ...['UA', 'UB', 'UC', 'UD', 'UE'].map((userId) => ({ workspaceId: 'T1', userId, team: 1 })),
        { workspaceId: 'T1', userId: 'UHIDDEN', team: 1, ranked: false },
        { workspaceId: 'T1', userId: 'UGONE', team: 1, deactivatedAt: now },
        { workspaceId: 'T1', userId: 'UT', team: 2 },
        { workspaceId: 'T1', userId: 'UIDLE', team: 2 },
      ]);
  });
  // UA 1, UB 2, UC 3, UD 4 … each accepted as often.
  const all = ['UA', 'UB', 'UC', 'UD', 'UHIDDEN', 'UGONE', 'UT', 'UALONE'];
  for (const [index, userId] of all.entries()) await live('T1', userId, index + 1);
  await live('T2', 'UA', 9);
});
afterAll(() => database.drop());

const now = Date.parse('2026-11-24T09:00:00Z');
const month = { period: 'month', back: 0, rankBy: 'accepted' } as const;

async function live(workspaceId: string, userId: string, count: number): Promise<void> {
  const people = Array.from({ length: count }, (_, n) => person(`${userId.toLowerCase()}-${n}`));
  await logInvites(database.ledger, callOf({ workspaceId, userId }), { people });
  await recordOutcome(database.ledger, callOf({ workspaceId, userId }), { outcome: 'accepted', people });
}

async function board(call: Partial<Call>, team?: number | null, asked: object = month) {
  const read = await readBoard(database.ledger, callOf(call), { ...month, ...asked, team });
  if (read.kind !== 'board') throw new Error('the board is off');
  return read;
}
const named = ({ rows }: Awaited<ReturnType<typeof board>>) =>
  rows.map(({ userId, place, accepted }) => `${userId} ${place} ${accepted}`);

async function setMode(leaderboard: string, version: number): Promise<void> {
  const document = { managers: ['UBOSS'], leaderboard };
  await database.ledger.transact({ deadlineMs: 10_000 }, (tx) =>
    addSettings(tx, {
      workspaceId: 'T1',
      subject: 'workspace',
      version,
      document,
      changedAt: now,
      changedBy: 'U',
    }),
  );
}

describe('the board', () => {
  it('shows a manager all of a team: not by name who chose so, nor who left, though both count in the totals', async () => {
    const read = await board({ userId: 'UBOSS' }, 1);
    expect(named(read)).toEqual(['UD 1 4', 'UC 2 3', 'UB 3 2', 'UA 4 1', 'UE none_accepted 0']);
    expect(read.sums).toEqual({
      totals: { people: 7, sent: 21, accepted: 21, pending: 0 },
      former: { people: 1, sent: 6, accepted: 6, pending: 0 },
      unnamed: 1,
    });
  });

  it('shows everybody, also who is in no team, to the manager of the workspace', async () => {
    const read = await board({ userId: 'UBOSS' });
    expect(read.choice.team).toBeNull();
    expect(named(read).slice(0, 3)).toEqual(['UALONE 1 8', 'UT 2 7', 'UD 3 4']);
    expect(read.teams.map(({ name }) => name)).toEqual([null, 'Sales', 'Talent']);
  });

  it('shows a manager of a team that team, and no other', async () => {
    const read = await board({ userId: 'ULEAD' });
    expect([read.choice.team, read.sees, read.isManaged]).toEqual([1, 'full', true]);
    for (const team of [2, null])
      await expect(board({ userId: 'ULEAD' }, team)).rejects.toThrow(NotAllowedError);
  });

  it('shows others the top three of their own team and their own place, and no other team', async () => {
    const read = await board({ userId: 'UA' });
    expect(named(read)).toEqual(['UD 1 4', 'UC 2 3', 'UB 3 2']);
    expect([read.own?.place, read.ranked, read.sums, read.isManaged]).toEqual([4, 4, null, false]);
    for (const team of [2, null])
      await expect(board({ userId: 'UA' }, team)).rejects.toThrow(NotAllowedError);
  });

  it('gives who chose not to be named no place of their own', async () => {
    expect((await board({ userId: 'UHIDDEN' })).own).toBeNull();
  });

  it('gives an admin no more than others, once there are managers', async () => {
    await expect(board({ userId: 'UA', isAdmin: true }, 2)).rejects.toThrow(NotAllowedError);
  });

  it('counts the period in the zone of the team, not of the reader', async () => {
    // 11:00 on the 24th in Berlin is 23:00 in Kiritimati; an hour later their day is over.
    const [before, after] = [Date.parse('2026-11-24T09:59:59Z'), Date.parse('2026-11-24T10:00:00Z')];
    const today = { period: 'today' };
    expect((await board({ userId: 'UBOSS', now: before }, 1, today)).sums?.totals.sent).toBe(21);
    expect((await board({ userId: 'UBOSS', now: after }, 1, today)).sums?.totals.sent).toBe(0);
    expect((await board({ userId: 'UBOSS', now: after }, 1, { ...today, back: 1 })).sums?.totals.sent).toBe(
      21,
    );
    expect((await board({ userId: 'UBOSS', now: after }, 2, today)).sums?.totals.sent).toBe(7);
  });

  it('never shows another workspace', async () => {
    const read = await board({ workspaceId: 'T2', userId: 'UA', isAdmin: true });
    expect(named(read)).toEqual(['UA 1 9']);
    expect(read.teams).toEqual([{ team: null, name: null }]);
  });

  it('is shared and downloaded by managers of the team only, whatever button they press', async () => {
    const { ledger } = database;
    const drawn = { choice: { ...month, team: 1 }, drawnAt: now };
    for (const userId of ['UA', 'UT', 'USTRANGER']) {
      await expect(shareBoard(ledger, callOf({ userId }), drawn)).rejects.toThrow(NotAllowedError);
      await expect(sendBoardFile(ledger, callOf({ userId }), drawn)).rejects.toThrow(NotAllowedError);
    }
    expect(await shareBoard(ledger, callOf({ userId: 'ULEAD' }), drawn)).toMatchObject({
      channel: 'C1SALES',
    });
    await shareBoard(ledger, callOf({ userId: 'ULEAD' }), drawn);
    const [queued] = await ledger.sql`select count(*)::int as n from deliveries where kind = 'board'`;
    expect(queued?.n).toBe(1);
    const noChannel = { choice: { ...month, team: 2 }, drawnAt: now };
    expect(await shareBoard(ledger, callOf({ userId: 'UBOSS' }), noChannel)).toMatchObject({
      result: 'no_channel',
    });
  });

  it('is for managers only where it is off, and wholly for all where it is full', async () => {
    await setMode('off', 2);
    expect(await readBoard(database.ledger, callOf({ userId: 'UA' }), month)).toEqual({ kind: 'board_off' });
    expect((await board({ userId: 'ULEAD' })).sees).toBe('full');
    const drawn = { choice: { ...month, team: 1 }, drawnAt: now + 1 };
    expect(await shareBoard(database.ledger, callOf({ userId: 'UBOSS' }), drawn)).toMatchObject({
      result: 'off',
    });
    await setMode('full', 3);
    const read = await board({ userId: 'UA' });
    expect([read.sees, read.rows.length, read.isManaged]).toEqual(['full', 5, false]);
    await setMode('top_three', 4);
  });
});
