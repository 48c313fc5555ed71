import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Policy } from '../../src/limits/policy.ts';
import { changeAccountType } from '../../src/services/change-account-type.ts';
import { changePolicy } from '../../src/services/change-policy.ts';
import { readQuota } from '../../src/services/read-quota.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { accounts, anyHistoryWithUndo, anyPolicy, type History, type Told } from '../limits/facts.ts';
import { NaiveLog } from '../limits/naive.ts';
import { tell } from '../limits/naive-answers.ts';
import { callOf } from './call.ts';
import { NaiveDriver } from './naive-driver.ts';
import {
  asReplied,
  naiveInvites,
  naiveQuota,
  partOf,
  quotaInWords,
  standingInWords,
  storedInvites,
} from './naive-standing.ts';

/** For a long run: the number of histories. */
const histories = 25;
const size = { minLength: 40, maxLength: 40 };

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

let workspaces = 0;

/** A workspace of its own under this policy, where both owners have their account. */
async function open(policy: Policy, zones: readonly string[], now: number): Promise<NaiveDriver> {
  workspaces += 1;
  const driver = new NaiveDriver(database.ledger, `T${workspaces}`, zones);
  const manager = callOf({ workspaceId: driver.workspaceId, userId: 'manager', isAdmin: true, now });
  const changed = await changePolicy(database.ledger, manager, { ...policy, preset: 'article' });
  expect(changed.problems).toEqual([]);
  for (const account of accounts)
    await changeAccountType(database.ledger, driver.call(account, now), { type: 'free' });
  return driver;
}

/** Tells the naive log and the services the same, and compares what they answer and what they then know. */
async function agree(policy: Policy, { zones, facts }: History<Told>): Promise<void> {
  const log = new NaiveLog(policy, zones);
  const driver = await open(policy, zones, facts[0]?.now ?? 0);
  for (const [index, fact] of facts.entries()) {
    const { account, now } = fact;
    const what = `${index} ${JSON.stringify(fact)}`;
    if (fact.verb === 'job') continue;
    if (fact.verb === 'zone') driver.zones[account] = fact.zone;
    else {
      // A PageInvite is sent now: the command takes no time.
      const told: Told = fact.verb === 'page' ? { ...fact, at: now } : fact;
      const answered = await driver.tell(told);
      const answer = tellTravelling(log, told, driver.zones);
      const unnamed = 'count' in told && told.person === null;
      expect(answered.answer, what).toEqual(asReplied(answer, unnamed));
      if (answered.standing !== null) {
        const expected = partOf(
          naiveQuota(log, account, now, driver.zones[account] ?? ''),
          answered.standing,
        );
        expect(standingInWords(answered.standing), what).toEqual(expected);
      }
    }
    const [quota] = await readQuota(database.ledger, driver.call(account, now));
    expect(quotaInWords(quota), what).toEqual(naiveQuota(log, account, now, driver.zones[account] ?? ''));
    expect(await storedInvites(database.ledger, driver.workspaceId), what).toEqual(naiveInvites(log));
  }
}

/** A new zone holds from the moment it is read: by the first command after the journey that records something. */
function tellTravelling(log: NaiveLog, told: Told, zones: readonly string[]) {
  const { account, now } = told;
  const zone = zones[account] ?? 'UTC';
  const arrive = () => tell(log, { verb: 'zone', zone, account, now, at: now });
  const isNew = zone !== log.terms(account, now).zone;
  if (isNew && told.verb !== 'undo') arrive();
  const answer = tell(log, told);
  if (isNew && told.verb === 'undo' && answer.recorded) arrive();
  return answer;
}

describe('law 7: the ledger', () => {
  it('gives what a naive model gives, over random histories of every verb', async () => {
    await fc.assert(fc.asyncProperty(anyPolicy, anyHistoryWithUndo(size), agree), { numRuns: histories });
  }, 300_000);

  it('is asked in these histories for everything that undo does and refuses', () => {
    const answers = fc
      .sample(fc.tuple(anyPolicy, anyHistoryWithUndo(size)), { seed: 1, numRuns: histories })
      .flatMap(([policy, { zones, facts }]) => {
        const log = new NaiveLog(policy, zones);
        return facts.map((fact) => ({ fact, ...tell(log, fact) }));
      });
    const undone = answers.flatMap(({ fact, refused, recorded }) =>
      fact.verb === 'undo' ? `${fact.nth === 0 ? 'command' : 'button'} ${refused ?? recorded}` : [],
    );
    expect(new Set(undone)).toEqual(
      new Set(['command true', 'command nothing', 'button true', 'button nothing', 'button built on']),
    );
  });
});
