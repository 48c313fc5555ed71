import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changePolicy } from '../../../src/services/change-policy.ts';
import { type Headroom, messageOf, startHeadroom } from '../../headroom.ts';
import { callOf } from '../../services/call.ts';
import { ada, boss } from '../workspace.ts';

let headroom: Headroom;
beforeAll(async () => {
  headroom = await startHeadroom();
});
afterAll(() => headroom.stop());

const day = '2026-11-20 10:00';
const sent = '(sent 20 Nov 2026, 10:00)';

describe.each([
  [
    'declined',
    'decline',
    `Recorded: Jane Doe declined your invite ${sent}.`,
    'has declined your invite already',
  ],
  ['ignored', 'ignore', `Recorded: Jane Doe ignored your invite ${sent}.`, 'has ignored your invite'],
] as const)('%s', (name, alias, recorded, again) => {
  const address = `https://www.linkedin.com/in/${name}-1`;

  it('is recorded, moves what is pending and no meter, and can be undone', async () => {
    await headroom.says(ada, `/invites log ${address} "Jane Doe" at ${day}`);
    const reply = messageOf(await headroom.slack.as(ada).command(`/invites ${name} ${address}`));
    expect(reply.text.split('\n')[0]).toBe(recorded);
    expect(reply.text.split('\n')[1]).toMatch(/^Pending: \d+$/);
    expect(reply.text).not.toContain('Accepted');
    expect(reply.buttons().map(({ text }) => text)).toEqual(['Undo']);
  });

  it('is refused for the second time, by its other name too, with the date of the first', async () => {
    headroom.clock.time += 60_000;
    const text = await headroom.says(ada, `/invites ${alias} ${address}`);
    expect(text).toMatch(new RegExp(`^Not recorded: Jane Doe ${again}, 24 Nov 2026, 09:0\\d\\.$`));
  });
});

it('says when it happened, if that was not now', async () => {
  await headroom.says(ada, `/invites log @past-1 at ${day}`);
  expect(await headroom.says(ada, '/invites ignored @past-1 at 2026-11-22 18:00')).toMatch(
    /^Recorded: past-1 ignored your invite 22 Nov 2026, 18:00 \(sent 20 Nov 2026, 10:00\)\.$/m,
  );
});

it('accepts late who had ignored it, and nobody who had declined', async () => {
  expect(await headroom.says(ada, '/invites accepted @past-1')).toMatch(/^Recorded: past-1 accepted/);
  expect(await headroom.says(ada, '/invites accepted @declined-1')).toMatch(
    /^Not recorded: Jane Doe has declined your invite already, 24 Nov 2026, 09:00\.$/,
  );
  expect(await headroom.says(ada, '/invites withdrawn @past-1')).toMatch(
    /^Not recorded: past-1 has accepted already, 24 Nov 2026, 09:\d\d\.$/,
  );
});

it('names what was told later, when an outcome would come before it', async () => {
  await headroom.says(ada, `/invites log @past-2 at ${day}`);
  await headroom.says(ada, '/invites ignored @past-2 at 2026-11-22 18:00');
  expect(await headroom.says(ada, '/invites accepted @past-2 at 2026-11-21')).toBe(
    'Not recorded: your invite to past-2 was ignored 22 Nov 2026, 18:00, after that. Give a later time, or none for now.',
  );
});

describe('withdrawn', () => {
  it('says from when the person can be invited again: the week since the send, and no wait besides', async () => {
    await headroom.says(ada, `/invites log @gone-1 at ${day}`);
    expect(await headroom.says(ada, '/invites withdrawn @gone-1')).toMatch(
      /^Recorded: you withdrew your invite to gone-1 \(sent 20 Nov 2026, 10:00\)\. You can invite them again from 27 Nov 2026, 10:00: withdrawing adds no wait\.$/m,
    );
  });

  it('says so when that is now', async () => {
    await headroom.says(ada, '/invites log @gone-2 at 2026-11-02 10:00');
    expect(await headroom.says(ada, '/invites withdraw @gone-2')).toContain(
      'You can invite them again now: withdrawing adds no wait.',
    );
    expect(await headroom.says(ada, '/invites log @gone-2')).toMatch(/^Logged gone-2\./);
  });

  it('refuses a second time with the date of the first', async () => {
    expect(await headroom.says(ada, '/invites withdrawn @gone-1')).toMatch(
      /^Not recorded: you have withdrawn your invite to gone-1 already, 24 Nov 2026, 09:0\d\.$/,
    );
  });

  it('refuses what is pending no more, because it has expired', async () => {
    headroom.clock.time = Date.parse('2026-03-01T09:00:00Z');
    await headroom.says(boss, '/invites log @long-ago');
    headroom.clock.time = Date.parse('2026-11-24T09:10:00Z');
    expect(await headroom.says(boss, '/invites withdrawn @long-ago')).toBe(
      'Not recorded: your invite to long-ago has expired, 28 Aug 2026, 05:00.',
    );
  });
});

