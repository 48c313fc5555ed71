import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotAllowedError } from '../../src/errors.ts';
import { connectLedger, type Ledger } from '../../src/ledger/connect.ts';
import { articlePolicy } from '../../src/limits/article.ts';
import { withGuide } from '../../src/limits/guide.ts';
import { changePolicy } from '../../src/services/change-policy.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { readPolicyToChange } from '../../src/services/read-policy-to-change.ts';
import { readQuota } from '../../src/services/read-quota.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';

let database: TestLedger;
/** A second process of the bot, which has not seen the policy change. */
let other: Ledger;
beforeAll(async () => {
  database = await createTestLedger();
  other = connectLedger({ url: database.url, hashKey: 'of tests' });
});
afterAll(async () => {
  await other.close();
  await database.drop();
});

const manager = (workspaceId: string) => callOf({ workspaceId, userId: 'U0BOSS', isAdmin: true });
const ada = (workspaceId: string) => callOf({ workspaceId, userId: 'U0ADA' });
const strict = (cap: number) => ({
  preset: 'article',
  limits: [
    {
      id: 'week',
      resource: 'connection',
      basis: 'sent',
      window: { kind: 'rolling', hours: 168 },
      cap: { free: cap, business_plus: cap, sales_navigator: cap },
      effect: 'block',
      source: 'workspace',
    },
  ],
});

describe('the policy of a workspace', () => {
  it('holds from the next request on, in every process of the bot, and in no other workspace', async () => {
    const { ledger } = database;
    for (const ofBot of [ledger, other]) await logInvites(ofBot, ada('T1'), { people: [person('before')] });
    expect(await changePolicy(ledger, manager('T1'), strict(2))).toMatchObject({ version: 1, problems: [] });
    for (const ofBot of [other, ledger]) {
      const [quota] = await readQuota(ofBot, ada('T1'));
      expect(quota.meters.map((meter) => [meter.limit.id, meter.used, meter.cap])).toEqual([['week', 1, 2]]);
    }
    const answer = await logInvites(other, ada('T1'), { people: [person('a'), person('b')] });
    expect(answer.items.map((item) => item.refused)).toEqual([false, true]);

    expect(await changePolicy(other, manager('T1'), strict(3))).toMatchObject({ version: 2 });
    const more = await logInvites(ledger, ada('T1'), { people: [person('b'), person('c')] });
    expect(more.items.map((item) => item.refused)).toEqual([false, true]);
    expect((await readQuota(ledger, ada('T2')))[0].meters).toHaveLength(4);
  });

  it('is refused with every wrong field named, and the former one stays', async () => {
    const { ledger } = database;
    await changePolicy(ledger, manager('T3'), strict(2));
    const answer = await changePolicy(ledger, manager('T3'), {
      ...strict(0),
      shares: { nearing: 96, critical: 95, source: 'workspace' },
    });
    expect(answer.version).toBeNull();
    expect(answer.problems.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['limits.0.cap.free', 'shares.nearing']),
    );
    expect((await readQuota(ledger, ada('T3')))[0].meters[0]?.cap).toBe(2);
  });

  it('is changed by managers only', async () => {
    await expect(changePolicy(database.ledger, ada('T4'), strict(2))).rejects.toThrow(NotAllowedError);
  });

  it('counts the versions when managers change it at the same moment', async () => {
    const { ledger } = database;
    const answers = await Promise.all(
      [2, 3, 4, 5].map((cap) =>
        changePolicy(ledger, { ...manager('T5'), userId: `U${cap}`, owner: `U${cap}` }, strict(cap)),
      ),
    );
    expect(answers.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4]);
    const entries = await ledger.sql`
      select detail -> 'version' as version from entries
      where workspace_id = 'T5' and kind = 'policy_changed' order by id`;
    expect(entries.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4]);
  });

  it('is not saved over a change that its form has not seen, unless nothing would differ', async () => {
    const { ledger } = database;
    const [first, second] = await Promise.all(
      [2, 3].map((cap) => changePolicy(ledger, manager('T6'), strict(cap), { since: 0 })),
    );
    const [saved, refused] = first?.version === null ? [second, first] : [first, second];
    expect(saved).toMatchObject({ version: 1, conflict: null });
    expect(refused).toMatchObject({ version: null, conflict: { version: 1, by: 'U0BOSS' } });
    expect(refused?.conflict?.differences).toEqual(saved?.differences);
    expect(refused?.differences).toEqual([]);

    const [quota] = await readQuota(ledger, ada('T6'));
    const cap = quota.meters[0]?.cap ?? 0;
    expect(await changePolicy(ledger, manager('T6'), strict(cap), { since: 0 })).toMatchObject({
      version: null,
      conflict: null,
    });
    expect(await changePolicy(ledger, manager('T6'), strict(9), { since: 1 })).toMatchObject({ version: 2 });
  });

  it('takes the guide alone, and keeps every other rule', async () => {
    const { ledger } = database;
    const { policy } = await readPolicyToChange(ledger, manager('T7'));
    const { id: _, version: __, ...change } = withGuide(policy, 60);
    const { differences } = await changePolicy(ledger, manager('T7'), change);
    expect(differences).toMatchObject([{ kind: 'cap', from: 100, to: 60 }]);
    expect(await changePolicy(ledger, manager('T7'), change)).toMatchObject({
      version: null,
    });
    const { policy: now } = await readPolicyToChange(ledger, manager('T7'));
    expect(now).toEqual({ ...withGuide(articlePolicy, 60), id: 'own', version: 1 });
  });

  it('is opened for a change by managers only, also an earlier one', async () => {
    const { ledger } = database;
    for (const wanted of ['active', 0, 'observed'] as const) {
      await expect(readPolicyToChange(ledger, ada('T8'), wanted)).rejects.toThrow(NotAllowedError);
      expect((await readPolicyToChange(ledger, manager('T8'), wanted)).version).toBe(0);
    }
    await expect(readPolicyToChange(ledger, manager('T8'), 1)).rejects.toThrow('out of date');
  });
});
