import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Headroom, startHeadroom } from '../../headroom.ts';
import { ada, boss, general } from '../workspace.ts';
import {
  documentOf,
  pressed,
  saveWorkspace,
  says,
  settingsEntries,
  teamsOf,
  titled,
  walk,
  wordsOf,
} from './settings.ts';

let headroom: Headroom;
beforeEach(async () => {
  headroom = await startHeadroom();
});
afterEach(() => headroom.stop());

const open = (user: string) => walk(headroom, user, ['Set Up Headroom', 'Set up Headroom']);
const submit = (user: string, viewId: string, values: Record<string, unknown>) =>
  headroom.slack.as(user).submit(viewId, values);

describe('set-up', () => {
  it('says plainly where the guide comes from, and asks four things', async () => {
    const form = await open(boss);
    const said = wordsOf(form);
    expect(said).toContain('*LinkedIn publishes no limit.* Teams report being stopped near 100 sent a week.');
    expect(said).toContain('that would take about a thousand sends');
    expect(form.blocks.filter(({ type }) => type === 'input')).toHaveLength(4);
  });

  it('keeps managers, channel, members and guide at once, each with its entry', async () => {
    const form = await open(boss);
    const { view } = await submit(boss, form.id, {
      managers: [boss, ada],
      channel: general,
      members: [ada],
      guide: '150',
    });
    expect(view && wordsOf(view)).toContain('Headroom is set up.');
    expect(await documentOf(headroom.ledger, 'workspace')).toMatchObject({
      managers: [boss, ada],
      setUpBy: boss,
    });
    expect(await documentOf(headroom.ledger, 'team:1')).toMatchObject({
      channel: general,
      zone: 'America/New_York',
    });
    expect(await teamsOf(headroom.ledger)).toMatchObject({ [ada]: 1 });
    expect(await settingsEntries(headroom.ledger)).toMatchObject([
      { actor: boss, subject: 'workspace', version: 1, changed: ['managers', 'setUpBy'] },
      { actor: boss, subject: 'team:1', version: 1 },
    ]);
    expect(await headroom.says(ada, '/invites quota')).toContain('0 of about 150 sent in 7 days');
    const told = await headroom.ledger.sql`select channel, kind from deliveries order by kind`;
    expect([...told]).toEqual([
      { channel: ada, kind: 'placed' },
      { channel: ada, kind: 'policy_changed' },
    ]);
  });

  it('sends a test digest to the channel when asked, and says what to do if it does not come', async () => {
    const form = await open(boss);
    await submit(boss, form.id, { channel: general, guide: '100' });
    const sent = await pressed(headroom, boss, 'Send Test Digest', says('on its way'));
    expect(wordsOf(sent)).toContain('type `/invite @Headroom` there');
    await vi.waitFor(
      () =>
        expect(
          headroom.slack
            .channel(general)
            .messages()
            .map(({ text }) => text),
        ).toEqual([expect.stringContaining('This is a test.')]),
      { timeout: 5_000 },
    );
  });

  it('says every mistake at its field, and keeps nothing', async () => {
    const form = await open(boss);
    const { errors } = await submit(boss, form.id, { managers: [], guide: '201' });
    expect(Object.keys(errors ?? {}).sort()).toEqual(['guide', 'managers']);
    expect(await headroom.count('settings')).toBe(0);
    expect(await headroom.count('policies')).toBe(0);
  });

  it('proposes as members who has logged already', async () => {
    await headroom.says(ada, '/invites log @jane-doe');
    await headroom.says(boss, '/invites quota');
    const form = await open(boss);
    expect(form.blocks.find(({ block_id }) => block_id === 'members')).toMatchObject({
      element: { initial_users: [ada] },
    });
  });

  it('is done once: who comes second is told, and nothing of theirs is written', async () => {
    headroom.slack.changeUser(ada, { isAdmin: true });
    const late = await open(ada);
    const form = await open(boss);
    await submit(boss, form.id, { guide: '120' });
    const { errors } = await submit(ada, late.id, { guide: '80' });
    expect(Object.values(errors ?? {})).toEqual([expect.stringContaining('set up Headroom already')]);
    expect(await documentOf(headroom.ledger, 'workspace')).toMatchObject({ managers: [boss] });
    expect(await headroom.count('policies')).toBe(1);
  });

  it('is for admins and the installer only', async () => {
    headroom.slack.changeUser(ada, { isAdmin: true });
    const form = await open(ada);
    await headroom.slack.as(ada).closeAll();
    headroom.slack.changeUser(ada, { isAdmin: false });
    await headroom.restart();
    const asked = await headroom.says(ada, '/invites quota');
    expect(asked).toContain('sent in 7 days');
    expect(form.title).toBe('Set up Headroom');
    await headroom.slack.as(ada).command('/invites settings');
    expect((await headroom.modal(ada)).title).toBe('My settings');
    await headroom.slack.as(ada).closeAll();

    await saveWorkspace(headroom.ledger, { setUpBy: ada });
    await headroom.slack.as(ada).command('/invites settings');
    const menu = await headroom.modal(ada, titled('Settings'));
    expect(wordsOf(menu)).toContain('Set Up Headroom');
    const mine = await pressed(headroom, ada, 'Set Up Headroom', titled('Set up Headroom'));
    const { view } = await submit(ada, mine.id, { guide: '100' });
    expect(view && wordsOf(view)).toContain('Headroom is set up.');
  });
});