describe('a number', () => {
  it('marks the newest unnamed ones', async () => {
    await headroom.says(boss, '/invites log 4');
    expect(await headroom.says(boss, '/invites accepted 3')).toBe(
      'Recorded: 3 unnamed invites accepted.\nAccepted today: 3 of 300 · Accepted this month: 3 of 3,000 · Pending: 1',
    );
    expect(await headroom.says(boss, '/invites ignored 1')).toBe(
      'Recorded: 1 unnamed invite ignored.\nPending: 0',
    );
  });

  it('is refused with how many are pending', async () => {
    await headroom.says(boss, '/invites log 3');
    expect(await headroom.says(boss, '/invites accepted 5')).toBe(
      'Nothing was recorded: you cannot mark 5, for 3 unnamed invites are pending. Give a smaller number, like /invites accepted 3',
    );
    expect(await headroom.says(boss, '/invites declined 1 at 2026-11-20 10:00')).toBe(
      'Nothing was recorded: you cannot mark 1, for no unnamed invites were pending 20 Nov 2026, 10:00. See who is: /invites pending',
    );
  });

  it.each(['0', '101', '5 @jane-doe'])(
    'that is none, %s, is answered with a right example',
    async (typed) => {
      const before = await headroom.count('requests');
      expect(await headroom.says(boss, `/invites withdrawn ${typed}`)).toContain('`/invites withdrawn 12`');
      expect(await headroom.count('requests')).toBe(before);
    },
  );
});

describe('as', () => {
  it('records for a further account and names it', async () => {
    await headroom.says(ada, '/invites account add founder');
    await headroom.says(ada, `/invites log @for-founder at ${day} as founder`);
    expect(await headroom.says(ada, '/invites accepted @for-founder as founder')).toBe(
      'Recorded: for-founder accepted (sent 20 Nov 2026, 10:00, as founder).\n' +
        'As founder: Accepted today: 1 of 300 · Accepted this month: 1 of 3,000 · Pending: 0',
    );
  });

  it('names the account in a refusal', async () => {
    expect(await headroom.says(ada, '/invites accepted @for-founder')).toMatch(
      /^Not recorded: for-founder has accepted already, 24 Nov 2026, 09:\d\d, as founder\.$/,
    );
    expect(await headroom.says(ada, '/invites accepted @gone-1 as founder')).toMatch(
      /^Not recorded: you have not logged an invite to gone-1 as founder\. Log it first/,
    );
    expect(await headroom.says(ada, '/invites ignored 2 as founder')).toBe(
      'Nothing was recorded: you cannot mark 2, for no unnamed invites are pending as founder. See who is: /invites pending as founder',
    );
  });

  it('refuses an account that is not there, and writes nothing', async () => {
    const before = await headroom.count('requests');
    expect(await headroom.says(ada, '/invites declined @gone-1 as nobody')).toContain(
      'There is no LinkedIn account called nobody here',
    );
    expect(await headroom.count('requests')).toBe(before);
  });
});

it('keeps the order in which people were typed, whatever becomes of each', async () => {
  await headroom.says(ada, `/invites log @order-1 @order-3 at ${day}`);
  const text = await headroom.says(ada, '/invites ignored @order-1 @nobody-yet @order-3 @order-1');
  expect(text.split('\n').map((line) => line.slice(0, 34))).toEqual([
    'Recorded: order-1 ignored your inv',
    'Not recorded: you have not logged ',
    'Recorded: order-3 ignored your inv',
    'Not recorded: order-1 has ignored ',
    expect.stringMatching(/^Pending: \d+$/),
  ]);
});

it('says nothing of inviting again to who withdrew from one that nobody may contact', async () => {
  await headroom.says(ada, `/invites log @silent-1 at ${day}`);
  await headroom.says(ada, '/invites do-not-contact @silent-1');
  expect((await headroom.says(ada, '/invites withdrawn @silent-1')).split('\n')[0]).toBe(
    `Recorded: you withdrew your invite to silent-1 ${sent}.`,
  );
});

it('nor to one joined with somebody whom nobody may contact', async () => {
  await headroom.says(ada, `/invites log @joined-1 at ${day}`);
  await headroom.says(ada, '/invites do-not-contact @joined-2');
  await headroom.says(ada, '/invites same @joined-1 @joined-2');
  expect((await headroom.says(ada, '/invites withdrawn @joined-1')).split('\n')[0]).toBe(
    `Recorded: you withdrew your invite to joined-1 ${sent}.`,
  );
});

it('says the wait of a policy that has one after a withdrawal', async () => {
  const call = callOf({ workspaceId: 'T0ACME', userId: boss, isAdmin: true, zone: 'America/New_York' });
  await changePolicy(headroom.ledger, call, { preset: 'observed' });
  await headroom.says(ada, `/invites log @wait-1 at ${day}`);
  expect(await headroom.says(ada, '/invites withdrawn @wait-1 at 2026-11-22 18:00')).toContain(
    'Recorded: you withdrew your invite to wait-1 22 Nov 2026, 18:00 (sent 20 Nov 2026, 10:00). ' +
      'You can invite them again from 13 Dec 2026, 18:00, 21 days after withdrawing.',
  );
});

it('does not know how to expire', async () => {
  expect(await headroom.says(ada, '/invites expired @gone-1')).toContain('I do not know');
});
