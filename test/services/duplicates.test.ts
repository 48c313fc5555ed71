import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectLedger, type Ledger } from '../../src/ledger/connect.ts';
import type { Call } from '../../src/services/call.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { logPages } from '../../src/services/log-pages.ts';
import { recordOutcome } from '../../src/services/record-outcome.ts';
import { restrictAccount } from '../../src/services/restrict-account.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { place, saveTeam, saveWorkspace, workspaceId } from '../slack/settings/settings.ts';
import { callOf, person } from './call.ts';

let database: TestLedger;
let processes: readonly Ledger[];
beforeAll(async () => {
  database = await createTestLedger();
  processes = [database.ledger, connectLedger({ url: database.url, hashKey: 'of tests' })];
});
afterAll(async () => {
  await processes[1]?.close();
  await database.drop();
});

type Answer = { readonly kind: string };
/** Each its own request, with a key that its repeated deliveries share. */
const requests: readonly ((ledger: Ledger, call: Call) => Promise<Answer>)[] = [
  (ledger, call) => logInvites(ledger, call, { people: [], unnamed: 79 }),
  (ledger, call) => logInvites(ledger, call, { people: [person('jane'), person('sam')] }),
  (ledger, call) => logInvites(ledger, call, { people: [], unnamed: 20 }),
  (ledger, call) => logPages(ledger, call, { quantity: 4, page: null }),
  (ledger, call) => recordOutcome(ledger, call, { outcome: 'accepted', people: [person('jane')] }),
  (ledger, call) => restrictAccount(ledger, call, { until: null }),
];
const deliveriesInAll = 10_000;
const atOnce = 24;

it('10,000 duplicate deliveries record nothing twice and warn of nothing twice', {
  timeout: 240_000,
}, async () => {
  await saveWorkspace(database.ledger, { managers: ['U0BOSS'] });
  await saveTeam(database.ledger, 1, { name: 'Sales', channel: 'C0GENERAL', managers: ['U0BOSS'] });
  await place(database.ledger, 1, 'U1');
  const calls = requests.map(() => callOf({ workspaceId }));
  const first: Answer[] = [];
  let delivered = 0;
  async function deliver(which: number, ledger: Ledger): Promise<void> {
    const [request, call] = [requests[which], calls[which]];
    if (!request || !call) throw new Error('there is no such request');
    const answer = await request(ledger, call);
    first[which] ??= answer;
    if (!isDeepStrictEqual(answer, first[which])) throw new Error('answered otherwise than the first time');
    delivered += 1;
  }
  // The first deliveries of a request come to both at once; the others whenever.
  for (const which of requests.keys())
    await Promise.all(Array.from({ length: atOnce }, (_, n) => deliver(which, processOf(n))));
  await Promise.all(
    Array.from({ length: atOnce }, async (_, n) => {
      while (delivered < deliveriesInAll) await deliver(delivered % requests.length, processOf(n));
    }),
  );
  const { sql } = database.ledger;
  const entries = await sql`select kind, count(*)::int as n from entries group by kind order by kind`;
  expect(entries.map(({ kind, n }) => `${kind} ${n}`)).toEqual([
    'accepted 1',
    'page_sent 1',
    'restricted 1',
    'sent 101',
  ]);
  const said = await sql<{ said: string }[]>`
    select concat_ws(' ', kind, channel, payload #>> '{meter,limit,id}', payload #>> '{meter,level}') as said
    from deliveries order by id`;
  expect(said.map((row) => row.said)).toEqual([
    'limit_warning C0GENERAL guide reached',
    'limit_warning C0GENERAL page-month reached',
    'paused C0GENERAL',
    'paused_account U0BOSS',
  ]);
});

function processOf(n: number): Ledger {
  const ledger = processes[n % processes.length];
  if (!ledger) throw new Error('there is no such process');
  return ledger;
}
