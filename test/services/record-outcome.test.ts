import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import type { PersonRef } from '../../src/linkedin/person.ts';
import { addAccount } from '../../src/services/add-account.ts';
import type { ToldOutcome } from '../../src/services/answers.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { type RecordOutcome, recordOutcome } from '../../src/services/record-outcome.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

const at = (text: string) => Date.parse(text);
const dayMs = 24 * 60 * 60 * 1000;
const now = at('2026-11-24T09:00Z');

/** A teammate at work in UTC; the number of their days ago is when they do it. */
function teammate(userId: string, as?: string) {
  const call = (daysAgo: number) =>
    callOf({ userId, zone: 'UTC', now: now - daysAgo * dayMs, ...(as !== undefined && { as }) });
  return {
    log: (
      people: readonly PersonRef[],
      daysAgo = 0,
      marks: readonly ('third_party' | 'new_connection')[] = [],
    ) => logInvites(database.ledger, call(daysAgo), { people, manner: { marks, note: null } }),
    addFounder: () => addAccount(database.ledger, call(6), { name: 'founder' }),
    logUnnamed: (unnamed: number, daysAgo = 0) =>
      logInvites(database.ledger, call(daysAgo), { people: [], unnamed }),
    tell: (outcome: ToldOutcome, told: Partial<RecordOutcome>, daysAgo = 0) =>
      recordOutcome(database.ledger, call(daysAgo), { outcome, people: [], ...told }),
  };
}

const statesOf = async (owner: string) => {
  const rows = await database.ledger.sql`
    select i.state from invites i join accounts a on a.id = i.account_id where a.owner = ${owner} order by i.sent_at, i.id`;
  return rows.map(({ state }) => state);
};
const entriesOf = (owner: string) => database.ledger.sql`
  select e.kind, e.person_id, e.invite_id, e.detail from entries e join accounts a on a.id = e.account_id
  where a.owner = ${owner} order by e.id`;
const acceptedOf = async (owner: string) => {
  const [row] = await database.ledger.sql`
    select coalesce(sum(accepted), 0)::int as accepted, coalesce(sum(accepted_exempt), 0)::int as exempt
    from usage u join accounts a on a.id = u.account_id where a.owner = ${owner}`;
  return row;
};
describe.each(['accepted', 'declined', 'ignored', 'withdrawn'] as const)('20 times %s at once', (outcome) => {
  it('records one of them, and refuses the others with the state that it brought', async () => {
    const owner = `U20${outcome.toUpperCase()}`;
    const { log, tell } = teammate(owner);
    await log([person(`at-once-${outcome}`)], 10);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => tell(outcome, { people: [person(`at-once-${outcome}`)] })),
    );
    const items = answers.flatMap((answer) => answer.items);
    expect(items.filter((item) => item.recorded)).toHaveLength(1);
    const refused = items.flatMap((item) => ('invite' in item ? (item.invite ?? []) : []));
    expect(refused.map(({ state }) => state)).toEqual(Array(19).fill(outcome));
    expect(await statesOf(owner)).toEqual([outcome]);
    expect((await entriesOf(owner)).map(({ kind }) => kind)).toEqual(['sent', outcome]);
    expect((await acceptedOf(owner))?.accepted).toBe(outcome === 'accepted' ? 1 : 0);
  });
});

it('gives 6 unnamed invites to 3 of 20 that ask for two at once', async () => {
  const { logUnnamed, tell } = teammate('UUNNAMED20');
  await logUnnamed(6, 3);
  const answers = await Promise.all(Array.from({ length: 20 }, () => tell('accepted', { unnamed: 2 })));
  expect(answers.filter(({ items }) => items[0]?.recorded)).toHaveLength(3);
  expect((await acceptedOf('UUNNAMED20'))?.accepted).toBe(6);
});

