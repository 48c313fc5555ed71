import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Headroom, messageOf, startHeadroom } from '../../headroom.ts';
import { ada, appToken, boss, signingSecret } from '../workspace.ts';

const jane = 'https://www.linkedin.com/in/jane-doe';

describe.each([{ kind: 'socket', appToken } as const, { kind: 'http', signingSecret } as const])(
  'log over $kind',
  (transport) => {
    let headroom: Headroom;
    beforeAll(async () => {
      headroom = await startHeadroom({ transport });
    });
    afterAll(() => headroom.stop());

    it('records an invitation and says what moved', async () => {
      expect(await headroom.says(ada, `/invites log ${jane} "Jane Doe"`)).toBe(
        'Logged Jane Doe.\n' +
          'Sent in 7 days: 1 of about 100 · Pending: 1 · Accepted today: 0 of 300 (moves when someone accepts)',
      );
      expect(await headroom.count('entries')).toBe(1);
    });

    it('refuses the same person within a week, says from when it is allowed, and offers to record it', async () => {
      headroom.clock.time += 60_000;
      const reply = messageOf(await headroom.slack.as(ada).command('/invites log @jane-doe'));
      expect(reply.text).toBe(
        'Not logged: you invited Jane Doe 24 Nov 2026, 09:00. Allowed again from 1 Dec 2026, 09:00.\n' +
          'Already sent on LinkedIn? Record it.',
      );
      expect(reply.buttons().map((button) => button.text)).toEqual(['Log Anyway']);
      expect(await headroom.count('invites')).toBe(1);
    });

    it('records a refused invitation once, however often the button is pressed', async () => {
      const session = headroom.slack.as(ada);
      const refused = messageOf(await session.command('/invites log @jane-doe'));
      const [one, two] = await Promise.all([
        session.press(refused, 'Log Anyway'),
        session.press(refused, 'Log Anyway'),
      ]);
      const texts = (await Promise.all([one.updated(), two.updated()])).map((message) => message.text).sort();
      expect(texts[0]).toBe('Jane Doe was logged 24 Nov 2026, 09:01. Nothing more was recorded.');
      expect(texts[1]).toMatch(/^Logged Jane Doe anyway, since it was sent\. It counts like any other\./);
      expect(await headroom.count('invites')).toBe(2);
      const [entry] = await headroom.ledger.sql`select detail from entries order by id desc limit 1`;
      expect(entry?.detail).toEqual({ overrode: ['same_person'] });
    });

    it('records once what is delivered twice, and answers the same', async () => {
      const first = await headroom.slack.as(ada).command('/invites log @sam-lee');
      const again = await first.redeliver();
      expect(messageOf(again).text).toBe(messageOf(first).text);
      const refused = await headroom.slack.as(ada).command('/invites log @sam-lee');
      expect(messageOf(refused).text).toMatch(/^Not logged/);
      expect(messageOf(await refused.redeliver()).text).toBe(messageOf(refused).text);
      expect(await headroom.count('invites')).toBe(3);
    });

    it('records one of many logs of one person at the same moment', async () => {
      const session = headroom.slack.as(ada);
      const replies = await Promise.all(
        Array.from({ length: 12 }, () => session.command('/invites log @kim-park')),
      );
      const texts = replies.map((reply) => messageOf(reply).text);
      expect(texts.filter((text) => text.startsWith('Logged'))).toHaveLength(1);
      expect(texts.filter((text) => text.startsWith('Not logged'))).toHaveLength(11);
      expect(await headroom.count('invites')).toBe(4);
    });
  },
);

