import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Headroom, startHeadroom } from '../../headroom.ts';
import { ada, boss } from '../workspace.ts';
import { documentOf, pressed, saveWorkspace, settingsEntries, titled, walk, wordsOf } from './settings.ts';

let headroom: Headroom;
beforeEach(async () => {
  headroom = await startHeadroom();
});
afterEach(() => headroom.stop());

const openRules = (user: string) => walk(headroom, user, ['Change Managers and Rules', 'Managers and rules']);
const submit = (user: string, viewId: string, values: Record<string, unknown>) =>
  headroom.slack.as(user).submit(viewId, values);

describe('the rules of the workspace', () => {
  it('are saved with who changed what', async () => {
    const form = await openRules(boss);
    const { view } = await submit(boss, form.id, {
      managers: [boss, ada],
      overlapNames: 'yes',
      warnChannelFrom: 'critical',
      leaderboard: 'full',
      retentionMonths: '24',
    });
    const said = view ? wordsOf(view) : '';
    for (const words of [
      `Managers: <@${boss}> and <@${ada}> added`,
      'Names across teams: told',
      'from near a limit on → from very near a limit on',
      'the top three → the whole board',
      'kept until somebody erases it → erased 24 months after the last entry about them',
    ])
      expect(said).toContain(words);
    expect(await documentOf(headroom.ledger, 'workspace')).toMatchObject({
      managers: [boss, ada],
      overlapNames: true,
      warnChannelFrom: 'critical',
      leaderboard: 'full',
      retentionMonths: 24,
    });
    expect(await settingsEntries(headroom.ledger)).toEqual([
      {
        actor: boss,
        subject: 'workspace',
        version: 1,
        changed: ['managers', 'overlapNames', 'warnChannelFrom', 'leaderboard', 'retentionMonths'],
      },
    ]);
  });

  it('that nobody changed are not saved again', async () => {
    const form = await openRules(boss);
    const { view } = await submit(boss, form.id, {});
    expect(view && wordsOf(view)).toContain('Nothing was changed.');
    expect(await headroom.count('settings')).toBe(0);
  });

  it('of a former manager who had the form open are refused, and nothing is written', async () => {
    await saveWorkspace(headroom.ledger, { managers: [ada, boss] });
    const form = await openRules(ada);
    await saveWorkspace(headroom.ledger, { managers: [boss] }, { version: 2 });
    const { errors } = await submit(ada, form.id, { leaderboard: 'full' });
    expect(Object.values(errors ?? {})).toEqual(['Only managers can change the settings.']);
    expect(await headroom.count('settings')).toBe(2);
    expect(await headroom.count('entries')).toBe(0);
  });

  it('of a manager whom Slack deactivated are refused', async () => {
    await saveWorkspace(headroom.ledger, { managers: [ada] });
    headroom.slack.changeUser(ada, { deleted: true });
    await headroom.slack.as(ada).command('/invites settings');
    expect((await headroom.modal(ada)).title).toBe('My settings');
  });

  it('are shown with what somebody else saved meanwhile, and saved when asked again', async () => {
    await saveWorkspace(headroom.ledger, { managers: [ada, boss] });
    const form = await openRules(ada);
    await saveWorkspace(
      headroom.ledger,
      { managers: [ada, boss], leaderboard: 'off', retentionMonths: 12 },
      { version: 2, at: headroom.clock.time },
    );
    const first = await submit(ada, form.id, { leaderboard: 'full' });
    const notice = first.view ? wordsOf(first.view) : '';
    expect(notice).toContain('Not saved yet.');
    expect(notice).toContain(
      `Leaderboard for the others: the top three → off: only managers see it (<@${boss}>, `,
    );
    expect(notice).toContain(
      'People’s data: kept until somebody erases it → erased 12 months after the last entry about them',
    );
    expect(await headroom.count('settings')).toBe(2);

    expect(JSON.stringify(first.view?.blocks)).toMatch(/"initial_option":\{[^}]*\},"value":"full"/);
    const second = await submit(ada, first.view?.id ?? '', {});
    expect(second.view && wordsOf(second.view)).toContain('off: only managers see it → the whole board');
    expect(await documentOf(headroom.ledger, 'workspace')).toMatchObject({
      leaderboard: 'full',
      retentionMonths: 12,
    });
  });

  it('saved after a conflict put back nothing that who saves did not touch', async () => {
    await saveWorkspace(headroom.ledger, { managers: [boss] });
    const form = await openRules(boss);
    await saveWorkspace(headroom.ledger, { managers: [boss, ada] }, { version: 2, by: ada });
    const first = await submit(boss, form.id, { leaderboard: 'full' });
    expect(first.view && wordsOf(first.view)).toContain(`Managers: <@${ada}> added (<@${ada}>, `);
    expect(JSON.stringify(first.view?.blocks)).toContain(`"initial_users":["${boss}","${ada}"]`);
    const wrong = await submit(boss, first.view?.id ?? '', { retentionMonths: '121' });
    expect(wrong.errors).toEqual({ 'retentionMonths:1': expect.stringMatching(/1 to 120/) });
    await submit(boss, first.view?.id ?? '', { retentionMonths: '' });
    expect(await documentOf(headroom.ledger, 'workspace')).toMatchObject({
      managers: [boss, ada],
      leaderboard: 'full',
    });
  });

  it('do not lose the last manager, nor who saves, without a warning', async () => {
    await saveWorkspace(headroom.ledger, { managers: [ada, boss] });
    const form = await openRules(ada);
    const first = await submit(ada, form.id, { managers: [boss] });
    expect(first.view && wordsOf(first.view)).toContain('you manage no longer once it is saved');
    const second = await submit(ada, first.view?.id ?? '', { managers: [] });
    expect(second.view && wordsOf(second.view)).toContain(
      'the admins and owners of this Slack are the managers',
    );
    expect(await headroom.count('settings')).toBe(1);
    await submit(ada, second.view?.id ?? '', { managers: [] });
    expect(await documentOf(headroom.ledger, 'workspace')).toMatchObject({ managers: [] });
  });

  it('say at the field what is wrong, all at once', async () => {
    const form = await openRules(boss);
    const { errors } = await submit(boss, form.id, { retentionMonths: '121' });
    expect(errors).toEqual({ retentionMonths: expect.stringMatching(/1 to 120/) });
    expect(await headroom.count('settings')).toBe(0);
  });
});