describe('an account besides the first', () => {
  it('gets the outcome of its own invite, counted there, and said', async () => {
    const owner = 'UTWOACCOUNTS';
    await teammate(owner).log([person('of-the-first')], 5);
    await teammate(owner).addFounder();
    await teammate(owner, 'founder').log([person('of-founder')], 5);
    const { items, standings } = await teammate(owner).tell('accepted', {
      people: [person('of-founder'), person('of-the-first')],
    });
    expect(items).toMatchObject([
      { recorded: true, accountName: 'founder' },
      { recorded: true, accountName: '' },
    ]);
    expect(standings.map(({ accountName, meters }) => [accountName, meters.at(0)?.used])).toEqual([
      ['', 1],
      ['founder', 1],
    ]);
  });

  it('is the only one that `as` looks at', async () => {
    const { items } = await teammate('UTWOACCOUNTS', 'founder').tell('declined', {
      people: [person('of-the-first')],
    });
    expect(items).toEqual([{ person: { key: 'in:of-the-first' }, recorded: false, invite: null }]);
  });

  it('adds its unnamed invites to those of the first, the newest of all going first', async () => {
    const owner = 'UTWOUNNAMED';
    await teammate(owner).logUnnamed(2, 5);
    await teammate(owner).addFounder();
    await teammate(owner, 'founder').logUnnamed(2, 4);
    const { items } = await teammate(owner).tell('ignored', { unnamed: 3 });
    expect(items).toMatchObject([
      { recorded: true, quantity: 1, accountName: '' },
      { recorded: true, quantity: 2, accountName: 'founder' },
    ]);
    const alone = await teammate(owner, 'founder').tell('ignored', { unnamed: 1 });
    expect(alone.items).toMatchObject([{ recorded: false, quantity: 1, pending: 0 }]);
  });
});

describe('a late acceptance', () => {
  it('follows an invite that was ignored, and its entry keeps what it was', async () => {
    const { log, tell } = teammate('ULATE');
    await log([person('late')], 20);
    await tell('ignored', { people: [person('late')] }, 10);
    const { items } = await tell('accepted', { people: [person('late')] });
    expect(items).toMatchObject([{ recorded: true }]);
    expect((await entriesOf('ULATE')).at(-1)).toMatchObject({
      kind: 'accepted',
      detail: { was: { state: 'ignored', at: now - 10 * dayMs } },
    });
  });

  it('follows an invite that has expired, written down or not', async () => {
    const { log, tell } = teammate('UEXPIRED');
    const old = articlePolicy.expireDays.value + 10;
    await log([person('old-1'), person('old-2')], old);
    await database.ledger.sql`
      update invites set state = 'expired', state_at = sent_at + interval '180 days' where person_id =
        (select person_id from person_keys where key = 'in:old-2')`;
    const { items } = await tell('accepted', { people: [person('old-1'), person('old-2')] });
    expect(items.map(({ recorded }) => recorded)).toEqual([true, true]);
    expect((await entriesOf('UEXPIRED')).slice(-2).map(({ detail }) => detail)).toEqual([
      null,
      { was: { state: 'expired', at: now - 10 * dayMs } },
    ]);
  });

  it('follows neither one that was declined nor one that was withdrawn', async () => {
    const { log, tell } = teammate('UCLOSED');
    await log([person('closed-1'), person('closed-2')], 20);
    await tell('declined', { people: [person('closed-1')] }, 10);
    await tell('withdrawn', { people: [person('closed-2')] }, 9);
    const { items } = await tell('accepted', { people: [person('closed-1'), person('closed-2')] });
    expect(items).toMatchObject([
      { recorded: false, invite: { state: 'declined', stateAt: now - 10 * dayMs, tooEarly: false } },
      { recorded: false, invite: { state: 'withdrawn', stateAt: now - 9 * dayMs, tooEarly: false } },
    ]);
  });
});

