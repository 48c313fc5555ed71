import { afterAll, beforeAll, expect, it } from 'vitest';
import { runRound } from '../../src/jobs/rounds.ts';
import { addSettings } from '../../src/ledger/read-settings.ts';
import { createMetrics } from '../../src/metrics.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { workspaceSettings } from '../../src/services/settings.ts';
import type { Deliver } from '../../src/slack/deliver.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from '../services/call.ts';
import { recordLog } from '../slack/workspace.ts';
import { partsOf } from './parts.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

const dayMs = 24 * 3_600_000;
const now = Date.parse('2026-11-24T02:00:00Z');
const round = { kind: 'night', workspaceId: 'T1', zone: 'Europe/Berlin', localDate: '2026-11-24' };
const never = async () => {
  throw new Error('the nightly work says nothing');
};
const deliver: Deliver = { profile: never, names: never, upload: never, post: never, publish: never };

function parts(stopping = new AbortController().signal) {
  const { log, lines } = recordLog();
  const metrics = createMetrics();
  const given = { ledger: database.ledger, deliver, clock: { now: () => now }, closing: stopping };
  return { lines, metrics, parts: partsOf({ ...given, log, metrics, stopping }) };
}

it('expires, purges and erases, says how much of each, and does nothing twice', async () => {
  const { ledger } = database;
  const document = workspaceSettings.parse({ retentionMonths: 12 });
  await ledger.transact({ deadlineMs: 10_000 }, (tx) =>
    addSettings(tx, {
      workspaceId: 'T1',
      subject: 'workspace',
      version: 1,
      document,
      changedAt: 0,
      changedBy: 'UBOSS',
    }),
  );
  for (const [slug, days] of [
    ['jane', 400],
    ['sam', 200],
    ['kim', 1],
  ] as const)
    await logInvites(ledger, callOf({ now: now - days * dayMs }), { people: [person(`secret-${slug}`)] });

  // The round of a zone in which nobody is expires nothing; what is the workspace's is done all the same.
  const elsewhere = parts();
  await runRound(elsewhere.parts, { ...round, zone: 'America/Lima' });
  expect(elsewhere.lines).toMatchObject([
    { msg: 'the nightly work is done', expired: 0, requests: 2, erased: 1 },
  ]);

  const first = parts();
  await runRound(first.parts, round);
  expect(first.lines).toMatchObject([
    {
      msg: 'the nightly work is done',
      workspaceId: 'T1',
      zone: 'Europe/Berlin',
      localDate: '2026-11-24',
      expired: 2,
      requests: 0,
      deliveries: 0,
      records: 0,
      jobs: 0,
      erased: 0,
      ms: expect.any(Number),
    },
  ]);
  expect(await first.metrics.text(undefined)).toContain('headroom_round_seconds_count{kind="night"} 1');

  const second = parts();
  await Promise.all([runRound(second.parts, round), runRound(second.parts, round)]);
  const nothing = { expired: 0, requests: 0, erased: 0 };
  expect(second.lines).toMatchObject([nothing, nothing]);
  expect(JSON.stringify([elsewhere.lines, first.lines, second.lines])).not.toContain('secret');
});

it('is tried again when the bot stopped in the middle', async () => {
  await expect(runRound(parts(AbortSignal.abort()).parts, round)).rejects.toThrow('The bot stops');
});
