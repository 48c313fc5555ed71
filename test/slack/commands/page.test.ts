import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Headroom, messageOf, startHeadroom } from '../../headroom.ts';
import { ada, boss } from '../workspace.ts';

describe('page', () => {
  let headroom: Headroom;
  beforeEach(async () => {
    headroom = await startHeadroom();
  });
  afterEach(() => headroom.stop());

  it('logs one without a count, says where the month stands, and can be undone', async () => {
    const reply = messageOf(await headroom.slack.as(ada).command('/invites page'));
    expect(reply.text).toBe('Logged 1 PageInvite.\nPageInvites sent this month: 1 of 4');
    expect(reply.buttons().map((button) => button.text)).toEqual(['Undo']);
  });

  it('warns near the month’s limit, refuses what passes it as a whole, and says what helps', async () => {
    expect(await headroom.says(ada, '/invites page 3 Acme')).toBe(
      'Logged 3 PageInvites for Acme.\nPageInvites sent this month: 3 of 4',
    );
    const reply = messageOf(await headroom.slack.as(ada).command('/invites page 2 Acme'));
    expect(reply.text).toBe(
      'Not logged: 3 of 4 PageInvites sent this month, and 2 PageInvites more would pass the limit of Free. ' +
        'Allowed again from 1 Dec 2026, 00:00. Business Plus allows 25.\nAlready sent on LinkedIn? Record it.',
    );
    expect(reply.buttons().map((button) => button.text)).toEqual(['Log Anyway']);
    expect(await headroom.says(ada, '/invites page')).toContain(
      'Warning: 4 of 4 PageInvites sent this month. The limit is reached.',
    );
    expect(await headroom.says(ada, '/invites page')).toContain(
      'Not logged: 4 of 4 PageInvites sent this month, the most for Free.',
    );
  });

  it('records refused ones once, however often the button is pressed', async () => {
    const session = headroom.slack.as(ada);
    const refused = messageOf(await session.command('/invites page 5 Acme'));
    expect(refused.text).toContain('That is more than the limit ever allows.');
    expect(refused.text).toContain(
      'Warning: Recording them would make 5 sends over a limit in 30 days. Going over again and again',
    );
    const pressed = await Promise.all([
      session.press(refused, 'Log Anyway'),
      session.press(refused, 'Log Anyway'),
    ]);
    const texts = (await Promise.all(pressed.map((press) => press.updated()))).map(({ text }) => text).sort();
    expect(texts[0]).toBe('5 PageInvites were logged 24 Nov 2026, 09:00. Nothing more was recorded.');
    expect(texts[1]).toContain(
      'Logged 5 PageInvites for Acme anyway, since they were sent. They count like any others.\n' +
        'PageInvites sent this month: 5 of 4',
    );
    // Five over a cap at once are three over a cap.
    expect(texts[1]).toContain(
      'Warning: 5 sends over a limit in 30 days. Going over again and again can get',
    );
    expect(await headroom.count('entries')).toBe(1);
  });

  it('does not call over a limit what was not recorded', async () => {
    await headroom.says(ada, '/invites page 3');
    for (const _ of [1, 2])
      expect(await headroom.says(ada, '/invites page 4')).toContain(
        'Warning: Recording them would make 4 sends over a limit in 30 days.',
      );
    expect(await headroom.says(ada, '/invites restricted until friday')).not.toContain('over a limit');
  });

  it('starts the next month with none', async () => {
    await headroom.says(ada, '/invites page 4');
    headroom.clock.time = Date.parse('2026-11-30T23:59:59.999Z');
    expect(await headroom.says(ada, '/invites page')).toMatch(/^Not logged/);
    headroom.clock.time += 1;
    expect(await headroom.says(ada, '/invites page')).toContain('PageInvites sent this month: 1 of 4');
  });

  it('says stop while LinkedIn blocks the account, and records it all the same when it was sent', async () => {
    await headroom.says(ada, '/invites restricted until friday');
    const session = headroom.slack.as(ada);
    const refused = messageOf(await session.command('/invites page 5'));
    expect(refused.text).toContain(
      'Not logged: 0 of 4 PageInvites sent this month, and 5 PageInvites more would pass the limit of Free. ' +
        'LinkedIn has blocked this account since 24 Nov 2026, 09:00. That is more than the limit ever allows.',
    );
    expect(await headroom.says(ada, '/invites page')).toContain(
      'Not logged: LinkedIn has blocked this account since 24 Nov 2026, 09:00. Allowed again from 28 Nov 2026, 00:00.',
    );
    await (await session.press(refused, 'Log Anyway')).updated();
    const [entry] = await headroom.ledger.sql`
    select over_cap, quantity, detail -> 'overrode' as overrode from entries where kind = 'page_sent'`;
    expect(entry).toEqual({ over_cap: true, quantity: 5, overrode: ['restricted', 'cap_reached'] });
  });

  it('has meters of its own for each account and each teammate, and moves no meter of connections', async () => {
    await headroom.says(ada, '/invites account add founder');
    expect(await headroom.says(ada, '/invites page 4 Acme as founder')).toContain(
      'Logged 4 PageInvites for Acme, as founder.',
    );
    expect(await headroom.says(ada, '/invites page 4')).toContain('PageInvites sent this month: 4 of 4');
    expect(await headroom.says(boss, '/invites page 4')).toContain('PageInvites sent this month: 4 of 4');
    const quota = await headroom.says(ada, '/invites quota as founder');
    expect(quota).toContain('4 of 4 PageInvites sent this month');
    expect(quota).toContain('0 of about 100 sent in 7 days');
    expect(quota).toContain('Sent today: 0 · Sent this month: 0');
  });
});

