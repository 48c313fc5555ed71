import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Headroom, startHeadroom } from '../../headroom.ts';
import { ada, boss, general } from '../workspace.ts';
import {
  documentOf,
  place,
  pressed,
  saveTeam,
  saveWorkspace,
  says,
  settingsEntries,
  teamsOf,
  titled,
  walk,
  wordsOf,
} from './settings.ts';

let headroom: Headroom;
beforeAll(async () => {
  headroom = await startHeadroom();
});
beforeEach(async () => {
  for (const user of [ada, boss])
    if (headroom.slack.as(user).views().length > 0) await headroom.slack.as(user).closeAll();
  for (const table of ['settings', 'teammates', 'deliveries'])
    await headroom.ledger.sql`delete from ${headroom.ledger.sql(table)}`;
});
afterAll(() => headroom.stop());

const submit = async (user: string, viewId: string, values: Record<string, unknown>) => {
  const { view, errors } = await headroom.slack.as(user).submit(viewId, values);
  return { errors, view, said: view ? wordsOf(view) : '' };
};
const openPeople = (user: string) =>
  walk(headroom, user, ['Change Team', 'Team'], ['Change People and Channel', 'People and channel']);
const openTimes = (user: string) =>
  walk(headroom, user, ['Change Team', 'Team'], ['Change Times', 'Times of the team']);

