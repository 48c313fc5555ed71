import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTick, type Tick } from '../../src/jobs/tick.ts';
import { connectLedger, type Ledger } from '../../src/ledger/connect.ts';
import { createMetrics } from '../../src/metrics.ts';
import type { DigestFields } from '../../src/services/digest-days.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { saveTeamSettings } from '../services/digests.ts';
import { recordLog } from '../slack/workspace.ts';
import { type Down, type Expected, naiveCalendar, type Since } from './naive-calendar.ts';

const start = Date.parse('2026-01-01T00:00:30Z');
const end = Date.parse('2026-12-31T23:59:00Z');
const minuteMs = 60_000;
const changesOfTheYear = 30;
const randomMinutes = 60;
/** The teams whose settings are not changed by chance: what they tell of daylight saving stands fast. */
const untouched = 6;

/** Half past two does not exist in Berlin on 29 March and exists twice on 25 October; the others have their own such days. */
const teams: readonly DigestFields[] = [
  team('Europe/Berlin', '02:30', [4, 7]),
  team('America/New_York', '02:30', [7, 1]),
  team('Asia/Kolkata', '16:30', [1, 2, 3, 4, 5], 'week', [
    '2026-01-26',
    '2026-08-15',
    '2026-10-02',
    '2026-10-20',
  ]),
  team('Pacific/Chatham', '03:00', [6, 7]),
  team('America/St_Johns', '00:01', [1, 3, 5], 'day', ['2026-07-01', '2026-12-25']),
  team('Australia/Lord_Howe', '02:15', [7, 1]),
  team('Africa/Casablanca', '02:30', [7], 'week'),
  team('Asia/Kathmandu', '09:15', [2, 4], 'day', ['2026-04-14', '2026-10-20', '2026-10-22']),
  team('America/Nuuk', '23:30', [6]),
  team('Pacific/Apia', '17:00', [2, 3, 4, 5, 6], 'week', ['2026-06-02', '2026-06-03']),
  team('America/Sao_Paulo', '16:30', [1, 2, 4], 'day', ['2026-02-16', '2026-02-17', '2026-09-07']),
  team('Africa/Cairo', '00:30', [4, 5]),
];
const downs: readonly Down[] = [
  { from: Date.parse('2026-03-27T12:00:00Z'), to: Date.parse('2026-03-30T02:00:00Z') },
  { from: Date.parse('2026-09-16T17:30:00Z'), to: Date.parse('2026-09-16T21:00:00Z') },
];

function team(
  zone: string,
  digestAt: string,
  workingDays: readonly number[],
  digestEvery: 'day' | 'week' = 'day',
  holidays: readonly string[] = [],
): DigestFields {
  return { zone, digestAt, workingDays, digestEvery, holidays };
}

/** The same numbers each time (mulberry32): each from 0 up to 1. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const seed = Number(process.env.SEED ?? 20_260_101);
const roll = dice(seed);
const upTo = (limit: number) => Math.floor(roll() * limit);
const pick = <T>(choices: readonly [T, ...T[]]): T => choices[upTo(choices.length)] ?? choices[0];
/** A minute of the year at which somebody ticks. */
function someMinute(): number {
  const at = start + 30_000 + upTo((end - start) / minuteMs - 60) * minuteMs;
  return downs.some(({ from, to }) => at >= from && at <= to) ? someMinute() : at;
}

/** Settings that somebody saves half a minute after a minute of the year, one team after the other. */
function changed(now: DigestFields): DigestFields | null {
  const pad = (count: number) => String(count).padStart(2, '0');
  return pick<() => DigestFields | null>([
    () => ({ ...now, digestAt: `${pad(upTo(24))}:${pad(upTo(60))}` }),
    () => ({ ...now, digestAt: `${pad(upTo(24))}:${pad(upTo(60))}` }),
    () => ({
      ...now,
      zone: pick([
        'Pacific/Kiritimati',
        'Pacific/Pago_Pago',
        'Europe/Lisbon',
        'Asia/Tokyo',
        'America/Denver',
      ]),
    }),
    () => ({
      ...now,
      zone: pick([
        'Pacific/Auckland',
        'Pacific/Honolulu',
        'Asia/Kolkata',
        'America/St_Johns',
        'Africa/Cairo',
      ]),
    }),
    () => ({ ...now, digestEvery: now.digestEvery === 'day' ? 'week' : 'day' }),
    () => ({ ...now, workingDays: pick([[1, 2, 3, 4, 5], [3], [6, 7], [1, 4]]) }),
    () => null,
  ])();
}

const histories: readonly Since[][] = teams.map((fields) => [{ at: start, fields }]);
/** In the order of time: a time that is over already, a zone where it is tomorrow, and a later time after today's was posted. */
const written: readonly (readonly [index: number, at: string, change: Partial<DigestFields>])[] = [
  [4, '2026-03-02T03:20:30Z', { digestAt: '00:05' }],
  [4, '2026-05-04T02:00:30Z', { zone: 'Asia/Tokyo' }],
  [5, '2026-06-07T14:00:30Z', { digestAt: '23:00' }],
  [5, '2026-06-08T12:00:30Z', { digestAt: '09:00' }],
  [4, '2026-08-03T00:00:30Z', { zone: 'Pacific/Kiritimati', digestAt: '13:00' }],
  [4, '2026-08-03T00:10:30Z', { digestAt: '14:05' }],
  [4, '2026-08-03T00:20:30Z', { zone: 'America/Los_Angeles', digestAt: '17:21' }],
  [0, '2026-11-01T23:40:30Z', { digestAt: '00:30' }],
];
for (const [index, at, change] of written) {
  const history = histories[index];
  const last = history?.at(-1)?.fields;
  if (last) history?.push({ at: Date.parse(at), fields: { ...last, ...change } });
}
for (const at of Array.from({ length: changesOfTheYear }, someMinute).sort((a, b) => a - b)) {
  const history = histories[untouched + upTo(histories.length - untouched)];
  const last = history?.at(-1)?.fields ?? team('Europe/Madrid', '16:30', [1, 2, 3, 4, 5]);
  history?.push({ at: at + 30_000, fields: history.at(-1)?.fields === null ? last : changed(last) });
}
const expected: readonly Expected[][] = histories.map((history) => naiveCalendar(history, downs, end));