describe('an admin', () => {
  it('is a manager until managers are named, and then names managers and nothing else', async () => {
    await saveWorkspace(headroom.ledger, { managers: [ada], leaderboard: 'full' });
    const menu = await walk(headroom, boss);
    expect(wordsOf(menu)).not.toContain('Change Limits');
    expect(wordsOf(menu)).not.toContain('Add Team');
    const form = await pressed(headroom, boss, 'Change Managers', titled('Managers'));
    expect(wordsOf(form)).not.toContain('Leaderboard');
    const { view } = await submit(boss, form.id, { managers: [boss] });
    expect(view && wordsOf(view)).toContain(`Managers: <@${boss}> added, <@${ada}> removed`);
    expect(await documentOf(headroom.ledger, 'workspace')).toMatchObject({
      managers: [boss],
      leaderboard: 'full',
    });
  });

  it('who had the whole form open when managers were named changes only managers', async () => {
    const form = await openRules(boss);
    await saveWorkspace(headroom.ledger, { managers: [ada] }, { by: ada });
    const { errors } = await submit(boss, form.id, { managers: [ada], leaderboard: 'full' });
    expect(Object.values(errors ?? {})).toEqual([
      'Only managers can change this. As an admin you can name managers.',
    ]);
    expect(await headroom.count('settings')).toBe(1);
  });

  it('names new managers when the only one has left', async () => {
    await saveWorkspace(headroom.ledger, { managers: [ada] });
    headroom.slack.changeUser(ada, { deleted: true });
    const form = await walk(headroom, boss, ['Change Managers', 'Managers']);
    await submit(boss, form.id, { managers: [boss] });
    expect(await documentOf(headroom.ledger, 'workspace')).toMatchObject({ managers: [boss] });
  });
});

it('opens their own settings for who manages nothing', async () => {
  await headroom.slack.as(ada).command('/invites settings');
  expect((await headroom.modal(ada)).title).toBe('My settings');
});