it('refuses an outcome before the send, and one before what was told later', async () => {
  const { log, tell } = teammate('UBEFORE');
  await log([person('before')], 5);
  const when = (daysAgo: number) => ({ when: { at: now - daysAgo * dayMs, dateOnly: false } });
  const early = await tell('accepted', { people: [person('before')], ...when(6) });
  expect(early.items).toMatchObject([{ recorded: false, invite: { state: 'pending', tooEarly: true } }]);
  await tell('ignored', { people: [person('before')], ...when(2) });
  const between = await tell('accepted', { people: [person('before')], ...when(3) });
  expect(between.items).toMatchObject([{ recorded: false, invite: { state: 'ignored', tooEarly: true } }]);
  expect((await entriesOf('UBEFORE')).map(({ kind }) => kind)).toEqual(['sent', 'ignored']);
});

it('counts acceptances of invites that carry an exception mark apart as well', async () => {
  const { log, tell } = teammate('UEXEMPT');
  await log([person('plain')], 3);
  await log([person('marked')], 3, ['new_connection']);
  await tell('accepted', { people: [person('plain'), person('marked')] });
  expect(await acceptedOf('UEXEMPT')).toEqual({ accepted: 2, exempt: 1 });
});

describe('unnamed invites', () => {
  it('take the outcome newest first, an entry each, without a person', async () => {
    const { logUnnamed, tell } = teammate('UUNNAMED');
    await logUnnamed(2, 5);
    await logUnnamed(3, 2);
    const { items } = await tell('declined', { unnamed: 4 });
    expect(items).toMatchObject([{ person: null, recorded: true, quantity: 4 }]);
    expect(await statesOf('UUNNAMED')).toEqual(['pending', ...Array(4).fill('declined')]);
    const outcomes = (await entriesOf('UUNNAMED')).filter(({ kind }) => kind === 'declined');
    expect(outcomes.map(({ person_id }) => person_id)).toEqual([null, null, null, null]);
    expect(new Set(outcomes.map(({ invite_id }) => invite_id)).size).toBe(4);
  });

  it('are all recorded or none: too few are refused with their number', async () => {
    const { items, undo } = await teammate('UUNNAMED').tell('accepted', { unnamed: 2 });
    expect(items).toEqual([{ person: null, recorded: false, quantity: 2, pending: 1, at: null }]);
    expect(undo).toBeNull();
    expect((await acceptedOf('UUNNAMED'))?.accepted).toBe(0);
  });

  it('are those that were pending at a past time: sent by then, and not expired yet', async () => {
    const { log, logUnnamed, tell } = teammate('UPAST');
    await logUnnamed(1, 185);
    await logUnnamed(1, 184);
    await database.ledger.sql`
      update invites i set state = 'expired', state_at = sent_at + interval '180 days'
      from accounts a where a.id = i.account_id and a.owner = 'UPAST' and sent_at < ${new Date(now - 184.5 * dayMs).toISOString()}`;
    await logUnnamed(1, 20);
    await log([person('named')], 20);
    await logUnnamed(1, 1);
    const when = { when: { at: now - 6 * dayMs, dateOnly: false } };
    const tooMany = await tell('ignored', { unnamed: 4, ...when });
    expect(tooMany.items).toMatchObject([{ recorded: false, pending: 3, at: now - 6 * dayMs }]);
    const three = await tell('ignored', { unnamed: 3, ...when });
    expect(three.items).toMatchObject([{ recorded: true, quantity: 3 }]);
    expect(await statesOf('UPAST')).toEqual(['ignored', 'ignored', 'ignored', 'pending', 'pending']);
  });

  it('hold on the date of the sending for any time of that day', async () => {
    const { logUnnamed, tell } = teammate('UDATE');
    await logUnnamed(1, 1);
    const noonBefore = { when: { at: at('2026-11-23T08:00Z'), dateOnly: true } };
    const { items } = await tell('accepted', { unnamed: 1, ...noonBefore });
    expect(items).toMatchObject([{ recorded: true, at: now - dayMs }]);
  });

  it('have expired after 180 days', async () => {
    const { logUnnamed, tell } = teammate('UOLD');
    await logUnnamed(1, 181);
    expect((await tell('withdrawn', { unnamed: 1 })).items).toMatchObject([{ recorded: false, pending: 0 }]);
  });
});
