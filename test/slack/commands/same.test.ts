import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Headroom, messageOf, startHeadroom } from '../../headroom.ts';
import { ada, boss } from '../workspace.ts';

let headroom: Headroom;
beforeAll(async () => {
  headroom = await startHeadroom();
});
afterAll(() => headroom.stop());

const jane = 'https://www.linkedin.com/in/jane-doe';

it('joins an address and a name, and can be undone', async () => {
  await headroom.says(ada, '/invites log "Jane Doe"');
  const reply = messageOf(await headroom.slack.as(ada).command(`/invites same ${jane} "Jane Doe"`));
  expect(reply.text).toBe(
    'jane-doe and Jane Doe are one person here from now on.\nWhat was logged for one holds for the other, for everybody here.',
  );
  expect(JSON.stringify(reply)).toContain('"Undo"');
  expect(await headroom.says(ada, `/invites log ${jane}`)).toMatch(/^Not logged: you invited jane-doe /);
  expect(await headroom.says(ada, `/invites accepted ${jane}`)).toMatch(/^Recorded: jane-doe accepted/);
});

it('is two people again after an undo', async () => {
  await headroom.says(ada, '/invites log @undo-1');
  await headroom.says(ada, '/invites same @undo-1 @undo-2');
  expect(await headroom.says(ada, '/invites check @undo-2')).toContain('you invited undo-2');
  await headroom.says(ada, '/invites undo');
  expect(await headroom.says(ada, '/invites check @undo-2')).not.toContain('you invited');
  expect(await headroom.says(ada, '/invites same @undo-2 @undo-1')).toMatch(
    /are one person here from now on/,
  );
});

it('says that they are one person already, and offers no undo', async () => {
  const entries = await headroom.count('entries');
  const reply = messageOf(await headroom.slack.as(boss).command(`/invites same "jane doe" ${jane}`));
  expect(reply.text).toBe('Jane Doe and jane-doe were one person here already.');
  expect(JSON.stringify(reply)).not.toContain('"Undo"');
  expect(await headroom.count('entries')).toBe(entries);
});

it('tells two of the same name apart by how they were written', async () => {
  await headroom.says(ada, '/invites log https://www.linkedin.com/in/sam-lee "Sam Lee"');
  expect(await headroom.says(ada, '/invites same @sam-lee "Sam Lee"')).toMatch(
    /^sam-lee and sam lee are one/,
  );
});

it('takes a colleague of this Slack as one of the two', async () => {
  expect(await headroom.says(ada, '/invites same @boss @the-boss')).toMatch(
    /^<@U0BOSS> \(a colleague in this Slack\) and the-boss are one person/,
  );
});

it('says that the do-not-contact list holds for both', async () => {
  await headroom.says(boss, '/invites do-not-contact @kim-roe');
  expect(await headroom.says(ada, '/invites same @kim-roe @kim')).toContain(
    'They are on the do-not-contact list since 24 Nov 2026, 09:00: please do not invite them.',
  );
  expect(await headroom.says(ada, '/invites log @kim')).toMatch(/^Not logged: kim is on the do-not-contact/);
});

it.each([
  ['/invites same', /^This takes exactly two people, and you wrote nobody\. .*same https:/],
  ['/invites same @jane-doe', /^This takes exactly two people, and you wrote 1\./],
  ['/invites same @a-1 @b-1 @c-1', /^This takes exactly two people, and you wrote 3\./],
  ['/invites same @jane-doe https://www.linkedin.com/in/Jane-Doe/', /^You wrote the same person twice\./],
  ['/invites same @jane-doe and "Jane Doe"', /“and”/],
])('refuses %s with a right example, and records nothing', async (line, sentence) => {
  const entries = await headroom.count('entries');
  const people = await headroom.count('people');
  expect(await headroom.says(ada, line)).toMatch(sentence);
  expect([await headroom.count('entries'), await headroom.count('people')]).toEqual([entries, people]);
});
