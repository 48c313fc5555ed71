import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { queueDeliveries } from '../../src/ledger/queue-deliveries.ts';
import { addSettings } from '../../src/ledger/read-settings.ts';
import { teammates } from '../../src/ledger/schema.ts';
import { type Headroom, messageOf, startHeadroom } from '../headroom.ts';
import { outbox, settled } from '../jobs/saying.ts';
import { readCsv } from '../services/read-csv.ts';
import { ada, boss, general } from './workspace.ts';

let headroom: Headroom;
let version = 0;
beforeAll(async () => {
  headroom = await startHeadroom();
  await settings('team:1', { name: 'Sales', zone: 'Europe/Berlin', channel: general });
  await headroom.ledger.transact({ deadlineMs: 10_000 }, async (tx) => {
    await tx
      .insert(teammates)
      .values([ada, boss].map((userId) => ({ workspaceId: 'T0ACME', userId, team: 1 })));
  });
  await headroom.says(ada, '/invites log https://www.linkedin.com/in/jane-doe "=Jane" @joe');
  await headroom.says(ada, '/invites accepted @jane-doe');
});
beforeEach(() => settings('workspace', { managers: [boss] }));
afterAll(() => headroom.stop());

async function settings(subject: string, document: object): Promise<void> {
  version += 1;
  await headroom.ledger.transact({ deadlineMs: 10_000 }, (tx) =>
    addSettings(tx, { workspaceId: 'T0ACME', subject, version, document, changedAt: 0, changedBy: boss }),
  );
}

/** The modal that somebody has open, once it shows this. */
async function modalOf(user: string, shows: string) {
  return headroom.slack.waitFor(() =>
    headroom.slack
      .as(user)
      .views()
      .find(({ blocks }) => JSON.stringify(blocks).includes(shows)),
  );
}

/** The direct message of somebody with the bot that has a file, once there are so many, and the file's text. */
async function fileOf(user: string, count: number): Promise<{ text: string; csv: string }> {
  const found = () => {
    const session = headroom.slack.as(user);
    const direct = session.channels().filter(({ isIm }) => isIm);
    return direct.flatMap(({ id }) => session.sees(id)).filter(({ files }) => files.length > 0);
  };
  await headroom.slack.waitFor(() => found().length >= count);
  const message = found().at(-1);
  const [id] = message?.files ?? [];
  const response = await fetch(`${headroom.slack.url}/_page/file/${id}?workspace=T0ACME&user=${user}`);
  return { text: message?.text ?? '', csv: await response.text() };
}

it('answers a manager with a table, and as text with the same facts', async () => {
  const message = messageOf(await headroom.slack.as(boss).command('/invites leaderboard week team sales'));
  expect(message.text).toContain('Leaderboard of Sales, this week (23 to 29 Nov 2026)');
  expect(message.text).toContain(`1. <@${ada}> – 1 accepted, 2 sent`);
  expect(JSON.stringify(message.blocks)).toContain('data_table');
});

it('opens as a modal, is drawn again at once on a choice, and is shared once in the channel', async () => {
  const session = headroom.slack.as(boss);
  const message = messageOf(await session.command('/invites leaderboard team Sales'));
  await session.press(message, 'open_board');
  const opened = await modalOf(boss, 'this month');
  await session.press(opened, 'period', { choice: 'quarter' });
  const redrawn = await modalOf(boss, 'this quarter (1 Oct to 31 Dec 2026)');

  // Both as it stood: the second click is on a form that is gone.
  await session.press(redrawn, 'share_board', { redeliver: true });
  const answered = await modalOf(boss, `The top three come to <#${general}>`);
  const shared = () =>
    headroom.slack
      .channel(general)
      .messages()
      .filter(({ ephemeral }) => !ephemeral);
  await headroom.slack.waitFor(() => shared().length > 0);
  expect(shared()).toHaveLength(1);
  expect(shared()[0]?.text).toContain(`1. <@${ada}>`);
  expect(shared()[0]?.text).toContain(`Shared by <@${boss}>`);
  await session.press(answered, 'open_board');
  await modalOf(boss, 'this quarter (1 Oct to 31 Dec 2026)');
  await session.closeAll();
});

