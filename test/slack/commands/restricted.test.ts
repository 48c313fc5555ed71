import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Headroom, messageOf, startHeadroom } from '../../headroom.ts';
import { ada, boss } from '../workspace.ts';

const dayMs = 24 * 60 * 60 * 1000;

describe('restricted and lifted', () => {
  let headroom: Headroom;
  beforeEach(async () => {
    headroom = await startHeadroom();
  });
  afterEach(() => headroom.stop());
  const restrictions = () => headroom.ledger.sql`
    select kind, detail -> 'until' as until from entries where kind in ('restricted', 'lifted') order by id`;

  describe('restricted', () => {
    it('says plainly what follows, to nobody else, and can be undone', async () => {
      const result = await headroom.slack.as(ada).command('/invites restricted until friday');
      const reply = messageOf(result);
      expect(reply.text).toBe(
        'Recorded: LinkedIn has blocked your account; it ends 28 Nov 2026, 00:00.\n' +
          'Stop sending: until 28 Nov 2026, 00:00 logs and checks for it are refused, PageInvites too. ' +
          'Over earlier? Type /invites lifted.\n' +
          'Only you see this reply. Nobody is sent a message about it. Managers see the block, and when it ends, on their Home and in your quota.',
      );
      expect(reply.ephemeral).toBe(true);
      expect(reply.buttons().map((button) => button.text)).toEqual(['Undo']);
      expect(await headroom.says(boss, '/invites quota @ada')).toContain('LinkedIn has blocked this account');
    });

    it('stops every log until the end of the day, in the owner’s zone', async () => {
      await headroom.says(boss, '/invites restricted until 2026-11-26');
      headroom.clock.time = Date.parse('2026-11-27T04:59:59.999Z');
      expect(await headroom.says(boss, '/invites log @jane-doe')).toContain(
        'LinkedIn has blocked this account since 24 Nov 2026, 04:00. Allowed again from 27 Nov 2026, 00:00.',
      );
      headroom.clock.time += 1;
      expect(await headroom.says(boss, '/invites log @jane-doe')).toContain('Logged jane-doe.');
    });

    it('holds until it is lifted when no end is known', async () => {
      expect(await headroom.says(ada, '/invites restricted')).toContain(
        'Recorded: LinkedIn has blocked your account; no end is known.\n' +
          'Stop sending: until you type /invites lifted, logs and checks',
      );
      headroom.clock.time += 60 * dayMs;
      expect(await headroom.says(ada, '/invites log @jane-doe')).toMatch(/^Not logged/);
      await headroom.says(ada, '/invites lifted');
      expect(await headroom.says(ada, '/invites log @jane-doe')).toMatch(/^Logged/);
    });

    it('changes the end while it holds, and is no second restriction', async () => {
      await headroom.says(ada, '/invites restricted');
      headroom.clock.time += dayMs;
      const changed = await headroom.says(ada, '/invites restricted until sunday');
      expect(changed).toContain(
        'Changed: LinkedIn has blocked your account since 24 Nov 2026, 09:00; now it ends 30 Nov 2026, 00:00.',
      );
      expect(changed).not.toContain('Warning');
      const again = messageOf(await headroom.slack.as(ada).command('/invites restricted until sunday'));
      expect(again.text).toMatch(/^Known already: .* Nothing was recorded\.$/m);
      expect(again.buttons()).toEqual([]);
      expect(await restrictions()).toEqual([
        { kind: 'restricted', until: null },
        { kind: 'restricted', until: Date.parse('2026-11-30T00:00:00Z') },
      ]);
    });

    it('names the risk of a ban at the second one within 30 days, not after', async () => {
      await headroom.says(ada, '/invites restricted until today');
      headroom.clock.time += 30 * dayMs - 1;
      expect(await headroom.says(ada, '/invites restricted until today')).toContain(
        'Warning: 2 restrictions in 30 days. Going over again and again can get an account banned',
      );
      headroom.clock.time += 30 * dayMs;
      expect(await headroom.says(ada, '/invites restricted until today')).not.toContain('Warning');
    });

    it('names the risk of a ban after three sends over a cap', async () => {
      const session = headroom.slack.as(ada);
      const refused = messageOf(await session.command('/invites page 5'));
      await (await session.press(refused, 'Log Anyway')).updated();
      expect(await headroom.says(ada, '/invites restricted until friday')).toContain(
        'Warning: 1 restriction and 5 sends over a limit in 30 days.',
      );
    });

    it('blocks one account, not the others of its owner', async () => {
      await headroom.says(ada, '/invites account add founder');
      expect(await headroom.says(ada, '/invites restricted as founder')).toContain(
        'LinkedIn has blocked your account founder; no end is known.\n' +
          'Stop sending: until you type /invites lifted as founder,',
      );
      expect(await headroom.says(ada, '/invites log @jane-doe')).toMatch(/^Logged/);
      expect(await headroom.says(ada, '/invites log @jane-doe as founder')).toMatch(/^Not logged/);
      expect(await headroom.says(ada, '/invites page as founder')).toContain(
        'type /invites lifted as founder.',
      );
    });

    it('records once what is delivered twice', async () => {
      const first = await headroom.slack.as(ada).command('/invites restricted until friday');
      expect(messageOf(await first.redeliver()).text).toBe(messageOf(first).text);
      expect(await restrictions()).toHaveLength(1);
    });
  });

  describe('lifted', () => {
    it('ends what holds', async () => {
      await headroom.says(ada, '/invites restricted until friday');
      headroom.clock.time += 60_000;
      const reply = messageOf(await headroom.slack.as(ada).command('/invites lifted'));
      expect(reply.text).toBe(
        'Recorded: LinkedIn no longer blocks your account (it did since 24 Nov 2026, 09:00). ' +
          'Logs and checks follow the limits again.',
      );
      expect(reply.buttons().map((button) => button.text)).toEqual(['Undo']);
      expect(await headroom.says(ada, '/invites log @jane-doe')).toMatch(/^Logged/);
      expect(await headroom.says(ada, '/invites quota')).not.toContain('blocked');
    });

    it('says of a past-dated log within it that it was so, and promises nothing that lies in the past', async () => {
      await headroom.says(ada, '/invites restricted until sunday');
      headroom.clock.time += 3 * dayMs;
      await headroom.says(ada, '/invites lifted');
      headroom.clock.time += dayMs;
      expect(await headroom.says(ada, '/invites log @jane-doe at 2026-11-25')).toBe(
        'Not logged: jane-doe. LinkedIn had blocked this account from 24 Nov 2026, 09:00 until 27 Nov 2026, 09:00.\n' +
          'Already sent on LinkedIn? Record it.',
      );
      await headroom.says(ada, '/invites log @sam-lee at 2026-11-10 10:00');
      expect(await headroom.says(ada, '/invites log @sam-lee at 2026-11-12 10:00')).toMatch(
        /^Not logged: you invited sam-lee 10 Nov 2026, 10:00\.\nAlready sent/,
      );
    });

    it('records nothing when nothing holds, or not any more', async () => {
      const sentence = 'Nothing was recorded: LinkedIn does not block your account, as far as I know.';
      expect(await headroom.says(ada, '/invites lifted')).toContain(sentence);
      await headroom.says(ada, '/invites restricted until today');
      headroom.clock.time = Date.parse('2026-11-25T00:00:00Z');
      const reply = messageOf(await headroom.slack.as(ada).command('/invites lifted'));
      expect(reply.text).toContain(sentence);
      expect(reply.buttons()).toEqual([]);
      expect(await restrictions()).toHaveLength(1);
    });

    it('lifts that of one account only', async () => {
      await headroom.says(ada, '/invites account add founder');
      await headroom.says(ada, '/invites restricted');
      await headroom.says(ada, '/invites restricted as founder');
      expect(await headroom.says(ada, '/invites lifted as founder')).toContain('blocks your account founder');
      expect(await headroom.says(ada, '/invites log @jane-doe as founder')).toMatch(/^Logged/);
      expect(await headroom.says(ada, '/invites log @jane-doe')).toMatch(/^Not logged/);
    });
  });
});

