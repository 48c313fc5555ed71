import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { drain } from '../../src/jobs/drain.ts';
import { queueDeliveries } from '../../src/ledger/queue-deliveries.ts';
import type { Deliver, FileToSend } from '../../src/slack/deliver.ts';
import type { CallerProfile } from '../../src/slack/request.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { partsOf } from './parts.ts';
import { outbox } from './saying.ts';

const now = Date.parse('2026-11-24T09:00:00Z');
const unknown: CallerProfile = { zone: undefined, name: undefined, isAdmin: false };
const member: CallerProfile = { zone: 'Europe/London', name: 'ada', isAdmin: false };

let database: TestLedger;
let told: CallerProfile;
let files: FileToSend[];
let texts: string[];
beforeAll(async () => {
  database = await createTestLedger();
});
beforeEach(() => {
  files = [];
  texts = [];
});
afterAll(() => database.drop());

const never = () => Promise.reject(new Error('nothing asks for it'));
const deliver: Deliver = {
  profile: async () => told,
  names: async () => ({ names: new Map(), gone: new Set(), isComplete: true }),
  upload: async (_, file) => ({ kind: 'sent', id: `F${files.push(file)}` }),
  post: async (_, { text }) => ({ kind: 'sent', id: `${texts.push(text)}` }),
  publish: never,
};

/** Asks for everybody's entries, and says what is queued for who asks. */
async function exportTo(by: string): Promise<() => Promise<string>> {
  const { ledger } = database;
  const parts = partsOf({ ledger, deliver, clock: { now: () => now } });
  await ledger.transact({ deadlineMs: 5_000 }, (tx) =>
    queueDeliveries(tx, { workspaceId: 'T1', now }, [
      { channel: by, message: { kind: 'export', by, at: now, team: null } as { kind: string } },
    ]),
  );
  return async () => {
    await drain(parts, { workspaceId: 'T1', channel: by });
    await parts.locks.close();
    const rows = (await outbox(ledger)).filter(({ channel }) => channel === by);
    return rows.map(({ state, reason }) => `${state} ${reason ?? ''}`.trim()).join(', ');
  };
}

it('tries an admin’s file again while Slack does not tell that they are one', async () => {
  told = unknown;
  const say = await exportTo('U0CHIEF');
  expect(await say()).toBe('queued profile_unknown');
  told = { ...member, isAdmin: true };
  expect(await say()).toMatch(/^sent/);
  expect(files).toHaveLength(1);
});

it('tells who has the role no more that their file does not come', async () => {
  told = member;
  expect(await (await exportTo('U0FORMER'))()).toBe('dead not_allowed, sent');
  expect(files).toHaveLength(0);
  expect(texts).toEqual([expect.stringContaining('An export to you did not arrive.')]);
});
