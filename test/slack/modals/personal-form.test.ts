import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SubmitResult, View } from '../../../src/simulator/simulator.ts';
import { ACTIONS } from '../../../src/slack/ids.ts';
import { type Headroom, messageOf, startHeadroom } from '../../headroom.ts';
import { ada, boss } from '../workspace.ts';
import { openForm, wordsOf } from './open-form.ts';

let headroom: Headroom;
const start = async () => {
  headroom = await startHeadroom();
};
const stop = () => headroom.stop();

const open = (user = ada) => openForm(headroom, user, ACTIONS.openMySettings);
const save = (view: View, values: Record<string, unknown>, user = ada): Promise<SubmitResult> =>
  headroom.slack.as(user).submit(view.id, values);
const saved = async (values: Record<string, unknown>) => wordsOf((await save(await open(), values)).view);

async function addAccount(view: View, values: Record<string, unknown> = {}): Promise<View> {
  const session = headroom.slack.as(ada);
  await session.press(view, 'Add Account', { values });
  return headroom.slack.waitFor(() => {
    const now = session.views().at(-1);
    return now?.hash === view.hash ? undefined : now;
  });
}

const teammate = async () => {
  const rows = await headroom.ledger.sql`
    select user_id, team, notices, check_ins, away_until::text, ranked from teammates`;
  return [...rows];
};
const accounts = async () => {
  const rows = await headroom.ledger.sql`select name, type from accounts where owner = ${ada} order by id`;
  return [...rows];
};
const facts = async () => {
  const rows = await headroom.ledger.sql`select kind, source, detail from entries order by id`;
  return [...rows];
};

describe('my settings', () => {
  beforeEach(start);
  afterEach(stop);

  it('open from the account command, and looking makes nobody a teammate', async () => {
    const session = headroom.slack.as(ada);
    await session.press(messageOf(await session.command('/invites account')), 'Change My Settings');
    const view = await headroom.slack.waitFor(() => session.views().at(-1));
    expect(view.title).toBe('My settings');
    expect(wordsOf(view)).toContain('Europe/London');
    expect(await headroom.count('teammates')).toBe(0);
    expect(await headroom.count('accounts')).toBe(0);
  });

  it('that are saved as they are change nothing', async () => {
    expect(await saved({})).toBe('Nothing was changed.');
    expect(await headroom.count('teammates')).toBe(0);
    expect(await headroom.count('entries')).toBe(0);
  });

  it('are saved all at once, by one request', async () => {
    await headroom.says(ada, '/invites account free');
    const words = await saved({
      'type.': 'sales_navigator',
      wishes: [],
      checkIns: 'off',
      awayUntil: '2026-12-03',
    });
    expect(words.split('\n')).toEqual([
      'Saved your settings:',
      '• First account: Sales Navigator from now on (it was Free)',
      '• Notices about your account by direct message: no',
      '• Check-ins: never',
      '• Away until 3 Dec 2026, that day included',
      '• The leaderboard does not name you. What you did still counts in the team’s total.',
      'What was counted stays counted. Undo takes back what changed about accounts only.',
      'Undo',
    ]);
    expect(await teammate()).toEqual([
      { user_id: ada, team: null, notices: false, check_ins: 'off', away_until: '2026-12-03', ranked: false },
    ]);
    expect(await accounts()).toEqual([{ name: '', type: 'sales_navigator' }]);
    expect(await facts()).toEqual([
      {
        kind: 'settings_changed',
        source: 'form',
        detail: { subject: 'teammate', changed: ['notices', 'checkIns', 'awayUntil', 'ranked'] },
      },
      { kind: 'account_changed', source: 'form', detail: { from: 'free', to: 'sales_navigator' } },
    ]);
    expect(await saved({})).toBe('Nothing was changed.');
  });

  it('of a member of a team leave the team', async () => {
    await headroom.ledger
      .sql`insert into teammates (workspace_id, user_id, team) values ('T0ACME', ${ada}, 3)`;
    await saved({ checkIns: 'weekly' });
    expect(await teammate()).toMatchObject([{ team: 3, check_ins: 'weekly' }]);
  });

  it('leave what was changed elsewhere while the form was open, if it was not touched in it', async () => {
    await headroom.says(ada, '/invites account free');
    const view = await open();
    await headroom.says(ada, '/invites account sales-navigator');
    const adding = await addAccount(view);
    const words = wordsOf((await save(adding, { checkIns: 'weekly' })).view);
    expect(words).toBe('Saved your settings:\n• Check-ins: Fridays only');
    expect(await accounts()).toEqual([{ name: '', type: 'sales_navigator' }]);
  });

  it('change one field a time, and back', async () => {
    expect(await saved({ checkIns: 'weekly' })).toBe('Saved your settings:\n• Check-ins: Fridays only');
    expect(await saved({ wishes: ['notices'] })).toContain('• The leaderboard does not name you.');
    expect(await saved({ wishes: ['notices', 'ranked'] })).toBe(
      'Saved your settings:\n• The leaderboard names you.',
    );
    expect(await saved({ awayUntil: '2026-11-24' })).toContain('Away until 24 Nov 2026');
    expect(await saved({ awayUntil: null })).toBe('Saved your settings:\n• You are not away.');
    expect(await saved({ wishes: ['ranked'] })).toContain(
      '• Notices about your account by direct message: no',
    );
  });

  it('show nobody as away whose last day away is over', async () => {
    await saved({ awayUntil: '2026-11-25' });
    headroom.clock.time = Date.parse('2026-11-26T09:00:00Z');
    expect(await saved({})).toBe('Nothing was changed.');
  });

  it('are one’s own: those of another stay', async () => {
    await saved({ checkIns: 'off' });
    const view = await open(boss);
    expect(wordsOf((await save(view, { checkIns: 'weekly' }, boss)).view)).toContain('Fridays only');
    expect((await teammate()).map(({ check_ins }) => check_ins)).toEqual(['off', 'weekly']);
  });

  it('write once what was submitted twice at the same moment', async () => {
    const view = await open();
    await Promise.all([save(view, { checkIns: 'off' }), save(view, { checkIns: 'off' })]);
    expect(await headroom.count('entries')).toBe(1);
  });
});

