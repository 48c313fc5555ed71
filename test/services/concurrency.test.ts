import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectLedger, type Ledger } from '../../src/ledger/connect.ts';
import { changePolicy } from '../../src/services/change-policy.ts';
import { logAnyway } from '../../src/services/log-anyway.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { readQuota } from '../../src/services/read-quota.ts';
import { recordOutcome } from '../../src/services/record-outcome.ts';
import { undoRequest } from '../../src/services/undo-request.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';

let database: TestLedger;
/** What two processes of the bot have: connections, and a memory, of their own. */
let processes: readonly [Ledger, Ledger];
beforeAll(async () => {
  database = await createTestLedger();
  processes = [database.ledger, connectLedger({ url: database.url, hashKey: 'of tests' })];
});
afterAll(async () => {
  await processes[1].close();
  await database.drop();
});

const processOf = (n: number) => processes[n % 2 === 0 ? 0 : 1];
const caps = (cap: number) => ({ free: cap, business_plus: cap, sales_navigator: cap });

/** A workspace whose only limit is a `sent` one. */
async function limited(workspaceId: string, cap: number, change: object = {}): Promise<void> {
  const week = { kind: 'rolling', hours: 168 };
  const limit = {
    id: 'week',
    resource: 'connection',
    basis: 'sent',
    window: week,
    cap: caps(cap),
    effect: 'block',
  };
  const manager = callOf({ workspaceId, userId: 'U0BOSS', isAdmin: true });
  const limits = [{ ...limit, source: 'workspace' }];
  const answer = await changePolicy(database.ledger, manager, { preset: 'article', limits, ...change });
  expect(answer.problems).toEqual([]);
}

describe('many at the same moment, from two processes', () => {
  it('record exactly the three that a `sent` limit has room for', async () => {
    await limited('T3', 10);
    const ada = () => callOf({ workspaceId: 'T3', userId: 'U1' });
    await logInvites(database.ledger, ada(), { people: [], unnamed: 7 });
    // Whoever has waited longest may be let in last.
    const received = (n: number) => ({ ...ada(), now: ada().now + 50 - n });
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        logInvites(processOf(n), received(n), { people: [person(`p${n}`)] }),
      ),
    );
    expect(answers.filter(({ items }) => items[0]?.refused === false)).toHaveLength(3);
    const [{ meters }] = await readQuota(database.ledger, ada());
    expect(meters[0]).toMatchObject({ used: 10, remaining: 0 });
  });

  it('record whole requests or nothing of them', async () => {
    await limited('T4', 10);
    const ada = () => callOf({ workspaceId: 'T4', userId: 'U1' });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => logInvites(processOf(n), ada(), { people: [], unnamed: 4 })),
    );
    expect(answers.filter(({ items }) => items[0]?.refused === false)).toHaveLength(2);
    expect((await readQuota(database.ledger, ada()))[0].meters[0]).toMatchObject({ used: 8 });
  });

  it('record all fifty under the article’s policy, where nothing sent is blocked', async () => {
    const ada = () => callOf({ workspaceId: 'T5', userId: 'U1' });
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => logInvites(processOf(n), ada(), { people: [person(`p${n}`)] })),
    );
    expect(answers.every(({ items }) => items[0]?.refused === false)).toBe(true);
    expect((await readQuota(database.ledger, ada()))[0]).toMatchObject({ sentToday: 50, pending: 50 });
  });

  it('accept one invite once', async () => {
    const ada = () => callOf({ workspaceId: 'T6', userId: 'U1' });
    await logInvites(database.ledger, ada(), { people: [person('jane')] });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        recordOutcome(processOf(n), ada(), {
          outcome: n % 4 === 0 ? 'withdrawn' : 'accepted',
          people: [person('jane')],
        }),
      ),
    );
    expect(answers.filter(({ items }) => items[0]?.recorded)).toHaveLength(1);
    expect((await readQuota(database.ledger, ada()))[0].pending).toBe(0);
  });

  it('let one of two teammates take a person where an overlap blocks', async () => {
    await limited('T7', 1_000, { overlap: { value: 'block', source: 'workspace' } });
    for (let round = 0; round < 10; round += 1) {
      const answers = await Promise.all(
        ['U1', 'U2'].map((userId, n) =>
          logInvites(processOf(n), callOf({ workspaceId: 'T7', userId }), { people: [person(`p${round}`)] }),
        ),
      );
      expect(answers.map(({ items }) => items[0]?.refused).sort()).toEqual([false, true]);
      const refused = answers.find(({ items }) => items[0]?.refused);
      expect(refused?.items[0]?.reasons.map(({ code }) => code)).toEqual(['teammate_overlap']);
    }
  });

  it('tell the second of two teammates of the first, where an overlap only warns', async () => {
    const told: string[][] = [];
    for (let round = 0; round < 10; round += 1) {
      const answers = await Promise.all(
        ['U1', 'U2'].map((userId, n) =>
          logInvites(processOf(n), callOf({ workspaceId: 'T8', userId }), { people: [person(`p${round}`)] }),
        ),
      );
      told.push(answers.flatMap(({ items }) => items[0]?.reasons.map(({ code }) => code) ?? []));
    }
    expect(told).toEqual(told.map(() => ['teammate_overlap']));
  });

  it('log and undo the same person without losing count', async () => {
    const ada = () => callOf({ workspaceId: 'T9', userId: 'U1' });
    const answers = await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) =>
        n % 2 === 0
          ? logInvites(processOf(n), ada(), { people: [person('jane')] }).then(
              ({ items }) => items[0]?.refused,
            )
          : undoRequest(processOf(n), ada(), {}).then(() => 'undone'),
      ),
    );
    const values = answers.map((answer) =>
      answer.status === 'fulfilled' ? answer.value : 'nothing to undo',
    );
    const logged = values.filter((value) => value === false).length;
    const undone = values.filter((value) => value === 'undone').length;
    expect(logged).toBeGreaterThan(0);
    expect([0, 1]).toContain(logged - undone);
    expect((await readQuota(database.ledger, ada()))[0]).toMatchObject({ sentToday: logged - undone });
  });

  it('give one answer to one request that both processes get', async () => {
    const ada = callOf({ workspaceId: 'T10', userId: 'U1' });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => logInvites(processOf(n), ada, { people: [person('jane')] })),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect((await readQuota(database.ledger, ada))[0].sentToday).toBe(1);
  });

  it('record a refusal once, whichever process the button reaches', async () => {
    const ada = () => callOf({ workspaceId: 'T11', userId: 'U1' });
    await logInvites(database.ledger, ada(), { people: [person('jane')] });
    const { requestId } = await logInvites(database.ledger, ada(), { people: [person('jane')] });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => logAnyway(processOf(n), ada(), { requestId })),
    );
    expect(answers.filter(({ kind }) => kind === 'log_anyway')).toHaveLength(1);
    expect((await readQuota(database.ledger, ada()))[0].sentToday).toBe(2);
  });
});
