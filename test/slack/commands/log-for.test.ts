import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Headroom, messageOf, startHeadroom } from '../../headroom.ts';
import { ada, boss } from '../workspace.ts';

let headroom: Headroom;
beforeEach(async () => {
  headroom = await startHeadroom();
  await headroom.says(ada, '/invites log @jane-doe at 2026-11-20 10:00');
});
afterEach(() => headroom.stop());

const types = async (user: string, line: string) =>
  messageOf(await headroom.slack.as(user).command(`/invites ${line}`));
const anyway = async (user: string, line: string) =>
  (await headroom.slack.as(user).press(await types(user, line), 'Log Anyway')).updated();

it('says of what a manager logs for a teammate whose invites they are', async () => {
  const refused = await headroom.says(boss, '/invites log @jane-doe for @ada');
  expect(refused).toMatch(/^Not logged: <@U0ADA> invited jane-doe 20 Nov 2026, 10:00\. Allowed again from /);
  const recorded = await anyway(boss, 'log @jane-doe for @ada');
  expect(recorded.text).toMatch(
    /^Logged jane-doe anyway, for <@U0ADA>, since it was sent\. It counts like any other\.\n/,
  );
  expect(recorded.text).toContain(
    'Warning: <@U0ADA>’s invite to jane-doe of 20 Nov 2026, 10:00 is still pending.',
  );
  await headroom.says(ada, '/invites accepted @jane-doe');
  expect((await anyway(boss, 'log @jane-doe for @ada')).text).toContain(
    'Warning: jane-doe accepted an invite of <@U0ADA> 24 Nov 2026, 09:00: they are connected already.',
  );
});

it('does not tell a manager to lift a teammate’s restriction as the manager’s own', async () => {
  await headroom.says(ada, '/invites restricted');
  expect(await headroom.says(boss, '/invites log @sam-lee for @ada')).toContain(
    'No end is known: when it is over, <@U0ADA> types /invites lifted.',
  );
  expect(await headroom.says(ada, '/invites log @sam-lee')).toContain(
    'when it is over, type /invites lifted.',
  );
});

it('names the other account of a teammate in an overlap', async () => {
  await headroom.says(ada, '/invites account add founder');
  expect(await headroom.says(boss, '/invites log @jane-doe for @ada as founder')).toContain(
    'Warning: <@U0ADA>, from another account, invited jane-doe 20 Nov 2026, 10:00 (still pending).',
  );
});

it('names the account of what is logged anyway', async () => {
  await headroom.says(ada, '/invites account add "my founder"');
  await headroom.says(ada, '/invites log @sam-lee as "my founder"');
  expect((await anyway(ada, 'log @sam-lee as "my founder"')).text).toMatch(
    /^Logged sam-lee anyway, as my founder, since it was sent\. It counts like any other\.\n/,
  );
  expect((await anyway(ada, 'page 5 Acme as "my founder"')).text).toMatch(
    /^Logged 5 PageInvites for Acme anyway, as my founder, since they were sent\./,
  );
});
