import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Headroom, messageOf, startHeadroom } from '../../headroom.ts';
import { ada, boss } from '../workspace.ts';

let headroom: Headroom;
beforeAll(async () => {
  headroom = await startHeadroom();
});
afterAll(() => headroom.stop());

it('shows the account type without making anybody a teammate', async () => {
  expect(await headroom.says(ada, '/invites account')).toMatch(/^LinkedIn account: Free\n/);
  expect(await headroom.count('accounts')).toBe(0);
});

it.each(['sales-navigator', 'Sales Navigator', 'SALES_NAVIGATOR'])(
  'takes the type written %s',
  async (typed) => {
    await headroom.says(ada, '/invites account free');
    expect(await headroom.says(ada, `/invites account ${typed}`)).toMatch(
      /^Your LinkedIn account is Sales Navigator from now on \(it was Free\)/,
    );
  },
);

it('changes the caps from then on, and what was counted stays counted', async () => {
  await headroom.says(ada, '/invites account free');
  await headroom.says(ada, '/invites log @jane-doe');
  await headroom.says(ada, '/invites accepted @jane-doe');
  expect(await headroom.says(ada, '/invites account business-plus')).toContain(
    'Accepted today: 1 of 500 · Accepted this month: 1 of 15,000',
  );
});

it('says it when nothing changes, and appends nothing', async () => {
  await headroom.says(ada, '/invites account free');
  const before = await headroom.count('entries');
  expect(await headroom.says(ada, '/invites account free')).toMatch(
    /^Your LinkedIn account was Free already\./,
  );
  expect(await headroom.count('entries')).toBe(before);
});

it('refuses a type that LinkedIn does not sell, and shows those it does', async () => {
  expect(await headroom.says(ada, '/invites account platinum')).toContain('`business-plus`');
});

describe('a second account', () => {
  it('is added, said how to use, and can be undone', async () => {
    const reply = messageOf(await headroom.slack.as(boss).command('/invites account add "My Founder"'));
    expect(reply.text).toBe(
      'Added your LinkedIn account my founder (Free).\n' +
        'Name it in a command: /invites log @jane-doe as "my founder"\n' +
        'Another type? /invites account sales-navigator as "my founder"',
    );
    expect(reply.buttons().map((button) => button.text)).toEqual(['Undo']);
    expect(await headroom.says(boss, '/invites log @sam-lee as "My Founder"')).toContain(
      'Logged sam-lee, as my founder.',
    );
    const [row] = await headroom.ledger.sql`
      select a.type, a.zone, e.kind, e.local_date::text from accounts a
      join entries e on e.workspace_id = a.workspace_id and e.account_id = a.id where a.name = 'my founder'`;
    expect(row).toEqual({
      type: 'free',
      zone: 'America/New_York',
      kind: 'account_added',
      local_date: '2026-11-24',
    });
  });

  it('has a type of its own', async () => {
    await headroom.says(ada, '/invites account free');
    await headroom.says(ada, '/invites account add founder');
    expect(await headroom.says(ada, '/invites account business-plus as founder')).toMatch(
      /^Your LinkedIn account founder is Business Plus from now on \(it was Free\)/,
    );
    expect(await headroom.says(ada, '/invites account business-plus as Founder')).toMatch(
      /^Your LinkedIn account founder was Business Plus already\./,
    );
    const both = await headroom.says(ada, '/invites account');
    expect(both).toMatch(/^First account: Free\n1 of 300/);
    expect(both).toContain('\nfounder: Business Plus\n0 of 500 accepted today');
    expect(both).toContain('0 of 25 PageInvites sent this month');
    expect(await headroom.says(ada, '/invites account as founder')).toMatch(/^founder: Business Plus\n/);
  });

  it('is added once: its name says so, and nothing is recorded', async () => {
    await headroom.says(ada, '/invites account add twice');
    const before = await headroom.count('entries');
    const reply = messageOf(await headroom.slack.as(ada).command('/invites account add "TWICE"'));
    expect(reply.text).toMatch(
      /^You have an account called twice \(Free\) already\. Nothing was recorded\.\n/,
    );
    expect(reply.buttons()).toEqual([]);
    expect(await headroom.count('entries')).toBe(before);
  });

  it('is added once by many at the same moment', async () => {
    const session = headroom.slack.as(ada);
    const replies = await Promise.all(
      Array.from({ length: 12 }, () => session.command('/invites account add race')),
    );
    expect(replies.filter((reply) => messageOf(reply).text.startsWith('Added'))).toHaveLength(1);
  });

  it('comes back when its adding was undone', async () => {
    const session = headroom.slack.as(ada);
    const added = messageOf(await session.command('/invites account add gone'));
    await (await session.press(added, 'Undo')).updated();
    expect(await headroom.says(ada, '/invites account')).not.toContain('gone');
    expect(await headroom.says(ada, '/invites log @jane-gone as gone')).toContain(
      'no LinkedIn account called gone',
    );
    expect(await headroom.says(ada, '/invites account add gone')).toMatch(
      /^Added your LinkedIn account gone/,
    );
    expect(await headroom.says(ada, '/invites log @jane-gone as gone')).toContain(
      'Logged jane-gone, as gone.',
    );
    const rows = await headroom.ledger.sql`
      select kind from entries e join accounts a on a.id = e.account_id where a.name = 'gone' order by e.id`;
    expect(rows.map((row) => row.kind)).toEqual(['account_added', 'undone', 'account_added', 'sent']);
  });

  it('is one of 20 at most, and all of them can be seen', async () => {
    for (let n = 1; n < 20; n += 1) await headroom.says(boss, `/invites account add "number ${n}"`);
    expect(await headroom.says(boss, '/invites account add another')).toMatch(/^Not added: /);
    const listed = messageOf(await headroom.slack.as(boss).command('/invites account'));
    expect(listed.text).toContain('\nnumber 1: Free');
    expect(messageOf(await headroom.slack.as(boss).command('/invites quota')).text).toContain(
      '\nnumber 1 (Free)',
    );
  });

  it.each([
    ['add', 'right after `add`, like `/invites account add founder`'],
    ['add as founder', 'right after `add`'],
    ['add my founder', 'in quotes, like `/invites account add "my founder"`'],
    ['add at', 'means something else here'],
    ['add "First Account"', 'means something else here'],
    ['add "they-invited-me"', 'means something else here'],
    ['add free', 'is an account type'],
    ['add a/b', 'cannot be the name of an account'],
    [`add ${'x'.repeat(41)}`, '40 at most'],
    ['add fou\u0000nder', 'cannot be the name of an account'],
    ['add *', 'cannot be the name of an account. Use letters, digits'],
    ['add ""', 'cannot be the name of an account'],
    ['add @jane-doe', 'This takes no person'],
    ['free as nobody', 'There is no LinkedIn account called nobody'],
    ['as nobody', 'There is no LinkedIn account called nobody'],
    ['as "no body"', 'Add it first: `/invites account add "no body"`'],
    ['founder', 'The account types are'],
  ])('answers account %j with a sentence and writes nothing', async (typed, sentence) => {
    const before = await headroom.count('requests');
    expect(await headroom.says(ada, `/invites account ${typed}`)).toContain(sentence);
    expect(await headroom.count('requests')).toBe(before);
  });
});
