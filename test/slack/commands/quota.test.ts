import { afterEach, beforeEach, expect, it } from 'vitest';
import { changePolicy } from '../../../src/services/change-policy.ts';
import { type Headroom, startHeadroom } from '../../headroom.ts';
import { callOf } from '../../services/call.ts';
import { ada, boss } from '../workspace.ts';

let headroom: Headroom;
beforeEach(async () => {
  headroom = await startHeadroom();
});
afterEach(() => headroom.stop());

it('shows every meter, the guide first, also to somebody who has logged nothing, and makes nobody a teammate', async () => {
  const text = await headroom.says(ada, '/invites quota');
  expect(text.split('\n').slice(0, 6)).toEqual([
    '0 of about 100 sent in 7 days',
    '0 of 300 accepted today (resets 25 Nov 2026, 00:00)',
    '0 of 3,000 accepted this month (resets 1 Dec 2026, 00:00)',
    '0 of 4 PageInvites sent this month (resets 1 Dec 2026, 00:00)',
    'Pending: 0',
    'Sent today: 0 · Sent this month: 0',
  ]);
  expect(text).toContain('LinkedIn account: Free');
  expect(await headroom.count('accounts')).toBe(0);
});

it('shows what was sent and accepted, by each caller’s own account', async () => {
  await headroom.says(ada, '/invites log @one @two @three');
  await headroom.says(ada, '/invites accepted @two');
  await headroom.says(boss, '/invites log @four');
  const text = await headroom.says(ada, '/invites room');
  expect(text).toContain('3 of about 100 sent in 7 days');
  expect(text).toContain('1 of 300 accepted today');
  expect(text).toContain('Pending: 2');
  expect(text).toContain('Sent today: 3 · Sent this month: 3');
});

it('lets go of a send when it is exactly seven days old', async () => {
  await headroom.says(ada, '/invites log @one');
  headroom.clock.time += 7 * 24 * 3_600_000 - 1;
  expect(await headroom.says(ada, '/invites quota')).toContain('1 of about 100 sent in 7 days');
  headroom.clock.time += 1;
  expect(await headroom.says(ada, '/invites quota')).toContain('0 of about 100 sent in 7 days');
});

it('warns from 80 of the guide on, and more loudly at the guide', async () => {
  const people = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => `@person-${from + n}`).join(' ');
  await headroom.says(ada, `/invites log ${people(0, 79)}`);
  expect(await headroom.says(ada, '/invites quota')).toMatch(/^79 of about 100 sent in 7 days\n/);
  expect(await headroom.says(ada, '/invites log @person-79')).toContain(
    'Warning: 80 of about 100 sent in 7 days.',
  );
  const reached = await headroom.says(ada, `/invites log ${people(80, 100)}`);
  expect(reached).toContain('Warning: 100 of about 100 sent in 7 days.');
  expect(reached).toContain('Room again from 1 Dec 2026, 09:00.');
  expect(reached).not.toContain('Not logged');
  expect(await headroom.says(ada, '/invites quota')).toMatch(
    /^Warning: 100 of about 100 sent in 7 days\. .* Room again from 1 Dec 2026, 09:00\.$/m,
  );
});

it('answers with the last known zone, and says so, while Slack does not tell it', async () => {
  await headroom.says(boss, '/invites log @one');
  headroom.slack.faults.api('users.info', { status: 500 }, 5);
  headroom.clock.time += 11 * 60_000;
  await headroom.restart();
  expect(await headroom.says(boss, '/invites quota')).toContain(
    'I could not read your time zone from Slack just now, so days begin at midnight in America/New_York.',
  );
  expect(await headroom.says(ada, '/invites quota')).toContain('so days begin at midnight in UTC.');
  await headroom.slack.as(ada).command('/invites log');
  expect(JSON.stringify((await headroom.modal(ada)).blocks.at(-1))).toContain(
    'I could not read your time zone from Slack just now, so days begin at midnight in UTC.',
  );
});

