import { addUsage, type UsageChange } from '../../src/ledger/add-usage.ts';
import { appendEntries, type Entry, type EntryFrame } from '../../src/ledger/append-entries.ts';
import type { Ledger } from '../../src/ledger/connect.ts';
import { recordSends } from '../../src/ledger/record-sends.ts';
import { changeAccountType } from '../../src/services/change-account-type.ts';
import { logAnyway } from '../../src/services/log-anyway.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { recordOutcome } from '../../src/services/record-outcome.ts';
import { callOf, person } from '../services/call.ts';

const at = (text: string) => Date.parse(text);
const minute = 60_000;
let requestId = 1_000_000;

/** A history with every kind of fact that something is derived from, in two workspaces. */
export async function writeMixedHistory(ledger: Ledger): Promise<void> {
  for (const workspaceId of ['T1', 'T2']) {
    await sendAndAccept(ledger, workspaceId);
    await addAccounts(ledger, workspaceId);
    await adjust(ledger, workspaceId);
    await joinPeople(ledger, workspaceId);
  }
}

/** What the services record: sends of every manner, outcomes, another type and another zone. */
async function sendAndAccept(ledger: Ledger, workspaceId: string): Promise<void> {
  let now = at('2026-11-20T09:00Z');
  const call = (zone = 'Europe/Berlin') => {
    now += minute;
    return callOf({ workspaceId, now, zone });
  };
  const people = ['ada', 'ben', 'cleo', 'dan', 'eve', 'fay'].map((slug) => ({
    ...person(slug),
    name: `Secret ${slug}`,
  }));
  const [ada = person('ada'), ben = person('ben'), cleo = person('cleo')] = people;
  await logInvites(ledger, call(), { people });
  await logInvites(ledger, call(), { people: [], unnamed: 25 });
  const marked = { marks: ['new_connection' as const], note: 'A secret note' };
  await logInvites(ledger, call(), { people: [person('marked'), person('noted')], manner: marked });
  const { requestId: refused } = await logInvites(ledger, call(), { people: [ada] });
  await logAnyway(ledger, call(), { requestId: refused });
  await changeAccountType(ledger, call(), { type: 'business_plus' });
  await recordOutcome(ledger, call(), { outcome: 'accepted', people: [ada, person('marked')] });
  await recordOutcome(ledger, call(), { outcome: 'ignored', people: [ben] });
  await recordOutcome(ledger, call('Asia/Tokyo'), { outcome: 'accepted', people: [ben] });
  await recordOutcome(ledger, call('Asia/Tokyo'), { outcome: 'declined', people: [cleo] });
}

/** A further account that is there, and one whose adding and type were taken back. */
async function addAccounts(ledger: Ledger, workspaceId: string): Promise<void> {
  for (const [name, type, removedAt] of [
    ['founder', 'sales_navigator', null],
    ['former', 'free', '2026-11-21T09:00Z'],
  ] as const) {
    const [row] = await ledger.sql<{ id: string }[]>`
      insert into accounts (workspace_id, owner, name, type, zone, created_at, removed_at)
      values (${workspaceId}, 'U1', ${name}, ${type}, 'UTC', '2026-11-21T08:00Z', ${removedAt}) returning id`;
    const added = await append(ledger, { workspaceId, accountId: Number(row?.id) }, [
      { ...fact, kind: 'account_added' },
      { ...fact, kind: 'account_changed', detail: { from: 'free', to: 'sales_navigator' } },
    ]);
    if (removedAt !== null) await takeBack(ledger, workspaceId, added);
  }
}

