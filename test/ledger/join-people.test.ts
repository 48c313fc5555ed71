import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensurePeople } from '../../src/ledger/find-people.ts';
import { joinPeople, separatePeople } from '../../src/ledger/join-people.ts';
import { lockPersons } from '../../src/ledger/lock-persons.ts';
import { createTestLedger, type TestLedger } from './database.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger({ verified: false }); // links without the entries that tell them
});
afterAll(() => database.drop());

const deadline = { deadlineMs: 10_000 };
let made = 0;

/** New people of a workspace, by their ids in ascending order. */
async function somePeople(count: number, workspaceId = 'T1'): Promise<number[]> {
  made += 1;
  const keys = Array.from({ length: count }, (_, n) => `in:p${made}-${n}`);
  const { people } = await database.ledger.transact(deadline, (tx) => ensurePeople(tx, workspaceId, keys));
  return [...people.values()].map(({ id }) => id).sort((a, b) => a - b);
}

const join = (a: number, b: number, workspaceId = 'T1') =>
  database.ledger.transact(deadline, (tx) => joinPeople(tx, workspaceId, a, b));
const separate = (a: number, b: number, workspaceId = 'T1') =>
  database.ledger.transact(deadline, (tx) => separatePeople(tx, workspaceId, a, b));

async function groupsOf(ids: readonly number[]): Promise<(number | null)[]> {
  const rows = await database.ledger.sql<{ id: string; group_id: string | null }[]>`
    select id, group_id from people where id = any(${[...ids]}::bigint[]) order by id`;
  return rows.map(({ group_id }) => (group_id === null ? null : Number(group_id)));
}

it('gives all who are joined the smallest of their ids, whichever way round they are told', async () => {
  const ids = await somePeople(5);
  const [a = 0, b = 0, c = 0, d = 0] = ids;
  expect(await join(d, c)).toBe(true);
  expect(await join(b, a)).toBe(true);
  expect(await groupsOf(ids)).toEqual([a, a, c, c, null]);
  expect(await join(d, b)).toBe(true);
  expect(await groupsOf(ids)).toEqual([a, a, a, a, null]);
});

it('adds no link between two who are one already, directly or by others', async () => {
  const ids = await somePeople(3);
  const [a = 0, b = 0, c = 0] = ids;
  await join(a, b);
  await join(b, c);
  const before = await database.ledger.sql`select * from person_links`;
  expect(await join(b, a)).toBe(false);
  expect(await join(a, c)).toBe(false);
  expect(await join(a, a)).toBe(false);
  expect(await database.ledger.sql`select * from person_links`).toEqual(before);
});

it('leaves what other links join, and nobody joined with himself', async () => {
  const ids = await somePeople(4);
  const [a = 0, b = 0, c = 0, d = 0] = ids;
  await join(a, b);
  await join(b, c);
  await join(c, d);
  await separate(b, a);
  expect(await groupsOf(ids)).toEqual([null, b, b, b]);
  await separate(c, d);
  expect(await groupsOf(ids)).toEqual([null, b, b, null]);
  await separate(c, b);
  expect(await groupsOf(ids)).toEqual([null, null, null, null]);
});

it('has the groups that the links make, after any joining and separating', async () => {
  const pair = fc.tuple(fc.nat(5), fc.nat(5)).filter(([a, b]) => a !== b);
  const acts = fc.array(fc.record({ pair, joins: fc.boolean() }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(acts, async (list) => {
      const ids = await somePeople(6);
      const links = new Map<string, readonly [number, number]>();
      /** Slow and plain: the smallest id anybody can reach, spread until nothing changes. */
      const reach = () => {
        const least = [...ids];
        for (let round = 0; round < ids.length; round += 1)
          for (const [a, b] of links.values()) {
            const both = Math.min(least[a] ?? 0, least[b] ?? 0);
            least[a] = both;
            least[b] = both;
          }
        return least;
      };
      for (const { pair, joins } of list) {
        const [a, b] = [Math.min(...pair), Math.max(...pair)];
        const [one = 0, other = 0] = [ids[pair[0]], ids[pair[1]]];
        const areOne = reach()[a] === reach()[b];
        if (joins) expect(await join(one, other)).toBe(!areOne);
        else await separate(one, other);
        if (joins && !areOne) links.set(`${a} ${b}`, [a, b]);
        if (!joins) links.delete(`${a} ${b}`);
      }
      const least = reach();
      const expected = least.map((id) => (least.filter((other) => other === id).length > 1 ? id : null));
      expect(await groupsOf(ids)).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

it('sees the union of joins at the same moment, also where they wait for one another in a circle', async () => {
  for (let round = 0; round < 2; round += 1) {
    const ids = await somePeople(4);
    const [a = 0, b = 0, c = 0, d = 0] = ids;
    await Promise.all([join(c, d), join(b, c), join(a, b), join(d, a)]);
    expect(await groupsOf(ids)).toEqual([a, a, a, a]);
  }
});

it('locks whoever was joined while it waited for the lock', async () => {
  const ids = await somePeople(3);
  const [a = 0, b = 0, c = 0] = ids;
  const key = `in:p${made}-0`;
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let joined = () => {};
  const hasJoined = new Promise<void>((resolve) => {
    joined = resolve;
  });
  const first = database.ledger.transact(deadline, async (tx) => {
    await joinPeople(tx, 'T1', a, b);
    await joinPeople(tx, 'T1', b, c);
    joined();
    await held;
  });
  await hasJoined;
  const second = database.ledger.transact(deadline, (tx) => lockPersons(tx, 'T1', [key]));
  await waitingForALock();
  release();
  await first;
  expect([...new Set((await second).map(({ id }) => id))]).toEqual([a, b, c]);
});

it('keeps workspaces apart', async () => {
  const [a = 0, b = 0] = await somePeople(2, 'T1');
  const [x = 0, y = 0] = await somePeople(2, 'T2');
  await join(x, y, 'T2');
  await expect(join(a, x)).rejects.toThrow();
  await separate(x, y, 'T1');
  expect(await groupsOf([a, b, x, y])).toEqual([null, null, x, x]);
});

async function waitingForALock(): Promise<void> {
  const endsAt = performance.now() + 5_000;
  for (;;) {
    const [row] = await database.ledger.sql<{ n: number }[]>`
      select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    if (row && row.n > 0) return;
    if (performance.now() > endsAt) throw new Error('nobody waits for a lock');
  }
}
