import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addSettings } from '../../src/ledger/read-settings.ts';
import type { Call } from '../../src/services/call.ts';
import { checkPeople } from '../../src/services/check-people.ts';
import { eraseOldPeople } from '../../src/services/erase-old-people.ts';
import { expireInvites } from '../../src/services/expire-invites.ts';
import { joinPeople } from '../../src/services/join-people.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { objectToContact } from '../../src/services/object-to-contact.ts';
import { readHistory } from '../../src/services/read-history.ts';
import { readQuota } from '../../src/services/read-quota.ts';
import { recordOutcome } from '../../src/services/record-outcome.ts';
import { restrictAccount } from '../../src/services/restrict-account.ts';
import { workspaceSettings } from '../../src/services/settings.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

const dayMs = 24 * 3_600_000;
const now = Date.parse('2026-11-24T09:00:00Z');
/** Twelve months before, in Berlin. */
const edge = Date.parse('2025-11-24T09:00:00Z');
const zone = 'Europe/Berlin';
let workspaces = 0;
let workspaceId = '';
beforeEach(async () => {
  workspaces += 1;
  workspaceId = `T${workspaces}`;
  await keepFor(12);
});

async function keepFor(retentionMonths: number | null, version = 1): Promise<void> {
  const document = workspaceSettings.parse({ retentionMonths });
  await database.ledger.transact({ deadlineMs: 10_000 }, (tx) =>
    addSettings(tx, {
      workspaceId,
      subject: 'workspace',
      version,
      document,
      changedAt: 0,
      changedBy: 'UBOSS',
    }),
  );
}

const ada = (given: Partial<Call> = {}) => callOf({ workspaceId, userId: 'U1', now, ...given });
const nightly = { zone, now, deadlineMs: 10_000, stopping: new AbortController().signal };
const erase = (given: Partial<typeof nightly> = {}) =>
  eraseOldPeople(database.ledger, { workspaceId, ...nightly, ...given });
/** An invitation with a note, accepted at once. */
async function over(slug: string, at: number): Promise<void> {
  const people = [{ ...person(slug), name: `The ${slug}` }];
  await logInvites(database.ledger, ada({ now: at }), {
    people,
    manner: { marks: [], note: `Hello ${slug}!` },
  });
  await recordOutcome(database.ledger, ada({ now: at }), { outcome: 'accepted', people });
}
async function left() {
  const { sql } = database.ledger;
  const keys = await sql<
    { key: string }[]
  >`select key from person_keys where workspace_id = ${workspaceId} order by 1`;
  const names = await sql<
    { name: string }[]
  >`select name from people where workspace_id = ${workspaceId} and name is not null order by 1`;
  const notes = await sql<
    { text: string }[]
  >`select text from notes where workspace_id = ${workspaceId} order by 1`;
  return [...keys.map(({ key }) => key), ...names.map(({ name }) => name), ...notes.map(({ text }) => text)];
}