/** Pages, the counter, a warning given, and of each something taken back. */
async function adjust(ledger: Ledger, workspaceId: string): Promise<void> {
  const whose = { workspaceId, accountId: await firstAccount(ledger, workspaceId) };
  const page = { resource: 'page', localDate: fact.localDate } as const;
  const connection = { resource: 'connection', localDate: fact.localDate } as const;
  await append(ledger, whose, [{ ...fact, kind: 'page_sent', quantity: 3 }], [{ ...page, sent: 3 }]);
  await append(
    ledger,
    whose,
    [{ ...fact, kind: 'counter_set', quantity: -7 }],
    [{ ...connection, counter: -7 }],
  );
  const wrong: Entry[] = [
    { ...fact, kind: 'page_sent', quantity: 2 },
    { ...fact, kind: 'counter_set', quantity: 40 },
    { ...fact, kind: 'account_changed', detail: { from: 'business_plus', to: 'free' } },
  ];
  await takeBack(ledger, workspaceId, await append(ledger, whose, wrong));
  const saidOn = '2026-11-23';
  for (const isTakenBack of [false, true]) {
    const request = nextRequest();
    const usage: UsageChange[] = [
      { ...connection, sent: 1 },
      { ...connection, localDate: saidOn, exposureSaid: 1 },
    ];
    await ledger.transact(deadline, (tx) =>
      tx.run(
        recordSends({
          frame: frameOf(whose, request),
          firstOrdinal: 0,
          sentAt: fact.happenedAt,
          localDate: fact.localDate,
          exempt: false,
          note: null,
          sent: [{ personId: null, overCap: false, detail: { exposureSaidOn: saidOn } }],
          usage,
        }),
      ),
    );
    if (!isTakenBack) continue;
    await takeBack(ledger, workspaceId, request);
    await ledger.sql`
      delete from invites where (workspace_id, id) = (
        select workspace_id, invite_id from entries where workspace_id = ${workspaceId} and request_id = ${request} and kind = 'sent')`;
    await ledger.sql`
      update usage set sent = sent - (local_date = ${fact.localDate})::int, exposure_said = exposure_said - (local_date = ${saidOn})::int
      where workspace_id = ${workspaceId} and resource = 'connection' and local_date in (${fact.localDate}, ${saidOn})`;
  }
}

/** Three who are one person, said in two steps, and two who were said to be and are not. */
async function joinPeople(ledger: Ledger, workspaceId: string): Promise<void> {
  const { sql } = ledger;
  const whose = { workspaceId, accountId: await firstAccount(ledger, workspaceId) };
  const rows = await sql<
    { id: string }[]
  >`select id from people where workspace_id = ${workspaceId} order by id`;
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = rows.map(({ id }) => Number(id));
  const joined = (personId: number, other: number): Entry => ({
    ...fact,
    kind: 'joined',
    personId,
    detail: { other },
  });
  await append(ledger, whose, [joined(c, b), joined(c, a)]);
  await takeBack(ledger, workspaceId, await append(ledger, whose, [joined(d, e)]));
  for (const smaller of [a, b]) await sql`insert into person_links values (${workspaceId}, ${smaller}, ${c})`;
  await sql`update people set group_id = ${a} where workspace_id = ${workspaceId} and id in (${a}, ${b}, ${c})`;
}

const deadline = { deadlineMs: 10_000 };
const fact = { happenedAt: at('2026-11-21T08:00Z'), localDate: '2026-11-21' };

function nextRequest(): number {
  requestId += 1;
  return requestId;
}

type Whose = { readonly workspaceId: string; readonly accountId: number };
const frameOf = (whose: Whose, request: number): EntryFrame => ({
  ...whose,
  requestId: request,
  actor: 'U1',
  onBehalf: false,
  source: 'command',
  recordedAt: fact.happenedAt,
});

async function append(
  ledger: Ledger,
  whose: Whose,
  facts: readonly Entry[],
  usage: readonly UsageChange[] = [],
): Promise<number> {
  const request = nextRequest();
  await ledger.transact(deadline, async (tx) => {
    await appendEntries(tx, frameOf(whose, request), facts);
    if (usage.length > 0)
      await tx.run(addUsage({ workspaceId: whose.workspaceId, id: whose.accountId }, usage));
  });
  return request;
}

/** Appends that all of a request was taken back; what follows from it is the caller's to write. */
async function takeBack({ sql }: Ledger, workspaceId: string, request: number): Promise<void> {
  await sql`
    insert into entries (workspace_id, request_id, ordinal, kind, account_id, actor, person_id, invite_id, happened_at,
      local_date, recorded_at, source, undone_request_id, undone_ordinal)
    select workspace_id, ${nextRequest()}, ordinal, 'undone', account_id, actor, person_id, invite_id, happened_at,
      local_date, recorded_at, source, request_id, ordinal
    from entries where workspace_id = ${workspaceId} and request_id = ${request}`;
}

async function firstAccount({ sql }: Ledger, workspaceId: string): Promise<number> {
  const [row] = await sql<{ id: string }[]>`
    select id from accounts where workspace_id = ${workspaceId} and owner = 'U1' and name = ''`;
  return Number(row?.id);
}