describe('a team', () => {
  it('is added with people, channel and the zone of who adds it', async () => {
    await saveTeam(headroom.ledger, 1, { name: 'Sales' });
    await place(headroom.ledger, 1, ada);
    const form = await walk(headroom, boss, ['Add Team', 'Add a team']);
    const { said } = await submit(boss, form.id, {
      name: '  Support   Berlin ',
      channel: general,
      managers: [ada],
      members: [ada, boss],
    });
    expect(said).toContain('Added the team *Support Berlin*.');
    expect(said).toContain(`New in it: <@${boss}>`);
    expect(said).toContain(`Moved here: <@${ada}> from Sales`);
    expect(await documentOf(headroom.ledger, 'team:2')).toMatchObject({
      name: 'Support Berlin',
      channel: general,
      zone: 'America/New_York',
      managers: [ada],
    });
    expect(await teamsOf(headroom.ledger)).toMatchObject({ [ada]: 2, [boss]: 2 });
    const menu = await pressed(headroom, boss, 'Show Settings', titled('Settings'));
    expect(wordsOf(menu)).toContain(
      '*Support Berlin*\n2 members · <#C0GENERAL> · digest every working day at 16:30',
    );
    expect((await settingsEntries(headroom.ledger)).slice(-2)).toMatchObject([
      { actor: boss, subject: 'team:2', version: 1 },
      { actor: boss, subject: 'team:1', version: 2, changed: ['members'] },
    ]);
  });

  it('of a name that another team has, or in no zone, is told at the field', async () => {
    await saveTeam(headroom.ledger, 1, { name: 'Salés' });
    const form = await walk(headroom, boss, ['Add Team', 'Add a team']);
    const wrong = await submit(boss, form.id, { name: '\u200b', zone: 'Berlin' });
    expect(wrong.errors).toEqual({
      name: 'Enter a name, like Sales Berlin.',
      zone: 'Did you mean Europe/Berlin? Write it like that.',
    });
    const taken = await submit(boss, form.id, { name: 'SALES', zone: 'europe/berlin' });
    expect(taken.errors).toEqual({ name: 'Another team has this name. Choose another one.' });
    const { said } = await submit(boss, form.id, { name: 'Sales 2', zone: 'europe/berlin' });
    expect(said).toContain('Added the team *Sales 2*.');
    expect(await documentOf(headroom.ledger, 'team:2')).toMatchObject({ zone: 'Europe/Berlin' });
  });

  it('gets other times, working days and holidays', async () => {
    await saveTeam(headroom.ledger, 1, { name: 'Sales' });
    const form = await openTimes(boss);
    const { said } = await submit(boss, form.id, {
      zone: 'Asia/Kolkata',
      digestEvery: 'week',
      digestAt: '17:00',
      workingDays: ['7', '1', '2'],
      holidays: '2026-12-25\n2026-12-24, 2026-12-25',
    });
    for (const words of [
      'Time zone: Europe/London → Asia/Kolkata',
      'Digest time: 16:30 → 17:00',
      'Digest: every working day → once a week',
      'Working days: Monday to Friday → Monday, Tuesday and Sunday',
      'Holidays: 24 Dec 2026 and 25 Dec 2026 added',
    ])
      expect(said).toContain(words);
    expect(await documentOf(headroom.ledger, 'team:1')).toMatchObject({
      workingDays: [1, 2, 7],
      holidays: ['2026-12-24', '2026-12-25'],
    });
  });

  it('has every mistake in its times told at its field, all at once', async () => {
    await saveTeam(headroom.ledger, 1, { name: 'Sales' });
    const form = await openTimes(boss);
    const { errors } = await submit(boss, form.id, {
      zone: '+02:00',
      holidays: '2026-02-30',
    });
    expect(errors).toEqual({
      zone: expect.stringContaining('Europe/Berlin'),
      holidays: '“2026-02-30” is no date. Write each as YYYY-MM-DD, like 2026-12-25.',
    });
    const none = await submit(boss, form.id, { workingDays: [] });
    expect(Object.keys(none.errors ?? {})).toEqual(['workingDays']);
    expect(await headroom.count('settings')).toBe(1);
  });

  it('that somebody else changed meanwhile shows what and by whom, and keeps what was entered', async () => {
    await saveTeam(headroom.ledger, 1, { name: 'Sales' });
    const form = await openTimes(boss);
    await saveTeam(
      headroom.ledger,
      1,
      { name: 'Sales', digestAt: '17:00' },
      { version: 2, by: ada, at: headroom.clock.time },
    );
    const first = await submit(boss, form.id, { digestAt: '18:00' });
    expect(first.said).toContain(`Digest time: 16:30 → 17:00 (<@${ada}>, <!date^`);
    expect(await headroom.count('settings')).toBe(2);
    const second = await submit(boss, first.view?.id ?? '', {});
    expect(second.said).toContain('Digest time: 17:00 → 18:00');
  });

  it('whose people somebody else changed meanwhile names them, and keeps them', async () => {
    await saveTeam(headroom.ledger, 1, { name: 'Sales' });
    await place(headroom.ledger, 1, boss);
    const form = await openPeople(boss);
    const changes = { arrived: [ada], departed: [boss] };
    await saveTeam(headroom.ledger, 1, { name: 'Sales', ...changes }, { version: 2, by: ada });
    await place(headroom.ledger, 1, ada);
    await place(headroom.ledger, null, boss);
    const first = await submit(boss, form.id, { channel: general });
    expect(first.said).toContain(`Members: <@${ada}> added, <@${boss}> removed (<@${ada}>, `);
    expect(await headroom.count('settings')).toBe(2);
    expect(JSON.stringify(first.view?.blocks)).toContain(`"initial_users":["${ada}"]`);
    const { said } = await submit(boss, first.view?.id ?? '', {});
    expect(said).toContain('Channel: no channel → <#C0GENERAL>');
    expect(await teamsOf(headroom.ledger)).toEqual({ [ada]: 1, [boss]: null });
  });

  it('whose people somebody else changed meanwhile has its times saved without a question', async () => {
    await saveTeam(headroom.ledger, 1, { name: 'Sales' });
    const form = await openTimes(boss);
    await saveTeam(headroom.ledger, 1, { name: 'Sales', arrived: [ada] }, { version: 2, by: ada });
    const { said } = await submit(boss, form.id, { digestAt: '10:00' });
    expect(said).toContain('Digest time: 16:30 → 10:00');
  });

  it('tells who is put into it which team it is and who sees what', async () => {
    await saveTeam(headroom.ledger, 1, { name: 'Sales' });
    const form = await openPeople(boss);
    await submit(boss, form.id, { members: [ada, boss] });
    const told = await headroom.slack.waitFor(() =>
      headroom.slack
        .as(ada)
        .sees()
        .find(({ text }) => text.includes('put you into the team Sales')),
    );
    expect(told.text).toBe(
      `<@${boss}> put you into the team Sales: its managers, and those of the workspace, see what you log here, with your notes.`,
    );
    expect(await headroom.count('deliveries')).toBe(1);
  });

  it('is removed after a question that names what follows; its people are in none then', async () => {
    await saveTeam(headroom.ledger, 1, { name: 'Sales' });
    await place(headroom.ledger, 1, ada);
    const page = await walk(headroom, boss, ['Change Team', 'Team']);
    expect(JSON.stringify(page.blocks)).toContain('Its 1 member will be in no team');
    const done = await pressed(headroom, boss, 'Remove Team', says('Removed the team'));
    expect(wordsOf(done)).toContain(`In no team now: <@${ada}>`);
    expect(await teamsOf(headroom.ledger)).toMatchObject({ [ada]: null });
    await headroom.slack.as(boss).closeAll();
    expect(wordsOf(await walk(headroom, boss))).toContain('There is no team yet.');
  });

  it('has its test digest sent once, however quickly it is clicked twice', async () => {
    await saveTeam(headroom.ledger, 1, { name: 'Sales', channel: general });
    const page = await walk(headroom, boss, ['Change Team', 'Team']);
    const session = headroom.slack.as(boss);
    await Promise.all([session.press(page, 'Send Test Digest'), session.press(page, 'Send Test Digest')]);
    expect(await headroom.count('deliveries')).toBe(1);
    headroom.clock.time += 10_000;
    await pressed(headroom, boss, 'Send Test Digest', says('on its way'));
    expect(await headroom.count('deliveries')).toBe(2);
  });

  it('without a channel sends no test digest and says why', async () => {
    await saveTeam(headroom.ledger, 1, { name: 'Sales' });
    await walk(headroom, boss, ['Change Team', 'Team']);
    const said = await pressed(headroom, boss, 'Send Test Digest', says('Nothing was sent'));
    expect(wordsOf(said)).toContain('Sales has no channel.');
    expect(await headroom.count('deliveries')).toBe(0);
  });

  it('whose channel the bot is not in has the test listed as not delivered, with what to do', async () => {
    headroom.slack.channel(general).change({ botIsMember: false });
    await saveTeam(headroom.ledger, 1, { name: 'Sales', channel: general });
    await walk(headroom, boss, ['Change Team', 'Team']);
    await pressed(headroom, boss, 'Send Test Digest', says('on its way'));
    await vi.waitFor(
      async () => {
        const [row] = await headroom.ledger.sql`select state from deliveries`;
        expect(row?.state).toBe('dead');
      },
      { timeout: 5_000 },
    );
    await headroom.slack.as(boss).closeAll();
    expect(wordsOf(await walk(headroom, boss))).toMatch(
      /A test digest to <#C0GENERAL>, .*\/invite @Headroom/,
    );
  });
});