describe('log', () => {
  let headroom: Headroom;
  beforeAll(async () => {
    headroom = await startHeadroom();
  });
  afterAll(() => headroom.stop());

  it('takes several persons in the order typed, and refuses one that is repeated among them', async () => {
    const text = await headroom.says(ada, '/invites log @ana-1 "Bob Ray" @ana-1');
    expect(text.split('\n').slice(0, 3)).toEqual([
      'Logged ana-1.',
      'Logged Bob Ray.',
      'Not logged: you wrote ana-1 more than once. Once is enough.',
    ]);
  });

  it('asks for the address of another person of the same name', async () => {
    expect(await headroom.says(ada, '/invites log "bob  ray"')).toMatch(
      /^Not logged: you invited a Bob Ray .* Another one\? Give the address\.$/m,
    );
  });

  it('counts a past-dated invitation at its own time, in the caller’s zone', async () => {
    const text = await headroom.says(boss, '/invites log @late-entry at yesterday 11pm');
    expect(text).toMatch(/^Logged late-entry, sent 23 Nov 2026, 23:00\.$/m);
    const [entry] = await headroom.ledger.sql`
      select e.happened_at, e.local_date::text from entries e order by id desc limit 1`;
    expect(entry).toEqual({
      happened_at: '2026-11-24 04:00:00+00',
      local_date: '2026-11-23',
    });
  });

  it('names a colleague who is invited as one of this Slack', async () => {
    expect(await headroom.says(ada, '/invites log @boss')).toMatch(
      /^Logged <@U0BOSS> \(a colleague in this Slack\)\./,
    );
  });

  it('takes a hundred persons at a time and still fits into a message', async () => {
    const hundred = Array.from({ length: 100 }, (_, n) => `@person-${n}`).join(' ');
    const reply = messageOf(await headroom.slack.as(boss).command(`/invites log ${hundred}`));
    expect(reply.text.match(/^Logged person-\d+\.$/gm)).toHaveLength(100);
    expect(reply.text).toContain('Warning: 101 of about 100 sent in 7 days.');
  });
});

describe('log of bad input', () => {
  let headroom: Headroom;
  beforeAll(async () => {
    headroom = await startHeadroom();
  });
  afterAll(() => headroom.stop());

  const people101 = Array.from({ length: 101 }, (_, n) => `@person-${n}`).join(' ');
  it.each([
    ['no person for a teammate', 'for @ada', 'Who?'],
    ['101 persons for a teammate', `${people101} for @ada`, '100 at a time here'],
    ['a company', 'https://www.linkedin.com/company/acme', 'not a person'],
    ['another site', 'https://linkedin.com.evil.example/in/jane', 'LinkedIn'],
    ['a look-alike', 'https://xn--lnkedin-q9a.com/in/jane', 'LinkedIn'],
    ['an unknown option', '@jane-doe becuase met', 'I do not know'],
    ['a date in the future', '@jane-doe at tomorrow', 'still ahead'],
    ['an ambiguous date', '@jane-doe at 03/11', 'day or month'],
    ['a NUL', '"Jane\u0000Doe"', 'control characters'],
    ['8,000 characters', 'x'.repeat(8_000), 'I do not know'],
    ['a name of 8,000 characters', `"${'x'.repeat(8_000)}"`, 'at most 200 characters'],
    ['the whole channel', '<!channel>', 'Write a person as'],
    ['a quote that is not closed', '"Jane Doe', 'quote'],
    ['an e-mail address', 'jane@example.com', 'Write a person as'],
  ])('answers %s with a sentence and writes nothing', async (_, text, sentence) => {
    const reply = messageOf(
      await headroom.slack.as(ada).command(`/invites log ${text}`, { raw: text.includes('<!') }),
    );
    expect(reply.text).toContain(sentence);
    expect(reply.text.length).toBeLessThan(700);
    expect(await headroom.count('requests')).toBe(0);
    expect(await headroom.count('accounts')).toBe(0);
    expect(await headroom.count('people')).toBe(0);
  });

  it.each([
    'محمد الأمين',
    '🦄 Unicorn',
    '田中さくら',
    'Zoë “Zed” O’Hara',
    '*bold* _it_ `code`',
    '<b>&amp;</b> | x',
  ])('records the name %s and says it back harmlessly', async (name) => {
    const reply = messageOf(
      await headroom.slack.as(ada).command(`/invites log "${name.replaceAll('“', '').replaceAll('”', '')}"`),
    );
    expect(reply.text).toMatch(/^Logged /);
    expect(JSON.stringify(reply.blocks)).not.toMatch(/<b>|<!/);
  });
});
