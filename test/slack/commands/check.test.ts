import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Headroom, messageOf, startHeadroom } from '../../headroom.ts';
import { ada, boss } from '../workspace.ts';

describe('check', () => {
  let headroom: Headroom;
  beforeAll(async () => {
    headroom = await startHeadroom();
  });
  afterAll(() => headroom.stop());

  it('tells a newcomer that it is allowed, and makes nobody a teammate', async () => {
    const line = '/invites check https://www.linkedin.com/in/jane-doe "Jane Doe" @sam-lee';
    expect(await headroom.says(ada, line)).toBe(
      'Allowed: Jane Doe.\nAllowed: sam-lee.\n' +
        'Sent in 7 days: 0 of about 100 · Pending: 0 · Accepted today: 0 of 300 (moves when someone accepts)\n' +
        'Nothing was recorded.',
    );
    for (const table of ['requests', 'accounts', 'people', 'person_keys', 'entries'])
      expect(await headroom.count(table), table).toBe(0);
  });

  it('says who in the team invited them, when, and what became of it', async () => {
    await headroom.says(ada, '/invites log https://www.linkedin.com/in/jane-doe "Jane Doe"');
    const text = await headroom.says(boss, '/invites check @jane-doe');
    expect(text.split('\n').slice(0, 2)).toEqual([
      'Allowed: Jane Doe.',
      'Warning: <@U0ADA> invited them 24 Nov 2026, 04:00 (still pending).',
    ]);
    await headroom.says(ada, '/invites accepted @jane-doe');
    expect(await headroom.says(boss, '/invites check @jane-doe')).toContain('04:00 (accepted).');
  });

  it('says why not, and from when it is allowed, before it would be refused', async () => {
    const text = await headroom.says(ada, '/invites check @jane-doe');
    const logged = await headroom.says(ada, '/invites log @jane-doe');
    expect(text.split('\n')[0]).toBe(
      'Not allowed now: you invited Jane Doe 24 Nov 2026, 09:00. Allowed again from 1 Dec 2026, 09:00.',
    );
    expect(logged.split('\n')[0]).toBe(text.split('\n')[0]?.replace('Not allowed now', 'Not logged'));
    expect(text).toContain(
      'Warning: They accepted an invite of yours 24 Nov 2026, 09:00: you are connected.',
    );
  });

  it('keeps a promise that a colleague gave to somebody who does not want to be contacted', async () => {
    await headroom.says(ada, '/invites do-not-contact @kim-park');
    expect(await headroom.says(boss, '/invites check @kim-park')).toMatch(
      /^Not allowed now: kim-park is on the do-not-contact list since .*\. Please do not invite them\.$/m,
    );
  });

  it('says what the warnings of a batch depend on', async () => {
    const hundred = Array.from({ length: 100 }, (_, n) => `@person-${n}`).join(' ');
    const reply = messageOf(await headroom.slack.as(ada).command(`/invites check ${hundred}`));
    const lines = reply.text.split('\n');
    expect(lines.filter((line) => line.startsWith('Allowed: person-'))).toHaveLength(100);
    expect(lines.slice(100)).toEqual([
      'Sent in 7 days: 1 of about 100 · Pending: 0 · Accepted today: 1 of 300 (moves when someone accepts)',
      'If you send them:',
      expect.stringMatching(/^Warning: 101 of about 100 sent in 7 days\. /),
      'Nothing was recorded.',
    ]);
  });

  it('says less of those not allowed in a long list, and that it does', async () => {
    const many = Array.from({ length: 25 }, (_, n) => `@person-${n}`).join(' ');
    const text = await headroom.says(ada, `/invites check @jane-doe ${many}`);
    expect(text).toMatch(/^Not allowed now: you invited Jane Doe .*\nAllowed: person-0\./);
    expect(text).toMatch(
      /Nothing was recorded\. What else is known of those not allowed: check 25 at most\.$/,
    );
  });

  it('checks for another account, and says for which', async () => {
    await headroom.says(ada, '/invites account add founder');
    const text = await headroom.says(ada, '/invites check @jane-doe as founder');
    expect(text.split('\n').slice(0, 3)).toEqual([
      'Allowed: Jane Doe.',
      'Warning: You, from another account, invited them 24 Nov 2026, 09:00 (accepted).',
      'As founder: Sent in 7 days: 0 of about 100 · Pending: 0 · Accepted today: 0 of 300 (moves when someone accepts)',
    ]);
  });

  it('says whom a name may mean: it is a person of its own', async () => {
    await headroom.says(ada, '/invites log https://www.linkedin.com/in/lee-ray "Lee Ray"');
    expect((await headroom.says(boss, '/invites check "lee ray"')).split('\n').slice(0, 2)).toEqual([
      'Allowed: lee ray.',
      'You may mean @lee-ray, called the same: check that, or say that they are one person: /invites same "lee ray" @lee-ray',
    ]);
    await headroom.says(ada, '/invites same "Lee Ray" @lee-ray');
    expect(await headroom.says(boss, '/invites check "lee ray"')).not.toContain('You may mean');
  });

  const people101 = Array.from({ length: 101 }, (_, n) => `@person-${n}`).join(' ');
  it.each([
    ['no person', '', 'Who?'],
    ['101 persons', people101, '100 at a time here'],
    ['a number', '12', 'I do not know “12” here'],
    ['a company', 'https://www.linkedin.com/company/acme', 'not a person'],
    ['an account that is not there', '@jane-doe as sales', 'There is no LinkedIn account called sales here'],
    ['an account without a name', '@jane-doe as', '`as` needs something after it'],
    ['an option of log', '@jane-doe note "Hello"', 'I do not know “note” here'],
  ])('answers %s with a sentence', async (_, text, sentence) => {
    expect(await headroom.says(ada, `/invites check ${text}`)).toContain(sentence);
  });
});