describe('a further account', () => {
  beforeEach(start);
  afterEach(stop);

  it('is added with its type, together with the rest, and what was entered before is kept', async () => {
    const view = await addAccount(await open(), { checkIns: 'off' });
    expect(view.blocks.find(({ block_id }) => block_id === 'checkIns')).toMatchObject({
      element: { initial_option: { value: 'off' } },
    });
    const result = await save(view, { newName: 'My Founder', newType: 'business_plus' });
    expect(wordsOf(result.view).split('\n')).toEqual([
      'Saved your settings:',
      '• New account my founder: Business Plus',
      '• Check-ins: never',
      'What was counted stays counted. Undo takes back what changed about accounts only.',
      'Undo',
    ]);
    expect(await accounts()).toEqual([
      { name: '', type: 'free' },
      { name: 'my founder', type: 'business_plus' },
    ]);
    expect((await facts()).map(({ kind }) => kind)).toEqual([
      'settings_changed',
      'account_added',
      'account_changed',
    ]);
    expect(await headroom.says(ada, '/invites log @jane-doe as "my founder"')).toContain('Logged jane-doe');
  });

  it('has its own type in the form from then on', async () => {
    await headroom.says(ada, '/invites account add founder');
    expect(await saved({ 'type.founder': 'sales_navigator' })).toContain(
      '• founder: Sales Navigator from now on (it was Free)',
    );
    expect(await accounts()).toEqual([
      { name: '', type: 'free' },
      { name: 'founder', type: 'sales_navigator' },
    ]);
  });

  it('can be taken back by undo', async () => {
    const view = await addAccount(await open());
    const { view: result } = await save(view, {
      newName: 'founder',
      newType: 'sales_navigator',
      checkIns: 'off',
    });
    if (result === undefined) throw new Error('no result is shown');
    await headroom.slack.as(ada).press(result, 'Undo');
    await headroom.slack.waitFor(() => headroom.slack.as(ada).views().at(-1)?.hash !== result.hash);
    expect(await teammate()).toMatchObject([{ check_ins: 'off' }]);
    expect(await headroom.says(ada, '/invites account')).toMatch(/^LinkedIn account: Free/);
  });

  it('without a name is none', async () => {
    expect(wordsOf((await save(await addAccount(await open()), {})).view)).toBe('Nothing was changed.');
  });

  it('stays within 20, and the rest of the form is not saved', async () => {
    for (let n = 1; n < 20; n += 1) await headroom.says(ada, `/invites account add number${n}`);
    const result = await save(await addAccount(await open()), { newName: 'one more', checkIns: 'off' });
    expect(result.errors).toEqual({ newName: 'You have as many accounts here as there can be.' });
    expect(await headroom.count('teammates')).toBe(0);
  });
});

describe('what cannot be', () => {
  beforeAll(async () => {
    await start();
    await headroom.says(ada, '/invites account add founder');
  });
  afterAll(stop);

  it.each([
    [{ awayUntil: '2026-11-23' }, { awayUntil: 'That day is over. Choose today or a later day.' }],
    [{ awayUntil: '2027-11-25' }, { awayUntil: 'Choose a day within a year.' }],
    [{ newName: 'Founder' }, { newName: 'You have an account of this name already. Enter another one.' }],
    [
      { newName: 'a<b' },
      {
        newName:
          '“a<b” cannot be the name of an account. Use letters, digits, blanks and hyphens, 40 at most, like founder.',
      },
    ],
    [
      { newName: 'free' },
      { newName: '“free” is an account type. Call the account otherwise, like founder.' },
    ],
    [
      { newName: 'until', awayUntil: '2026-11-01' },
      {
        newName: '“until” means something else here. Call the account otherwise, like founder.',
        awayUntil: 'That day is over. Choose today or a later day.',
      },
    ],
  ])('is refused at its field, and nothing is saved: %j', async (values, errors) => {
    const before = await headroom.count('entries');
    const view = await addAccount(await open());
    const result = await save(view, { ...values, checkIns: 'off' });
    expect(result.errors).toEqual(errors);
    expect(result.view?.id).toBe(view.id);
    expect(await headroom.count('entries')).toBe(before);
    expect(await headroom.count('teammates')).toBe(0);
  });
});
