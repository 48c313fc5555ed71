import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Headroom, startHeadroom } from '../../headroom.ts';
import { ada } from '../workspace.ts';

let headroom: Headroom;
beforeAll(async () => {
  headroom = await startHeadroom();
});
afterAll(() => headroom.stop());

it('shows the account type without making anybody a teammate', async () => {
  expect(await headroom.says(ada, '/invites account')).toMatch(/^LinkedIn account: Free\n/);
  expect(await headroom.count('accounts')).toBe(0);
});

it.each(['sales-navigator', 'Sales Navigator', 'SALES_NAVIGATOR'])(
  'takes the type written %s',
  async (typed) => {
    await headroom.says(ada, '/invites account free');
    expect(await headroom.says(ada, `/invites account ${typed}`)).toMatch(
      /^Your LinkedIn account is Sales Navigator from now on \(it was Free\)/,
    );
  },
);

it('changes the caps from then on, and what was counted stays counted', async () => {
  await headroom.says(ada, '/invites account free');
  await headroom.says(ada, '/invites log @jane-doe');
  await headroom.says(ada, '/invites accepted @jane-doe');
  expect(await headroom.says(ada, '/invites account business-plus')).toContain(
    'Accepted today: 1 of 500 · Accepted this month: 1 of 15,000',
  );
});

it('says it when nothing changes, and appends nothing', async () => {
  await headroom.says(ada, '/invites account free');
  const before = await headroom.count('entries');
  expect(await headroom.says(ada, '/invites account free')).toMatch(
    /^Your LinkedIn account was Free already\./,
  );
  expect(await headroom.count('entries')).toBe(before);
});

it('refuses a type that LinkedIn does not sell, and shows those it does', async () => {
  expect(await headroom.says(ada, '/invites account platinum')).toContain('`business-plus`');
});
