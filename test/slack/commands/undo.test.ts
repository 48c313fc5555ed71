import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Headroom, messageOf, startHeadroom } from '../../headroom.ts';
import { ada, boss } from '../workspace.ts';

let headroom: Headroom;
beforeAll(async () => {
  headroom = await startHeadroom();
});
afterAll(() => headroom.stop());

const minute = 60_000;
const nothingSent = 'Sent in 7 days: 0 of about 100 · Pending: 0 · Accepted today: 0 of 300';

describe('undo', () => {
  it('says that there is nothing to undo, and makes nobody a teammate', async () => {
    expect(await headroom.says(ada, '/invites undo')).toBe(
      'There is nothing to undo: you recorded nothing in the last 24 hours that still stands. For something older about a person, name them: `/invites undo @jane-doe`.',
    );
    expect(await headroom.count('accounts')).toBe(0);
  });

  it('takes back the last log, and says what stands', async () => {
    await headroom.says(ada, '/invites log https://www.linkedin.com/in/jane-doe "Jane Doe"');
    expect(await headroom.says(ada, '/invites undo')).toBe(
      'Undone: the invite to Jane Doe, sent 24 Nov 2026, 09:00, is not logged any more.\n' +
        `${nothingSent} (moves when someone accepts)`,
    );
    expect(await headroom.says(ada, '/invites log @jane-doe')).toMatch(/^Logged Jane Doe\./);
    await headroom.says(ada, '/invites undo');
  });

  it('stands as a button below what was recorded, and settles once', async () => {
    const session = headroom.slack.as(ada);
    const logged = messageOf(await session.command('/invites log @sam-lee'));
    expect(logged.buttons().map(({ text }) => text)).toEqual(['Undo']);
    const [one, two] = await Promise.all([session.press(logged, 'Undo'), session.press(logged, 'Undo')]);
    const texts = (await Promise.all([one.updated(), two.updated()])).map(({ text }) => text).sort();
    expect(texts[0]).toBe('That is undone already, or nothing was recorded.');
    expect(texts[1]).toMatch(/^Undone: the invite to sam-lee/);
    expect(await headroom.count('invites')).toBe(0);
  });

  it('goes back through several requests, latest first, and names each', async () => {
    for (const line of [
      'log @kim-park',
      'ignored @kim-park',
      'accepted @kim-park',
      'log 12',
      'account business-plus',
    ]) {
      headroom.clock.time += minute;
      await headroom.says(ada, `/invites ${line}`);
    }
    const undone: string[] = [];
    for (let turn = 0; turn < 5; turn += 1) undone.push(await headroom.says(ada, '/invites undo'));
    expect(undone.map((text) => text.split('\n')[0])).toEqual([
      'Undone: your account is Free again.',
      'Undone: 12 unnamed invites, sent 24 Nov 2026, 09:04, are not logged any more.',
      'Undone: the invite to kim-park is not marked as accepted any more.',
      'Undone: the invite to kim-park is not marked as ignored any more.',
      'Undone: the invite to kim-park, sent 24 Nov 2026, 09:01, is not logged any more.',
    ]);
    expect(undone.at(-1)).toContain(nothingSent);
  });

  it('is refused where something was built on it, and names that', async () => {
    const session = headroom.slack.as(ada);
    const logged = messageOf(await session.command('/invites log @lee-ray'));
    headroom.clock.time += minute;
    await session.command('/invites accepted @lee-ray');
    const pressed = await (await session.press(logged, 'Undo')).updated();
    expect(pressed.text).toBe(
      'Not undone: lee-ray was marked as accepted 24 Nov 2026, 09:06, after that. Undo that first, then this again.',
    );
    expect(await headroom.says(ada, '/invites undo @lee-ray')).toMatch(/is not marked as accepted any more/);
    expect(await headroom.says(ada, '/invites undo @lee-ray')).toMatch(/is not logged any more/);
    expect(await headroom.says(ada, '/invites undo @lee-ray')).toMatch(/^There is nothing to undo/);
  });

  it('is for who recorded it only', async () => {
    await headroom.says(ada, '/invites log @ana-roy');
    expect(await headroom.says(boss, '/invites undo @ana-roy')).toMatch(/^There is nothing to undo/);
    expect(await headroom.says(boss, '/invites undo')).toMatch(/^There is nothing to undo/);
    expect(await headroom.count('invites')).toBe(1);
  });

  it('takes one person at a time', async () => {
    expect(await headroom.says(ada, '/invites undo @a @b')).toContain('One person at a time');
  });
});