it('shows every account, each by its name, and one alone with as', async () => {
  await headroom.says(ada, '/invites log @one');
  await headroom.says(ada, '/invites account add founder');
  await headroom.says(ada, '/invites account business-plus as founder');
  await headroom.says(ada, '/invites log @two @three as founder');
  const text = await headroom.says(ada, '/invites quota');
  expect(text).toMatch(/^First account \(Free\)\n1 of about 100 sent in 7 days\n0 of 300 accepted today/);
  expect(text).toContain('\nfounder (Business Plus)\n2 of about 100 sent in 7 days\n0 of 500 accepted today');
  expect(text.match(/^Pending: \d$/gm)).toEqual(['Pending: 1', 'Pending: 2']);
  const one = await headroom.says(ada, '/invites quota as Founder');
  expect(one).toMatch(/^founder \(Business Plus\)\n2 of about 100/);
  expect(one).not.toContain('First account');
});

it('says since when LinkedIn blocks an account, and until when, behind the guide', async () => {
  await headroom.says(ada, '/invites restricted until friday');
  expect((await headroom.says(ada, '/invites quota')).split('\n').slice(0, 2)).toEqual([
    '0 of about 100 sent in 7 days',
    'Warning: LinkedIn has blocked this account since 24 Nov 2026, 09:00, until 28 Nov 2026, 00:00.',
  ]);
  await headroom.says(ada, '/invites restricted');
  expect(await headroom.says(ada, '/invites quota')).toContain(
    'since 24 Nov 2026, 09:00. No end is known. When it is over, type /invites lifted.',
  );
  headroom.clock.time += 60_000;
  await headroom.says(ada, '/invites lifted');
  expect(await headroom.says(ada, '/invites quota')).not.toContain('blocked');
});

it('shows a teammate’s to a manager, in the teammate’s zone, and to nobody else', async () => {
  await headroom.says(ada, '/invites log @one');
  await headroom.says(ada, '/invites account add founder');
  const text = await headroom.says(boss, '/invites quota @ada');
  expect(text).toMatch(/^<@U0ADA>:\nFirst account \(Free\)\n1 of about 100 sent in 7 days/);
  expect(text).toContain('(resets 25 Nov 2026, 00:00)');
  expect(text).not.toContain('/invites account');
  expect(await headroom.says(boss, '/invites quota @ada as founder')).toContain('\nfounder (Free)\n0 of');
  expect(await headroom.says(boss, '/invites quota @ada as sales')).toBe(
    '<@U0ADA> has no LinkedIn account called sales here. Leave `as sales` out.',
  );
  await headroom.says(boss, '/invites log @two');
  expect(await headroom.says(ada, '/invites quota @boss')).toBe(
    'Only managers can do this for a teammate. Leave the teammate out for yourself.',
  );
  expect(await headroom.says(ada, '/invites quota @ada')).toMatch(/^First account/);
});

it('answers bad input with a sentence', async () => {
  const sentences = {
    '@jane-doe': 'A teammate is a member of this Slack',
    '@ada': 'has no LinkedIn account here yet',
    '@ada @boss': 'One teammate at a time',
    'as nobody': 'There is no LinkedIn account called nobody',
    today: 'I do not know “today” here',
  };
  for (const [typed, sentence] of Object.entries(sentences)) {
    expect(await headroom.says(boss, `/invites quota ${typed}`)).toContain(sentence);
  }
  expect(await headroom.count('accounts')).toBe(0);
});

it('does not say that acceptances count where the workspace’s rules count what is sent', async () => {
  expect(await headroom.says(ada, '/invites quota')).toContain('Only accepted invitations count');
  const manager = callOf({ workspaceId: 'T0ACME', userId: boss, isAdmin: true, now: headroom.clock.time });
  await changePolicy(headroom.ledger, manager, { preset: 'observed' });
  const text = await headroom.says(ada, '/invites quota');
  expect(text).toContain('0 of 100 sent in 7 days\nPending: 0');
  expect(text).not.toContain('Only accepted invitations count');
  expect(await headroom.says(ada, '/invites log @one')).toBe(
    'Logged one.\nSent today: 1 of 25 · Sent in 7 days: 1 of 100 · Pending: 1',
  );
});