describe('page of every form', () => {
  let headroom: Headroom;
  beforeAll(async () => {
    headroom = await startHeadroom();
    await headroom.says(ada, '/invites account sales-navigator');
    await headroom.says(ada, '/invites account add founder');
  });
  afterAll(() => headroom.stop());

  it.each([
    ['3 Acme', '3 PageInvites for Acme'],
    ['Acme', '1 PageInvite for Acme'],
    ['"Acme & Sons"', '1 PageInvite for Acme &amp; Sons'],
    ['2 The  Big *Company*', '2 PageInvites for The Big *Company*'],
    ['1 42', '1 PageInvite for 42'],
    ['as founder 3 Acme', '3 PageInvites for Acme, as founder'],
    ['3M', '1 PageInvite for 3M'],
    ['2 https://www.linkedin.com/company/acme-corp/?trk=x', '2 PageInvites for acme-corp'],
    ['linkedin.com/company/acme-corp', '1 PageInvite for acme-corp'],
  ])('reads %s as %s', async (typed, said) => {
    expect(await headroom.says(ada, `/invites page ${typed}`)).toContain(`Logged ${said}.\n`);
  });

  it('reads the address of a company’s page as Slack sends it', async () => {
    const raw = '/invites page <https://www.linkedin.com/company/acme|linkedin.com/company/acme>';
    const reply = messageOf(await headroom.slack.as(ada).command(raw, { raw: true }));
    expect(reply.text).toContain('Logged 1 PageInvite for acme.');
  });
});

describe('page of bad input', () => {
  let headroom: Headroom;
  beforeAll(async () => {
    headroom = await startHeadroom();
  });
  afterAll(() => headroom.stop());

  it.each([
    ['0', 'The number is from 1 to 100'],
    ['-1', 'The number is from 1 to 100'],
    ['101', 'The number is from 1 to 100'],
    ['1.5 Acme', 'The number is from 1 to 100'],
    ['3,000', 'The number is from 1 to 100'],
    ['99999999999999999999', 'The number is from 1 to 100'],
    ['3 Ac\u0000me', '200 characters at most'],
    [`3 ${'x'.repeat(201)}`, '200 characters at most'],
    ['3 "   "', '200 characters at most'],
    ['Acme as nobody', 'There is no LinkedIn account called nobody'],
    ['Acme as', '`as` needs something after it'],
    ['3 @jane-doe', 'This takes no person. Leave the person out, like `/invites page`.'],
    ['3 "Acme', 'quote'],
    ['x '.repeat(3_000), 'I do not know'],
  ])('answers page %j with a sentence and writes nothing', async (typed, sentence) => {
    const text = await headroom.says(ada, `/invites page ${typed}`);
    expect(text).toContain(sentence);
    expect(text.length).toBeLessThan(700);
    expect(await headroom.count('requests')).toBe(0);
    expect(await headroom.count('pages')).toBe(0);
  });
});
