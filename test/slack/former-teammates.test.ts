import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Headroom, messageOf, startHeadroom } from '../headroom.ts';
import { place, saveTeam, saveWorkspace } from './settings/settings.ts';
import { ada, boss, general } from './workspace.ts';

let headroom: Headroom;
beforeAll(async () => {
  headroom = await startHeadroom();
  await saveWorkspace(headroom.ledger, { managers: [boss], leaderboard: 'full' });
  await saveTeam(headroom.ledger, 1, { name: 'Sales', channel: general });
  await place(headroom.ledger, 1, ada);
  await headroom.says(ada, '/invites log @jane-doe');
  await headroom.says(ada, '/invites accepted @jane-doe');
});
afterAll(() => headroom.stop());

const board = async () => (await headroom.says(boss, '/invites leaderboard')).replaceAll('\n', ' ');

it('who left is counted without a name once the board was shared, which names them no more', async () => {
  expect(await board()).toContain(`<@${ada}>`);
  headroom.slack.changeUser(ada, { deleted: true });
  const session = headroom.slack.as(boss);
  await session.press(messageOf(await session.command('/invites leaderboard team Sales')), 'open_board');
  const opened = await headroom.modal(boss, ({ blocks }) => JSON.stringify(blocks).includes('share_board'));
  await session.press(opened, 'share_board');
  const shared = await headroom.slack.waitFor(() =>
    headroom.slack
      .channel(general)
      .messages()
      .find(({ text }) => text.includes(`<@${boss}>`)),
  );
  expect(shared.text).not.toContain(ada);
  expect(await board()).toContain('Of them former teammates (1)');
  expect(await board()).not.toContain(`<@${ada}>`);
});
