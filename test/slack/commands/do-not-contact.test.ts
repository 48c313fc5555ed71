import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Headroom, messageOf, startHeadroom } from '../../headroom.ts';
import { ada, boss } from '../workspace.ts';

let headroom: Headroom;
beforeAll(async () => {
  headroom = await startHeadroom();
});
afterAll(() => headroom.stop());

const jane = 'https://www.linkedin.com/in/jane-doe';

it('says what it means, and who can take it back', async () => {
  const reply = messageOf(await headroom.slack.as(ada).command(`/invites do-not-contact ${jane}`));
  expect(reply.text).toBe(
    [
      'jane-doe is on the do-not-contact list from now on.',
      'From now on every log and check of them answers no, whoever asks.',
      'A mistake? A manager can take it back: /invites allow-contact',
    ].join('\n'),
  );
  expect(JSON.stringify(reply)).not.toContain('"button"');
});

it('answers no to every log by anybody, without a way around it', async () => {
  const reply = messageOf(await headroom.slack.as(boss).command('/invites log @jane-doe'));
  expect(reply.text).toMatch(/^Not logged: jane-doe is on the do-not-contact list since 24 Nov 2026, /);
  expect(JSON.stringify(reply)).not.toContain('Log Anyway');
  expect(await headroom.says(ada, '/invites check @jane-doe')).toMatch(
    /jane-doe is on the do-not-contact list since 24 Nov 2026, /,
  );
});

it('says since when, and no more, of who is on the list already', async () => {
  headroom.clock.time += 60_000;
  expect(await headroom.says(boss, '/invites do-not-contact @jane-doe')).toBe(
    'jane-doe was on the do-not-contact list already, since 24 Nov 2026, 04:00.',
  );
});

it('names who has an invite pending, so that it can be withdrawn', async () => {
  await headroom.says(ada, '/invites log @sam-lee');
  await headroom.says(boss, '/invites log @sam-lee');
  expect(await headroom.says(ada, '/invites do-not-contact @sam-lee @kim-roe')).toMatch(
    /^sam-lee is on .* from now on\. Still pending: (<@U0ADA>|<@U0BOSS>), sent 24 Nov 2026, 09:01; (<@U0ADA>|<@U0BOSS>), sent 24 Nov 2026, 09:01\.\nkim-roe is on the do-not-contact list from now on\.\nPlease withdraw on LinkedIn what is still pending\.\n/,
  );
});

it('asks for a person, and takes a hundred at a time', async () => {
  const entries = await headroom.count('entries');
  expect(await headroom.says(ada, '/invites do-not-contact')).toMatch(/^Who\? .*linkedin\.com\/in\/jane-doe/);
  const many = (count: number) => Array.from({ length: count }, (_, n) => `@many-${n}`).join(' ');
  expect(await headroom.says(ada, `/invites do-not-contact ${many(101)}`)).toMatch(/^100 at a time here/);
  expect(await headroom.says(ada, '/invites do-not-contact @jane-doe spam')).toContain('“spam”');
  expect(await headroom.count('entries')).toBe(entries);
  expect(await headroom.says(ada, `/invites do-not-contact ${many(100)}`)).toContain('many-99 is on the');
  expect(await headroom.count('entries')).toBe(entries + 100);
});

it('lets a manager take it back', async () => {
  expect(await headroom.says(ada, '/invites allow-contact @jane-doe')).toMatch(
    /^Only managers of the workspace can take/,
  );
  expect(await headroom.says(boss, '/invites log @jane-doe')).toMatch(/^Not logged/);
  expect(await headroom.says(boss, '/invites allow-contact @jane-doe @nobody')).toBe(
    [
      'jane-doe is off the do-not-contact list, and can be invited again.',
      'nobody is not on the do-not-contact list.',
      'A mistake? Put them back: /invites do-not-contact',
    ].join('\n'),
  );
  expect(await headroom.says(boss, '/invites log @jane-doe')).toMatch(/^Logged jane-doe/);
});

it('gives an allow-contact without a person a right example', async () => {
  expect(await headroom.says(boss, '/invites allow-contact')).toMatch(/^Who\? .*linkedin\.com\/in\/jane-doe/);
});

it('leaves nothing of the person in the log', async () => {
  await headroom.says(ada, '/invites do-not-contact "Xanthippe Quux" https://www.linkedin.com/in/xanthippe');
  await headroom.says(ada, '/invites same "Xanthippe Quux" @xanthippe');
  await headroom.says(boss, '/invites allow-contact @xanthippe');
  expect(headroom.logLines.length).toBeGreaterThan(0);
  expect(JSON.stringify(headroom.logLines)).not.toMatch(/xanthippe|quux|jane|linkedin\.com/i);
});
