import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { guide } from '../../src/demo/guide.ts';
import { withQuietLines } from '../../src/demo/quiet-lines.ts';
import { read } from '../../src/ledger/transact.ts';
import { loadSettings } from '../../src/services/settings.ts';
import { createHandlers } from '../../src/slack/handlers.ts';
import type { Context, Handlers } from '../../src/slack/request.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { recordLog } from '../slack/workspace.ts';

const workspaceId = 'T0NORTHWIND';
const now = Date.parse('2026-11-24T09:30:00Z');
let database: TestLedger;
let handlers: Handlers;
let logged: ReturnType<typeof recordLog>;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.ledger.sql`truncate settings, digest_schedules, deliveries`;
  logged = recordLog();
  const { ledger } = database;
  handlers = withQuietLines(createHandlers({ ledger, clock: { now: () => now } }), ledger, logged.log);
});

let requests = 0;
function setUp(state: object) {
  requests += 1;
  const ctx: Context = {
    workspaceId,
    userId: 'U0YOU',
    requestKey: `demo ${requests}`,
    now,
    deadline: performance.now() + 10_000,
    person: { zone: 'Europe/London', name: 'Alex Kim', isAdmin: true },
  };
  const fields = { managers: ['U0YOU'], channel: 'C0OUTREACH', members: [], guide: '100', ...state };
  return handlers.submit({ callbackId: 'set_up', metadata: '', state: fields }, ctx);
}
const teams = async () =>
  (await read(database.ledger, { deadlineMs: 5_000 }, (db) => loadSettings(db, workspaceId))).teams;

it.each([['U0YOU'], ['U0MAYA']])('a quiet day of the team that %s manages has its line', async (manager) => {
  expect(await setUp({ managers: [manager] })).toHaveProperty('text');
  expect(await teams()).toMatchObject([{ team: 1, document: { quietDays: 'line', channel: 'C0OUTREACH' } }]);
  expect(logged.lines.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

it('what is refused changes nothing', async () => {
  expect(await setUp({ managers: [] })).toMatchObject({ kind: 'errors' });
  expect(await teams()).toEqual([]);
});

it('a digest and the line of a quiet day both do the step of the guide, nothing else does', () => {
  const step = guide.find(({ id }) => id === 'digest');
  const isDone = (text: string) =>
    step?.isDone({ what: 'call', name: 'chat.postMessage', text } as Parameters<typeof step.isDone>[0]);
  expect(isDone('Team · Tuesday 24 November\nRoom')).toBe(true);
  expect(isDone('Team: nothing was logged today. Room this week: nobody.')).toBe(true);
  expect(isDone('One account is paused: LinkedIn has blocked it.')).toBe(false);
});
