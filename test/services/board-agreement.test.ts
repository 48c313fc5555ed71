import { afterAll, beforeAll, expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import type { Ledger } from '../../src/ledger/connect.ts';
import { loadBoard } from '../../src/ledger/load-board.ts';
import { boardPeriods, boardWindow } from '../../src/services/board-period.ts';
import { changePolicy } from '../../src/services/change-policy.ts';
import { joinPeople } from '../../src/services/join-people.ts';
import { logAnyway } from '../../src/services/log-anyway.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { recordOutcome } from '../../src/services/record-outcome.ts';
import { saveCheckIn } from '../../src/services/save-check-in.ts';
import { undoRequest } from '../../src/services/undo-request.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';
import { naiveTallies } from './naive-board.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const end = Date.parse('2026-11-24T09:00:00Z');
const owners = ['UA', 'UB', 'UC', 'UD'];
const zones: Record<string, string> = { UB: 'Pacific/Kiritimati', UC: 'Pacific/Pago_Pago' };
const outcomes = ['accepted', 'accepted', 'declined', 'ignored', 'withdrawn'] as const;

/** The same numbers for the same seed: mulberry32. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * sides);
  };
}

const sentPerDay = (cap: number) => ({
  preset: 'article',
  limits: [
    {
      id: 'day',
      resource: 'connection',
      basis: 'sent',
      window: { kind: 'calendar', unit: 'day' },
      cap: { free: cap, business_plus: cap, sales_navigator: cap },
      effect: 'block',
      source: 'workspace',
    },
  ],
});

/** Some months of a team that meets the same few people again and again, over its limits, and changes its mind. */
async function live(ledger: Ledger, workspaceId: string, seed: number): Promise<Set<string>> {
  const roll = dice(seed);
  const happened = new Set<string>();
  const requests: { readonly userId: string; readonly requestId: number }[] = [];
  await changePolicy(
    ledger,
    callOf({ workspaceId, userId: 'UA', isAdmin: true, now: end - 130 * day }),
    sentPerDay(4),
  );
  for (let now = end - 120 * day; now < end; now += roll(2 * day)) {
    const userId = owners[roll(owners.length)] ?? 'UA';
    const call = callOf({
      workspaceId,
      userId,
      now,
      zone: zones[userId] ?? 'Europe/Berlin',
    });
    const people = [...new Set([roll(14), roll(14), roll(14)])].map((n) => person(`person-${n}`));
    const [first, second] = people;
    switch (roll(10)) {
      case 0: {
        const { requestId } = await logInvites(ledger, call, { people: [], unnamed: 1 + roll(3) });
        requests.push({ userId, requestId });
        break;
      }
      case 1:
      case 2:
      case 3: {
        const sentAt = roll(3) === 0 ? { sentAt: now - roll(20 * day) } : {};
        const logged = await logInvites(ledger, call, { people, ...sentAt });
        requests.push({ userId, requestId: logged.requestId });
        if (!logged.items.some(({ refused }) => refused)) break;
        const anyway = await logAnyway(
          ledger,
          callOf({ ...call, requestKey: `${call.requestKey} anyway` }),
          logged,
        );
        if (anyway.kind === 'log_anyway') requests.push({ userId, requestId: anyway.requestId });
        happened.add('anyway');
        break;
      }
      case 4:
      case 5:
      case 6: {
        const outcome = outcomes[roll(outcomes.length)] ?? 'accepted';
        const when = roll(4) === 0 ? { when: { at: now - roll(9 * day), dateOnly: false } } : {};
        const { requestId } = await recordOutcome(ledger, call, { outcome, people, ...when });
        requests.push({ userId, requestId });
        break;
      }
      case 7: {
        const [last] = requests.splice(roll(requests.length + 1), 1);
        if (!last) break;
        try {
          const { refusal } = await undoRequest(
            ledger,
            { ...call, userId: last.userId, owner: last.userId },
            last,
          );
          happened.add(refusal ? 'undo refused' : 'undone');
        } catch (err) {
          if (!(err instanceof InputError)) throw err;
        }
        break;
      }
      case 8: {
        const { undo } = await saveCheckIn(ledger, call, { asked: null, inviteIds: [] }).then((answer) =>
          answer.kind === 'outcome' ? answer : answer.outcome,
        );
        if (undo === null) break;
        requests.push({ userId, requestId: undo });
        happened.add('checked');
        break;
      }
      default:
        if (!first || !second || roll(2) === 0) break;
        requests.push({
          userId,
          requestId: (await joinPeople(ledger, call, { people: [first, second] })).requestId,
        });
        happened.add('joined');
    }
  }
  return happened;
}

let knownByCheck = 0;
it.each([1, 2, 3])('counts what the raw facts say, over a random history (seed %i)', async (seed) => {
  const { ledger } = database;
  const workspaceId = `T${seed}`;
  const happened = await live(ledger, workspaceId, seed);
  expect([...happened]).toEqual(expect.arrayContaining(['anyway', 'undone', 'joined', 'checked']));
  let counted = 0;
  let unearned = 0;
  for (const zone of ['Europe/Berlin', 'Pacific/Chatham', 'America/New_York']) {
    for (const period of boardPeriods) {
      for (const back of [0, 1] as const) {
        const dates = { ...boardWindow(zone, period, back, end), pendingAfter: end - 60 * day };
        const { members } = await ledger.read({ deadlineMs: 10_000 }, (db) =>
          loadBoard(db, { workspaceId, team: null, ...dates }),
        );
        const naive = await naiveTallies(ledger, workspaceId, dates);
        const stored = members
          .map(({ standing: _, ...tally }) => tally)
          .sort((a, b) => (a.userId < b.userId ? -1 : 1));
        expect(stored, `${zone} ${period} ${back}`).toEqual(naive);
        counted += naive.reduce((sum, { accepted, matured }) => sum + accepted + matured, 0);
        unearned += naive.reduce((sum, { accepted, earned }) => sum + accepted - earned, 0);
        const unchecked = await naiveTallies(ledger, workspaceId, dates, { withChecks: false });
        knownByCheck += naive.reduce((sum, { maturedKnown }) => sum + maturedKnown, 0);
        knownByCheck -= unchecked.reduce((sum, { maturedKnown }) => sum + maturedKnown, 0);
      }
    }
  }
  expect(counted).toBeGreaterThan(50);
  expect(unearned).toBeGreaterThan(5);
});

it('was shown invites whose outcome is known by a check alone', () => {
  expect(knownByCheck).toBeGreaterThan(5);
});