let database: TestLedger;
let replicas: { readonly ledger: Ledger; readonly tick: Tick }[] = [];
let now = start;
beforeAll(async () => {
  database = await createTestLedger();
  const { log } = recordLog();
  replicas = [1, 2].map(() => {
    const ledger = connectLedger({ url: database.url, hashKey: 'of tests' });
    return {
      ledger,
      tick: startTick({ ledger, clock: { now: () => now }, log, metrics: createMetrics(), byHand: true }),
    };
  });
});
afterAll(async () => {
  for (const { tick, ledger } of replicas) {
    await tick.stop();
    await ledger.close();
  }
  await database.drop();
});

const workspaceOf = (index: number) => `T${index + 1}`;
/** The minute at which what is due is claimed: the next one, or the first after a time when nobody ticked. */
function claimedAt(dueAt: number): number {
  const minute = Math.ceil(dueAt / minuteMs) * minuteMs;
  return downs.find(({ from, to }) => minute > from && minute < to)?.to ?? minute;
}

it(`posts in a year what the calendar says, each digest once (SEED=${seed})`, async () => {
  const all = expected.flat();
  const minutes = new Set([
    ...all.flatMap(({ dueAt }) => [claimedAt(dueAt), ...(roll() < 0.1 ? [claimedAt(dueAt) - minuteMs] : [])]),
    ...Array.from({ length: randomMinutes }, someMinute),
    ...downs.map(({ to }) => to),
    end,
  ]);
  const ticks = [...minutes].map((at) => ({
    at,
    work: () => Promise.all(replicas.map(({ tick }) => tick.run())),
  }));
  const changes = histories.flatMap((history, index) =>
    history.map(({ at, fields }, nth) => ({
      at,
      work: () =>
        saveTeamSettings(
          database.ledger,
          { workspaceId: workspaceOf(index), team: 1, version: nth + 1 },
          fields ?? { channel: null },
          at,
        ),
    })),
  );
  for (const { at, work } of [...ticks, ...changes].sort((a, b) => a.at - b.at)) {
    if (downs.some(({ from, to }) => at > from && at < to)) continue;
    now = at;
    await work();
  }

  const rows = await database.ledger.sql<{ workspace: string; date: string; result: string; at: Date }[]>`
    select workspace_id as workspace, local_date::text as date, result, claimed_at as at from digests`;
  const said = (one: { workspace: string; date: string; result: string; at: number }) =>
    `${one.workspace} ${one.date} ${one.result} ${new Date(one.at).toISOString()}`;
  const posted = rows.map((row) => said({ ...row, at: new Date(row.at).getTime() }));
  const wanted = expected.flatMap((digests, index) =>
    digests.map(({ date, dueAt, result }) =>
      said({ workspace: workspaceOf(index), date, result, at: claimedAt(dueAt) }),
    ),
  );
  expect(posted.sort()).toEqual(wanted.sort());

  const queued = await database.ledger.sql<{ workspace: string; date: string; from: number; to: number }[]>`
    select workspace_id as workspace, payload ->> 'date' as date, (payload -> 'from')::bigint::float as from,
      (payload -> 'to')::bigint::float as to from deliveries where kind = 'digest' order by id`;
  expect(queued.map(({ workspace, date }) => `${workspace} ${date}`).sort()).toEqual(
    rows
      .filter(({ result }) => result === 'queued')
      .map(({ workspace, date }) => `${workspace} ${date}`)
      .sort(),
  );
  // Each tells from where the one before ended.
  const last = new Map<string, number>();
  for (const { workspace, from, to } of queued) {
    if (last.has(workspace)) expect(from).toBe(last.get(workspace));
    last.set(workspace, to);
  }
}, 120_000);

it('had all kinds of days in it', () => {
  const all = expected.flat();
  expect(all.length).toBeGreaterThan(500);
  expect(all.filter(({ result }) => result === 'missed').length).toBeGreaterThan(2);
  // Due at once, since the new time was over.
  expect(all.filter(({ dueAt }) => dueAt % minuteMs !== 0).length).toBeGreaterThan(1);
});

it.each([
  ['does not exist', 0, '2026-03-29', '2026-03-29T01:30'],
  ['exists twice', 0, '2026-10-25', '2026-10-25T00:30'],
  ['does not exist', 1, '2026-03-08', '2026-03-08T07:30'],
  ['exists once, an hour earlier', 1, '2026-11-01', '2026-11-01T07:30'],
  ['does not exist', 3, '2026-09-27', '2026-09-26T14:15'],
  ['exists twice', 3, '2026-04-05', '2026-04-04T13:15'],
  ['does not exist, by half an hour', 5, '2026-10-04', '2026-10-03T15:45'],
] as const)('knew that a time %s', (_what, index, date, at) => {
  const { zone, digestAt } = teams[index] ?? team('UTC', '00:00', []);
  const fields = team(zone, digestAt, [1, 2, 3, 4, 5, 6, 7]);
  const days = naiveCalendar([{ at: start, fields }], [], end);
  expect(days.find((one) => one.date === date)?.dueAt).toBe(Date.parse(`${at}Z`));
});
