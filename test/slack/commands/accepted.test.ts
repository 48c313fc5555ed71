import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Headroom, messageOf, startHeadroom } from '../../headroom.ts';
import { ada, boss } from '../workspace.ts';

let headroom: Headroom;
beforeAll(async () => {
  headroom = await startHeadroom();
});
afterAll(() => headroom.stop());

it('moves the meters of the day and month on which the person accepts', async () => {
  await headroom.says(ada, '/invites log @jane-doe at 31 october 2pm');
  expect(await headroom.says(ada, '/invites accepted @jane-doe')).toBe(
    'Recorded: jane-doe accepted (sent 31 Oct 2026, 14:00).\n' +
      'Accepted today: 1 of 300 · Accepted this month: 1 of 3,000 · Pending: 0',
  );
});

it('counts an acceptance of last month in last month', async () => {
  await headroom.says(ada, '/invites log @sam-lee at 30 october 2pm');
  const text = await headroom.says(ada, '/invites accepted @sam-lee at 31 october');
  expect(text).toContain('Accepted this month: 1 of 3,000');
  const rows = await headroom.ledger
    .sql`select local_date::text, sent, accepted from usage order by local_date`;
  expect(rows).toEqual([
    { local_date: '2026-10-30', sent: 1, accepted: 0 },
    { local_date: '2026-10-31', sent: 1, accepted: 1 },
    { local_date: '2026-11-24', sent: 0, accepted: 1 },
  ]);
});

it('refuses a second acceptance of one invitation and names the first', async () => {
  expect(await headroom.says(ada, '/invites accept @jane-doe')).toBe(
    'Not recorded: jane-doe has accepted already, 24 Nov 2026, 09:00.',
  );
});

it('refuses an outcome of an invitation nobody logged', async () => {
  expect(await headroom.says(ada, '/invites accepted @nobody-i-know')).toMatch(
    /^Not recorded: you have not logged an invite to nobody-i-know\. Log it first/,
  );
});

it('keeps one teammate’s invitations from another', async () => {
  await headroom.says(ada, '/invites log @mine-alone');
  expect(await headroom.says(boss, '/invites accepted @mine-alone')).toMatch(
    /^Not recorded: you have not logged/,
  );
});

it('refuses an outcome before the invitation was sent', async () => {
  await headroom.says(ada, '/invites log @sent-today');
  expect(await headroom.says(ada, '/invites accepted @sent-today at 3 days ago')).toMatch(
    /^Not recorded: your invite to sent-today was sent 24 Nov 2026, 09:00, after that\./,
  );
});

it('takes the date of the sending for any time of that day', async () => {
  await headroom.says(ada, '/invites log @same-day at 2026-11-20 17:00');
  expect(await headroom.says(ada, '/invites accepted @same-day at 2026-11-20')).toMatch(
    /^Recorded: same-day accepted/,
  );
  const [entry] = await headroom.ledger.sql`select happened_at from entries order by id desc limit 1`;
  expect(entry?.happened_at).toBe('2026-11-20 17:00:00+00');
});

it('counts each acceptance of a person who was invited again', async () => {
  await headroom.says(ada, '/invites log @twice at 2026-11-02 10:00');
  await headroom.says(ada, '/invites accepted @twice at 2026-11-03 10:00');
  await headroom.says(ada, '/invites log @twice at 2026-11-12 10:00');
  expect(await headroom.says(ada, '/invites accepted @twice at 2026-11-13 10:00')).toMatch(/^Recorded/);
  const [row] = await headroom.ledger.sql`
    select sum(accepted)::int as accepted from usage where local_date in ('2026-11-03', '2026-11-13')`;
  expect(row?.accepted).toBe(2);
});

it('records an acceptance once when it is delivered twice', async () => {
  await headroom.says(ada, '/invites log @once-only');
  const first = await headroom.slack.as(ada).command('/invites accepted @once-only');
  const entries = await headroom.count('entries');
  expect(messageOf(await first.redeliver()).text).toBe(messageOf(first).text);
  expect(await headroom.count('entries')).toBe(entries);
});
