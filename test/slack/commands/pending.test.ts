import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changePolicy } from '../../../src/services/change-policy.ts';
import { logInvites } from '../../../src/services/log-invites.ts';
import { type Headroom, messageOf, startHeadroom } from '../../headroom.ts';
import { callOf } from '../../services/call.ts';
import { ada, boss } from '../workspace.ts';

let headroom: Headroom;

const teaches =
  'Somebody answered? /invites accepted @jane-doe, or declined, ignored, withdrawn in place of accepted.';

describe('of somebody who has logged nothing', () => {
  beforeAll(async () => {
    headroom = await startHeadroom();
  });
  afterAll(() => headroom.stop());

  it('teaches a newcomer what it is for, and makes nobody a teammate', async () => {
    expect(await headroom.says(ada, '/invites pending')).toMatch(
      /^Nothing is pending\. Whoever you log stands here until you record the answer: /,
    );
    for (const table of ['requests', 'accounts', 'people', 'entries'])
      expect(await headroom.count(table), table).toBe(0);
  });

  it('shows nothing of another workspace', async () => {
    const elsewhere = callOf({ workspaceId: 'T0OTHER', userId: ada });
    await logInvites(headroom.ledger, elsewhere, { people: [{ key: 'in:secret' }], unnamed: 0 });
    expect(await headroom.says(ada, '/invites pending')).toMatch(/^Nothing is pending\./);
  });

  it.each([
    ['a person', '@jane-doe', 'This takes no person'],
    ['a word', 'all', 'I do not know “all” here'],
    ['an account that is not there', 'as sales', 'There is no LinkedIn account called sales here'],
  ])('answers %s with a sentence', async (_, text, sentence) => {
    expect(await headroom.says(ada, `/invites pending ${text}`)).toContain(sentence);
  });
});

describe('of a teammate', () => {
  beforeEach(async () => {
    headroom = await startHeadroom();
  });
  afterEach(() => headroom.stop());

  it('lists who has not answered, oldest first, with a mark on old ones and a louder one on those worth withdrawing', async () => {
    await headroom.says(ada, '/invites log @new-one');
    await headroom.says(
      ada,
      '/invites log https://www.linkedin.com/in/old-one "Old One" at 2026-11-09 09:00',
    );
    await headroom.says(ada, '/invites log @older-one at 2026-10-25 08:00');
    await headroom.says(ada, '/invites log @two-weeks at 2026-11-10 09:00');
    await headroom.says(ada, '/invites log @answered at 2026-10-01 09:00');
    await headroom.says(ada, '/invites accepted @answered');
    await headroom.says(ada, '/invites log 12 at yesterday 9am');
    expect((await headroom.says(ada, '/invites pending')).split('\n')).toEqual([
      'Pending: 16',
      'Warning: older-one, sent 25 Oct 2026, 08:00 (30 days ago) – worth withdrawing',
      'Old One, sent 9 Nov 2026, 09:00 (15 days ago) – older than 14 days',
      'two-weeks, sent 10 Nov 2026, 09:00 (14 days ago)',
      'new-one, sent 24 Nov 2026, 09:00 (less than a day ago)',
      '12 unnamed, the oldest sent 23 Nov 2026, 09:00 (1 day ago)',
      expect.stringMatching(
        /LinkedIn counts old pending invites against you\. .* LinkedIn itself can make you wait up to 3 weeks\.$/,
      ),
      teaches,
    ]);
  });

  it('links each person to their profile', async () => {
    await headroom.says(ada, '/invites log https://www.linkedin.com/in/jane-doe "Jane Doe"');
    const reply = messageOf(await headroom.slack.as(ada).command('/invites pending'));
    expect(JSON.stringify(reply.blocks)).toContain('<https://www.linkedin.com/in/jane-doe|Jane Doe>');
  });

  it('leaves out what has expired, to the millisecond, and what is a teammate’s', async () => {
    await headroom.says(ada, '/invites log @waiting');
    await headroom.says(boss, '/invites log @others');
    headroom.clock.time += 180 * 24 * 3_600_000 - 1;
    const text = await headroom.says(ada, '/invites pending');
    expect(text).toContain('Warning: waiting, sent 24 Nov 2026, 09:00 (179 days ago)');
    expect(text).not.toContain('others');
    headroom.clock.time += 1;
    expect(await headroom.says(ada, '/invites pending')).toMatch(/^Nothing is pending\./);
  });

  it('names each account when there are several, and shows one with `as`', async () => {
    await headroom.says(ada, '/invites log @mine at yesterday');
    await headroom.says(ada, '/invites account add founder');
    await headroom.says(ada, '/invites log @theirs at 2 days ago as founder');
    await headroom.says(ada, '/invites log 2 as founder');
    expect((await headroom.says(ada, '/invites pending')).split('\n').slice(0, 6)).toEqual([
      'Pending: 4',
      'First account: 1',
      'As founder: 3',
      expect.stringMatching(/^theirs, sent 22 Nov 2026, .*, as founder$/),
      expect.stringMatching(/^mine, sent 23 Nov 2026, .*, first account$/),
      expect.stringMatching(/^2 unnamed, the oldest sent 24 Nov 2026, .*, as founder$/),
    ]);
    const founder = await headroom.says(ada, '/invites pending as founder');
    expect(founder).toMatch(/^Pending: 3\ntheirs, /);
    expect(founder).not.toContain('mine');
    await headroom.says(ada, '/invites withdrawn @theirs');
  });

  it('shows the oldest 30 of many and counts the rest', async () => {
    for (const [part, day] of [
      ['a', 'yesterday'],
      ['b', 'today'],
    ]) {
      const people = Array.from({ length: 25 }, (_, n) => `@${part}-${n}`).join(' ');
      await headroom.says(ada, `/invites log ${people} at ${day}`);
    }
    const lines = (await headroom.says(ada, '/invites pending')).split('\n');
    expect(lines[0]).toBe('Pending: 50, the oldest 30 here');
    expect(lines.filter((line) => line.startsWith('a-'))).toHaveLength(25);
    expect(lines.filter((line) => line.startsWith('b-'))).toHaveLength(5);
    expect(lines).toContain('And 20 more, sent later.');
  });

  it('says how long the policy waits after a withdrawal, and expires by it', async () => {
    const manager = callOf({ workspaceId: 'T0ACME', userId: boss, isAdmin: true });
    await changePolicy(headroom.ledger, manager, {
      preset: 'observed',
      expireDays: { value: 60, source: 'workspace' },
    });
    await headroom.says(ada, '/invites log @old-one at 2026-10-20 09:00');
    await headroom.says(ada, '/invites log @oldest-one at 2026-09-20 09:00');
    const text = await headroom.says(ada, '/invites pending');
    expect(text).toMatch(/^Pending: 1\nWarning: old-one/);
    expect(text).toContain('You can invite the same person again 21 days after that.');
  });
});