it('an overlap with somebody in another team names neither them nor it', async () => {
  await headroom.says(ada, '/invites log @jane-doe');
  await place(headroom.ledger, 1, ada);
  await place(headroom.ledger, 2, boss);
  const said = await headroom.says(boss, '/invites check @jane-doe');
  expect(said).toContain('Someone in another team invited them 24 Nov 2026, 04:00 (still pending).');
  expect(said).not.toContain(ada);
});

it('a manager who is taken out of the list sees the team on Home no more', async () => {
  const homeOf = (user: string) => JSON.stringify(headroom.slack.as(user).home()?.blocks ?? []);
  await saveWorkspace(headroom.ledger, { managers: [ada, boss] });
  await headroom.slack.as(ada).openHome();
  await headroom.slack.waitFor(() => homeOf(ada).includes('Change Team Settings'));
  const form = await walk(headroom, boss, ['Change Managers and Rules', 'Managers and rules']);
  await submit(boss, form.id, { managers: [boss] });
  await headroom.slack.waitFor(() => !homeOf(ada).includes('Change Team Settings'));
});

it('an admin who is no manager has the way to name managers on Home', async () => {
  await saveWorkspace(headroom.ledger, { managers: [ada] });
  const session = headroom.slack.as(boss);
  await session.openHome();
  const home = await headroom.slack.waitFor(() => {
    const shown = session.home();
    return JSON.stringify(shown?.blocks ?? []).includes('Name Managers') ? shown : undefined;
  });
  await session.press(home, 'Name Managers');
  expect(wordsOf(await headroom.modal(boss))).toContain('you can name managers');
});

