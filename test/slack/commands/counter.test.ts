import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Headroom, messageOf, startHeadroom } from '../../headroom.ts';
import { ada } from '../workspace.ts';

describe('counter', () => {
  let headroom: Headroom;
  beforeEach(async () => {
    headroom = await startHeadroom();
  });
  afterEach(() => headroom.stop());

  const counters = () => headroom.ledger.sql`
  select quantity, local_date::text, detail from entries where kind = 'counter_set' order by id`;

  it('makes the month’s meter agree with LinkedIn’s, and can be undone', async () => {
    const reply = messageOf(await headroom.slack.as(ada).command('/invites counter 2,750'));
    expect(reply.text).toBe(
      'Recorded: LinkedIn shows 2,750 left this month for your account.\n' +
        'Accepted this month: 250 of 3,000 (resets 1 Dec 2026, 00:00)',
    );
    expect(reply.buttons().map((button) => button.text)).toEqual(['Undo']);
    const [stored] = await headroom.ledger.sql`select counter, local_date::text from usage`;
    expect(stored).toEqual({ counter: 250, local_date: '2026-11-24' });
  });

  it('adjusts by what is missing, up or down, and leaves the day’s meter alone', async () => {
    await headroom.says(ada, '/invites log @one @two');
    await headroom.says(ada, '/invites accepted @one @two');
    await headroom.says(ada, '/invites counter 2990');
    await headroom.says(ada, '/invites counter 2995');
    await headroom.says(ada, '/invites counter 2995');
    expect(await counters()).toEqual([
      { quantity: 8, local_date: '2026-11-24', detail: { left: 2990 } },
      { quantity: -5, local_date: '2026-11-24', detail: { left: 2995 } },
      { quantity: 0, local_date: '2026-11-24', detail: { left: 2995 } },
    ]);
    const quota = await headroom.says(ada, '/invites quota');
    expect(quota).toContain('2 of 300 accepted today');
    expect(quota).toContain('5 of 3,000 accepted this month');
  });

  it('blocks when LinkedIn shows none left, and the next month begins with none used', async () => {
    expect(await headroom.says(ada, '/invites counter 0')).toContain(
      'Warning: 3,000 of 3,000 accepted this month. The limit is reached.',
    );
    headroom.clock.time = Date.parse('2026-11-30T23:59:59.999Z');
    expect(await headroom.says(ada, '/invites log @jane-doe')).toMatch(
      /^Not logged: .*3,000 of 3,000 accepted this month.* Allowed again from 1 Dec 2026, 00:00\./,
    );
    headroom.clock.time += 1;
    expect(await headroom.says(ada, '/invites log @jane-doe')).toMatch(/^Logged/);
    expect(await headroom.says(ada, '/invites quota')).toContain('0 of 3,000 accepted this month');
  });

  it('lets a team start in the middle of a month: acceptances go on from there', async () => {
    await headroom.says(ada, '/invites counter 2400');
    await headroom.says(ada, '/invites log @one');
    await headroom.says(ada, '/invites accepted @one');
    expect(await headroom.says(ada, '/invites quota')).toContain('601 of 3,000 accepted this month');
  });

  it('records nothing above the cap, names the type that fits, and how to say so', async () => {
    const reply = messageOf(await headroom.slack.as(ada).command('/invites counter 15,001'));
    expect(reply.text).toBe(
      'Not recorded: your account is Free, which has 3,000 a month at most, and 15,001 is more. ' +
        'Is it Sales Navigator? Say so first: /invites account sales-navigator',
    );
    expect(reply.buttons()).toEqual([]);
    expect(await headroom.says(ada, '/invites counter 3001')).toContain('/invites account business-plus');
    expect(await headroom.says(ada, '/invites counter 30001')).toContain('Look at the number again.');
    expect(await counters()).toEqual([]);
    await headroom.says(ada, '/invites account sales-navigator');
    expect(await headroom.says(ada, '/invites counter 15,001')).toContain(
      'Accepted this month: 14,999 of 30,000',
    );
  });

  it('is that of one account', async () => {
    await headroom.says(ada, '/invites account add founder');
    expect(await headroom.says(ada, '/invites counter as founder 2000')).toContain(
      'left this month for your account founder.',
    );
    expect(await headroom.says(ada, '/invites counter 5000 as founder')).toContain(
      '/invites account business-plus as founder',
    );
    const quota = await headroom.says(ada, '/invites quota');
    expect(quota.match(/\d[\d,]* of 3,000/g)).toEqual(['0 of 3,000', '1,000 of 3,000']);
  });
});

describe('counter of bad input', () => {
  let headroom: Headroom;
  beforeAll(async () => {
    headroom = await startHeadroom();
  });
  afterAll(() => headroom.stop());

  it.each(['', '-1', '1.5', '2.750', '2,75', '27,50', 'many', '99999999999', '2\u0000750', '"2 750"'])(
    'refuses counter %j, shows a right example, and writes nothing',
    async (typed) => {
      expect(await headroom.says(ada, `/invites counter ${typed}`)).toContain('like `/invites counter 2750`');
      expect(await headroom.count('requests')).toBe(0);
    },
  );

  it('takes one number', async () => {
    expect(await headroom.says(ada, '/invites counter 2 750')).toContain('I do not know “750” here');
    expect(await headroom.says(ada, '/invites counter 5 as nobody')).toContain(
      'There is no LinkedIn account called nobody',
    );
    expect(await headroom.count('requests')).toBe(0);
  });
});