describe('people whose last entry is as old as the workspace keeps it', () => {
  it('lose their names, their keys and the notes to them; entries, invites and counts stay', async () => {
    await over('jane', edge);
    await over('sam', edge + 1);
    const counts = () => database.ledger.sql`
      select (select count(*) from entries where workspace_id = ${workspaceId}) as entries,
        (select count(*) from invites where workspace_id = ${workspaceId} and person_id is not null) as invites,
        (select sum(sent) from usage where workspace_id = ${workspaceId}) as sent`;
    const before = [await counts(), await readQuota(database.ledger, ada())];
    expect(await erase()).toBe(1);
    expect(await left()).toEqual(['in:sam', 'The sam', 'Hello sam!']);
    expect([await counts(), await readQuota(database.ledger, ada())]).toEqual(before);
    const { lines } = await readHistory(database.ledger, ada(), {});
    expect(lines.map(({ kind, person }) => [kind, person && 'somebody'])).toEqual([
      ['accepted', 'somebody'],
      ['sent', 'somebody'],
      ['accepted', null],
      ['sent', null],
    ]);
  });

  it('are erased once, however many do it at the same time', async () => {
    for (const slug of ['jane', 'sam', 'kim']) await over(slug, edge - dayMs);
    const counts = await Promise.all([erase(), erase(), erase()]);
    expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(3);
    expect(await left()).toEqual([]);
    expect(await erase()).toBe(0);
  });

  it('are kept for ever where nothing is set', async () => {
    await keepFor(null, 2);
    await over('jane', edge - 900 * dayMs);
    expect(await erase()).toBe(0);
    expect(await left()).toContain('in:jane');
  });

  it('are kept while something was recorded about whoever is joined with them', async () => {
    await over('jane', edge - dayMs);
    await over('janet', edge - dayMs);
    await joinPeople(database.ledger, ada({ now: edge - dayMs }), {
      people: [person('jane'), person('janet')],
    });
    await logInvites(database.ledger, ada({ now: edge + 10 * dayMs }), { people: [person('janet')] });
    await recordOutcome(database.ledger, ada({ now: edge + 10 * dayMs }), {
      outcome: 'declined',
      people: [person('janet')],
    });
    expect(await erase()).toBe(0);
    expect(await erase({ now: now + 11 * dayMs })).toBe(2);
    expect(await left()).toEqual([]);
  });

  it('are kept while an invite is pending, and go in the night in which it expires', async () => {
    await keepFor(1, 2);
    const sentAt = now - 100 * dayMs;
    await logInvites(database.ledger, ada({ now: sentAt }), { people: [person('jane')] });
    expect(await erase()).toBe(0);
    const later = { ...nightly, now: sentAt + 180 * dayMs };
    expect(await expireInvites(database.ledger, { workspaceId, ...later })).toBe(1);
    expect(await erase(later)).toBe(1);
    expect(await left()).toEqual([]);
  });

  it('are erased too when all that was logged of them was refused', async () => {
    const refused = async (slug: string, at: number) => {
      const call = ada({ now: at, userId: 'U2' });
      const { items } = await logInvites(database.ledger, call, { people: [person(slug)] });
      expect(items.map((item) => item.refused)).toEqual([true]);
    };
    await restrictAccount(database.ledger, ada({ now: edge - 4 * dayMs, userId: 'U2' }), { until: null });
    await refused('refused', edge - 3 * dayMs);
    await over('last-old', edge - 2 * dayMs);
    await refused('refused-lately', now - dayMs);
    expect(await left()).toContain('in:refused');
    expect(await erase()).toBe(2);
    expect(await left()).toEqual(['in:refused-lately']);
  });

  it('stay on the do-not-contact list', async () => {
    await over('jane', edge - dayMs);
    await objectToContact(database.ledger, ada({ now: edge - dayMs }), { people: [person('jane')] });
    expect(await erase()).toBe(1);
    const check = await checkPeople(database.ledger, ada(), { people: [person('jane')] });
    expect(JSON.stringify(check.items)).toContain('do_not_contact');
  });

  it('are somebody new when they are written again', async () => {
    await over('jane', edge - dayMs);
    await erase();
    const { items } = await logInvites(database.ledger, ada(), { people: [person('jane')] });
    expect(items.map(({ refused }) => refused)).toEqual([false]);
    const about = await readHistory(database.ledger, ada(), { person: person('jane') });
    expect(about.lines.map(({ kind }) => kind)).toEqual(['sent']);
  });
});

it('gives a key to somebody new when its person is erased while it is logged', async () => {
  await over('jane', edge - dayMs);
  const session = database.ledger.session();
  try {
    let logging: Promise<unknown> = Promise.resolve();
    await session.begin(async (tx) => {
      await tx`select from people where workspace_id = ${workspaceId} for update`;
      logging = logInvites(database.ledger, ada(), { people: [person('jane')] });
      await vi.waitFor(async () => {
        const [waiting] = await database.ledger.sql<{ n: number }[]>`
          select count(*)::int as n from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        expect(waiting?.n).toBe(1);
      }, 5_000);
      await tx`delete from person_keys where workspace_id = ${workspaceId}`;
      await tx`update people set name = null where workspace_id = ${workspaceId}`;
    });
    await logging;
  } finally {
    await session.end();
  }
  const [sent] = await database.ledger.sql<{ key: string | null }[]>`
    select (select key from person_keys k where k.workspace_id = i.workspace_id and k.person_id = i.person_id) as key
    from invites i where workspace_id = ${workspaceId} and state = 'pending'`;
  expect(sent).toEqual({ key: 'in:jane' });
});