describe('restricted and lifted of bad input', () => {
  let headroom: Headroom;
  beforeAll(async () => {
    headroom = await startHeadroom();
  });
  afterAll(() => headroom.stop());

  it.each([
    ['until', '`until` needs something after it, like `until friday`'],
    ['until yesterday', 'is in the past'],
    ['until 2026-11-23', 'is in the past'],
    ['until 2028-01-01', 'more than 365 days ahead'],
    ['until 03/11', 'day or month'],
    ['until whenever', 'I cannot read'],
    ['until fri\u0000day', 'I cannot read'],
    ['friday', 'What can stand here: `until`, `as`'],
    ['untill friday', 'Did you mean `until`?'],
    ['until friday as my founder', 'A name of several words stands in quotes, like `as "my founder"`'],
    ['until friday as nobody', 'There is no LinkedIn account called nobody'],
    ['@jane-doe', 'This takes no person. Leave the person out, like `/invites restricted until friday`.'],
  ])('answers %j with a sentence and writes nothing', async (typed, sentence) => {
    expect(await headroom.says(ada, `/invites restricted ${typed}`)).toContain(sentence);
    expect(await headroom.count('requests')).toBe(0);
  });

  it.each([
    ['as nobody', 'There is no LinkedIn account called nobody'],
    ['today', 'What can stand here: `as`'],
    ['@jane-doe', 'This takes no person. Leave the person out, like `/invites lifted`.'],
  ])('answers %j with a sentence and writes nothing', async (typed, sentence) => {
    expect(await headroom.says(ada, `/invites lifted ${typed}`)).toContain(sentence);
    expect(await headroom.count('requests')).toBe(0);
  });
});