describe('a manager of a team', () => {
  beforeEach(async () => {
    await saveWorkspace(headroom.ledger, { managers: [boss] });
    await saveTeam(headroom.ledger, 1, { name: 'Sales', managers: [ada] });
    await saveTeam(headroom.ledger, 2, { name: 'Support' });
  });

  it('sees and changes that team only', async () => {
    const menu = await walk(headroom, ada);
    const said = wordsOf(menu);
    expect(said).toContain('*Sales*');
    for (const hidden of ['Support', 'Change Limits', 'Add Team', 'Managers:'])
      expect(said).not.toContain(hidden);
    const page = await pressed(headroom, ada, 'Change Team', titled('Team'));
    expect(wordsOf(page)).not.toContain('Remove Team');
    await pressed(headroom, ada, 'Change People and Channel', titled('People and channel'));
    const form = await headroom.modal(ada);
    const { said: saved } = await submit(ada, form.id, { members: [ada], channel: general });
    expect(saved).toContain(`New in it: <@${ada}>`);
    expect(await documentOf(headroom.ledger, 'team:1')).toMatchObject({ channel: general });
  });

  it('takes nobody from a team of others', async () => {
    await place(headroom.ledger, 2, boss);
    const form = await openPeople(ada);
    const { said, view } = await submit(ada, form.id, { members: [ada, boss] });
    expect(said).toContain(`*Not saved yet.* <@${boss}> is in a team that you do not manage.`);
    expect(await teamsOf(headroom.ledger)).toEqual({ [boss]: 2 });
    const saved = await submit(ada, view?.id ?? '', { members: [ada] });
    expect(saved.said).toContain(`New in it: <@${ada}>`);
  });

  it('puts nobody into it who manages the workspace or another team', async () => {
    await saveTeam(headroom.ledger, 2, { name: 'Support', managers: ['U0LEAD'] }, { version: 2 });
    const form = await openPeople(ada);
    const { said } = await submit(ada, form.id, { members: [ada, boss] });
    expect(said).toContain(`*Not saved yet.* <@${boss}> manages more than this team.`);
    expect(await teamsOf(headroom.ledger)).toEqual({});
  });

  it('takes nobody off the do-not-contact list, which is the whole workspace’s', async () => {
    await headroom.says(boss, '/invites do-not-contact @jim-doe');
    const said = await headroom.says(ada, '/invites allow-contact @jim-doe');
    expect(said).toContain('Only managers of the workspace can take somebody off');
    expect(await headroom.count('do_not_contact')).toBe(1);
  });

  it('who was removed meanwhile saves nothing', async () => {
    const form = await openPeople(ada);
    const entries = await headroom.count('entries');
    await saveTeam(headroom.ledger, 1, { name: 'Sales', managers: [] }, { version: 2 });
    const { errors } = await submit(ada, form.id, { members: [ada] });
    expect(Object.values(errors ?? {})).toEqual(['Only managers of this team can change it.']);
    expect(await teamsOf(headroom.ledger)).toEqual({});
    expect(await headroom.count('entries')).toBe(entries);
  });
});

it('who only saved a setting is not on the leaderboard', async () => {
  const form = await walk(headroom, boss, ['Change Managers and Rules', 'Managers and rules']);
  await submit(boss, form.id, { leaderboard: 'full' });
  expect(await headroom.says(boss, '/invites leaderboard')).not.toContain(`<@${boss}>`);
});