it('comes as a CSV file to the manager who asked', async () => {
  const session = headroom.slack.as(boss);
  await session.press(messageOf(await session.command('/invites board team Sales')), 'open_board');
  await session.press(await modalOf(boss, 'Download CSV'), 'board_file');
  await modalOf(boss, 'Your file comes by direct message in a moment.');
  const { csv, text } = await fileOf(boss, 1);
  expect(text).toContain('Leaderboard of Sales');
  const [titles, first] = readCsv(csv);
  expect(titles?.slice(1, 4)).toEqual(['Teammate', 'Slack ID', 'Accepted']);
  expect(first?.slice(0, 4)).toEqual(['1', 'Ada Lovelace', ada, '1']);
  await session.closeAll();
});

it('shows others their place and no way to share', async () => {
  const session = headroom.slack.as(ada);
  const message = messageOf(await session.command('/invites leaderboard'));
  expect(message.text).toContain('Your place: 1 of 1');
  await session.press(message, 'open_board');
  const opened = await modalOf(ada, 'Your place: 1 of 1');
  expect(JSON.stringify(opened.blocks).includes('share_board')).toBe(false);
  await session.closeAll();
});

it('says that it is for managers only where it is switched off', async () => {
  await settings('workspace', { managers: [boss], leaderboard: 'off' });
  expect(await headroom.says(ada, '/invites leaderboard')).toContain('for managers only');
});

it('sends an export to who asked alone, with what would be a formula made harmless', async () => {
  expect(await headroom.says(ada, '/invites export this month')).toContain(
    'Your file comes by direct message in a moment.',
  );
  const { csv, text } = await fileOf(ada, 1);
  expect(text).toBe('Your export: 3 entries, your own of 1 to 30 Nov 2026. Only you got it.');
  expect(readCsv(csv).map((row) => row[4])).toEqual(['Person', "'=Jane", 'joe', "'=Jane"]);
  const bosses = headroom.slack
    .as(boss)
    .sees()
    .map((message) => message.text);
  expect(bosses.join()).not.toContain('Your export');
});

it('sends one file on a double click, and another one when it is asked for again later', async () => {
  const exports = async () =>
    (await outbox(headroom.ledger)).filter(({ channel }) => channel === boss).length;
  const before = await exports();
  const session = headroom.slack.as(boss);
  await Promise.all([session.command('/invites export'), session.command('/invites export')]);
  expect(await exports()).toBe(before + 1);
  headroom.clock.time += 10_000;
  await session.command('/invites export');
  expect(await exports()).toBe(before + 2);
});

it('sends a manager who is none any more when the file is made a sentence instead', async () => {
  await headroom.ledger.transact({ deadlineMs: 10_000 }, async (tx) => {
    const message = { kind: 'export', by: ada, at: 0, team: null };
    await queueDeliveries(tx, { workspaceId: 'T0ACME', now: headroom.clock.time }, [
      { channel: ada, message },
    ]);
  });
  await settled(headroom.ledger);
  const rows = (await outbox(headroom.ledger)).filter(({ channel }) => channel === ada);
  expect(rows.slice(-2).map(({ kind, state, reason }) => [kind, state, reason])).toEqual([
    ['export', 'dead', 'not_allowed'],
    ['undelivered', 'sent', null],
  ]);
});

it.each([
  ['/invites leaderboard week month', 'One period at a time'],
  ['/invites leaderboard wek', 'I do not know “wek” here'],
  ['/invites leaderboard team Marketing', 'There is no team of that name. The teams here: Sales.'],
  ['/invites leaderboard by luck', '`by` takes accepted, rate'],
  ['/invites export mine everyone', 'One of them.'],
  ['/invites export from 2026-11-30 to 2026-11-01', '30 Nov 2026 is after 1 Nov 2026'],
  ['/invites export from 2026-02-30', 'There is no “2026-02-30”'],
  ['/invites export last month from 2026-11-01', 'Either a period or `from` and `to`'],
])('%s is answered with what is wrong', async (line, expected) => {
  expect(await headroom.says(boss, line)).toContain(expected);
});

it.each(['/invites export everyone', '/invites export team Sales', '/invites leaderboard team Talent'])(
  '%s is not for everybody',
  async (line) => {
    await settings('team:2', { name: 'Talent', zone: 'UTC' });
    expect(await headroom.says(ada, line)).toMatch(/^Only managers/);
  },
);
