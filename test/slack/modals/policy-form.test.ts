import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { articlePolicy } from '../../../src/limits/article.ts';
import { observedPolicy } from '../../../src/limits/observed.ts';
import { checkPolicy } from '../../../src/limits/parse-policy.ts';
import type { View } from '../../../src/simulator/simulator.ts';
import { ACTIONS } from '../../../src/slack/ids.ts';
import { type Headroom, startHeadroom } from '../../headroom.ts';
import { ada, boss } from '../workspace.ts';
import { openForm, pressAction, valuesFor, wordsOf } from './open-form.ts';

let headroom: Headroom;
/** Each its own, or one for all of a group. */
const start = async () => {
  headroom = await startHeadroom();
};
const stop = () => headroom.stop();

const open = (user = boss) => openForm(headroom, user, ACTIONS.openPolicy);

async function save(view: View, fields: Record<string, unknown>, user = boss) {
  return headroom.slack.as(user).submit(view.id, valuesFor(view, fields));
}

/** Presses something in the form, with what was entered beside it, and gives the form as it is then. */
const press = (view: View, element: string, entered?: Record<string, unknown>, choice?: string) =>
  pressAs(boss, view, element, entered, choice);

async function pressAs(
  user: string,
  view: View,
  element: string,
  entered: Record<string, unknown> = {},
  choice?: string,
) {
  const session = headroom.slack.as(user);
  await session.press(view, element, {
    values: valuesFor(view, entered),
    ...(choice !== undefined && { choice }),
  });
  return headroom.slack.waitFor(() => {
    const now = session.views().at(-1);
    return now?.hash === view.hash ? undefined : now;
  });
}

/** What an input shows before anybody touches it. */
function shown(view: View, field: string): unknown {
  const [id] = Object.keys(valuesFor(view, { [field]: null }));
  const block = view.blocks.find(({ block_id }) => block_id === id);
  if (block?.type !== 'input') throw new Error(`${field} is no input`);
  const element: Readonly<Record<string, unknown>> = block.element;
  const initial = element.initial_value ?? element.initial_option ?? element.initial_options;
  return typeof initial === 'object' && initial !== null && 'value' in initial ? initial.value : initial;
}

async function stored(): Promise<unknown[]> {
  const rows = await headroom.ledger.sql<{ document: unknown }[]>`
    select document from policies order by version`;
  return rows.map(({ document }) => document);
}

async function setManagers(...managers: string[]): Promise<void> {
  await headroom.ledger.sql`
    insert into settings (workspace_id, subject, version, document, changed_at, changed_by)
    values ('T0ACME', 'workspace', 1, ${JSON.stringify({ managers })}::text::jsonb, now(), ${boss})`;
}

describe('the form of the limits', () => {
  beforeEach(start);
  afterEach(stop);

  it('shows what holds, and changes nothing when it is saved as it is', async () => {
    const view = await open();
    expect(
      ['preset', 'guide', 'exceptions', 'overlap', 'nearing', 'critical'].map((one) => shown(view, one)),
    ).toEqual(['article', '100', 'count', 'warn', '80', '95']);
    const result = await save(view, {});
    expect(wordsOf(result.view)).toBe('Nothing was changed.');
    expect(await headroom.count('policies')).toBe(0);
    expect(await headroom.count('entries')).toBe(0);
  });

  it('holds from the next request on', async () => {
    const view = await press(await open(), 'Change Caps');
    await save(view, { 'cap.0.free': '250' });
    expect(await headroom.says(ada, '/invites quota')).toContain('0 of 250');
  });

  it('keeps what was entered on every page, and saves all of it at once', async () => {
    const rules = await open();
    const free = await press(rules, 'Change Caps', { guide: '150', overlap: 'block' });
    const business = await press(free, 'accountType:1', { 'cap.0.free': '200' }, 'business_plus');
    expect(shown(business, 'accountType')).toBe('business_plus');
    const back = await press(business, 'Back to Limits', { 'cap.0.business_plus': '400' });
    expect([shown(back, 'guide'), shown(back, 'overlap')]).toEqual(['150', 'block']);
    const waits = await press(back, 'Change Waits');
    const result = await save(waits, { expireDays: '100' });
    expect(wordsOf(result.view).split('\n').slice(1)).toEqual([
      '• Accepted a day, Free: 300 → 200',
      '• Accepted a day, Business Plus: 500 → 400',
      '• Sent in 7 days (guide): 100 → 150',
      '• A person a teammate has invited: gets a warning → is refused',
      '• A pending invite expires: after 180 days → after 100 days',
    ]);
  });
});

describe('one field', () => {
  beforeAll(start);
  afterAll(stop);

  it.each([
    ['rules', { guide: '80' }, 'Sent in 7 days (guide): 100 → 80'],
    ['rules', { exceptions: 'exempt' }, 'Marked exceptions: count → do not count'],
    ['rules', { overlap: 'block' }, 'A person a teammate has invited: gets a warning → is refused'],
    ['rules', { nearing: '70' }, 'Near a limit from: 80 % → 70 %'],
    ['rules', { critical: '99' }, 'Very near a limit from: 95 % → 99 %'],
    ['Change Caps', { 'cap.0.free': '250' }, 'Accepted a day, Free: 300 → 250'],
    ['Change Caps', { 'cap.1.free': '2000' }, 'Accepted a month, Free: 3,000 → 2,000'],
    ['Change Caps', { 'cap.2.free': '5' }, 'PageInvites sent a month, Free: 4 → 5'],
    ['Change Caps', { 'notesPerMonth.free': '10' }, 'Notes a month, Free: 5 → 10'],
    ['Change Caps', { 'notesPerMonth.free': null }, 'Notes a month, Free: 10 → any number'],
    ['Change Caps', { 'noteChars.free': '300' }, 'Characters of a note, Free: 200 → 300'],
    ['Change Waits', { samePersonHours: '336' }, 'Same person again: after 168 hours → after 336 hours'],
    ['Change Waits', { afterWithdrawalDays: '21' }, 'Again after withdrawing: at once → after 21 days'],
    ['Change Waits', { pendingSoft: '500' }, 'Pending invites are too many from: 400 → 500'],
    ['Change Waits', { expireDays: '90' }, 'A pending invite expires: after 180 days → after 90 days'],
    ['Change Waits', { refusing: ['0', '1'] }, 'PageInvites sent a month: refuses a send → only advises'],
  ])('changes by %s one field: %j', async (page, fields, sentence) => {
    const first = await open();
    const view = page === 'rules' ? first : await press(first, page);
    const result = await save(view, fields);
    expect(wordsOf(result.view).replace(/version \d+/, 'version')).toBe(
      `The limits are changed from now on (version). What was counted stays counted.\n• ${sentence}`,
    );
    const document = (await stored()).at(-1);
    expect(checkPolicy(document)).toEqual({ ok: true, policy: document });
    expect(wordsOf((await save(await open(), {})).view)).toBe('Nothing was changed.');
    const facts = await headroom.ledger
      .sql`select kind, source, detail from entries order by id desc limit 1`;
    expect([...facts]).toEqual([
      { kind: 'policy_changed', source: 'form', detail: { version: await headroom.count('policies') } },
    ]);
  });
});

describe('a wrong value', () => {
  beforeAll(start);
  afterAll(stop);

  it.each([
    ['rules', 'guide', '49', 'Enter a whole number from 50 to 200'],
    ['rules', 'guide', '201', 'Enter a whole number from 50 to 200'],
    ['rules', 'nearing', '95', 'Enter less than the critical share'],
    ['rules', 'nearing', '0', 'Enter a whole number from 1 to 100'],
    ['rules', 'critical', '101', 'Enter a whole number from 1 to 100'],
    ['Change Caps', 'cap.0.free', '0', 'Enter a whole number from 1 to 1000000'],
    ['Change Caps', 'cap.2.free', '9999999999999', 'Enter a whole number from 1 to 1000000'],
    ['Change Caps', 'notesPerMonth.free', '0', 'Enter a whole number from 1 to 10000'],
    ['Change Caps', 'noteChars.free', '3001', 'Enter a whole number from 1 to 3000'],
    ['Change Waits', 'samePersonHours', '-1', 'Enter a whole number from 1 to 8760'],
    ['Change Waits', 'afterWithdrawalDays', '366', 'Enter a whole number from 0 to 365'],
    ['Change Waits', 'pendingSoft', '0', 'Enter a whole number from 1 to 30000'],
    ['Change Waits', 'expireDays', '731', 'Enter a whole number from 1 to 730'],
  ])('is refused at its field, and nothing is saved: %s, %s = %s', async (page, field, value, sentence) => {
    const first = await open();
    const view = page === 'rules' ? first : await press(first, page);
    const result = await save(view, { [field]: value });
    expect(result.errors).toEqual({ ...valuesFor(view, { [field]: sentence }) });
    expect(result.view?.id).toBe(view.id);
    expect(await headroom.count('policies')).toBe(0);
  });

  it('is refused with all the others of the page at once', async () => {
    const view = await open();
    const result = await save(view, { guide: '20', nearing: '0', critical: '101' });
    expect(Object.keys(result.errors ?? {}).sort()).toEqual(['critical:0', 'guide:0', 'nearing:0']);
  });

  it('of another page brings that page, with its sentence, and what was entered', async () => {
    const caps = await press(await open(), 'Change Caps', { guide: '150' });
    const rules = await press(caps, 'Back to Limits', { 'cap.1.free': '0' });
    const result = await save(rules, { nearing: '60' });
    expect(result.errors).toBeUndefined();
    expect(wordsOf(result.view)).toContain('Not saved yet');
    expect(wordsOf(result.view)).toContain('Enter a whole number from 1 to 1000000');
    if (result.view === undefined) throw new Error('the form is gone');
    expect(shown(result.view, 'cap.1.free')).toBe('0');
    const mended = await save(result.view, { 'cap.1.free': '2500' });
    expect(wordsOf(mended.view).split('\n').slice(1)).toEqual([
      '• Accepted a month, Free: 3,000 → 2,500',
      '• Sent in 7 days (guide): 100 → 150',
      '• Near a limit from: 80 % → 60 %',
    ]);
  });
});

describe('another starting point', () => {
  beforeEach(start);
  afterEach(stop);

  it('fills in its values, says what it means, and leaves nothing of the former one', async () => {
    const caps = await press(await open(), 'Change Caps');
    const rules = await press(caps, 'Back to Limits', { 'cap.0.free': '250' });
    const observed = await press(rules, 'preset:2', { overlap: 'block' }, 'observed');
    expect(wordsOf(observed)).toContain('LinkedIn publishes no limit');
    expect(wordsOf(observed)).toContain('at most 25 sent a day and 100 sent in 7 days');
    expect(shown(observed, 'preset')).toBe('observed');
    expect(shown(observed, 'overlap')).toBe('warn');
    expect(() => shown(observed, 'guide')).toThrow('no field guide');
    const result = await save(observed, {});
    expect(wordsOf(result.view)).toContain('• Starting point: Article → Observed');
    expect(await stored()).toEqual([{ ...observedPolicy, id: 'own', version: 1 }]);
  });

  it('chosen and taken back is the first one again', async () => {
    const observed = await press(await open(), 'preset:0', {}, 'observed');
    const article = await press(observed, 'preset:1', {}, 'article');
    expect(wordsOf((await save(article, {})).view)).toBe('Nothing was changed.');
  });

  it('is shown before it is saved, also when Save was faster than its numbers', async () => {
    const view = await open();
    const result = await save(view, { preset: 'observed' });
    expect(wordsOf(result.view)).toContain('at most 25 sent a day');
    expect(await headroom.count('policies')).toBe(0);
  });

  it('can be changed in every cap', async () => {
    const observed = await press(await open(), 'preset:0', {}, 'observed');
    const caps = await press(observed, 'Change Caps');
    await save(caps, { 'cap.0.free': '30' });
    const [document] = await stored();
    expect(document).toMatchObject({
      preset: 'observed',
      limits: [
        { id: 'sent-day', cap: { free: 30, business_plus: 25, sales_navigator: 25 }, source: 'workspace' },
        observedPolicy.limits[1],
      ],
    });
  });
});

describe('two managers at once', () => {
  beforeEach(async () => {
    await start();
    await setManagers(boss, ada);
  });
  afterEach(stop);

  it('the later one is shown what changed and by whom, keeps what was entered, and can save again', async () => {
    const first = await open(ada);
    const second = await open(boss);
    await save(first, { guide: '90', overlap: 'block' }, ada);
    const refused = await save(second, { guide: '120' });
    const words = wordsOf(refused.view);
    expect(words).toContain(`<@${ada}> changed the limits`);
    expect(words).toContain('• Sent in 7 days (guide): 100 → 90');
    expect(words).toContain('• A person a teammate has invited: gets a warning → is refused');
    expect(await headroom.count('policies')).toBe(1);
    if (refused.view === undefined) throw new Error('the form is gone');
    expect(shown(refused.view, 'guide')).toBe('120');
    const saved = await save(refused.view, {});
    expect(wordsOf(saved.view).split('\n').slice(1)).toEqual(['• Sent in 7 days (guide): 90 → 120']);
  });

  it('the later one puts back no limit that they did not touch, ticked or not', async () => {
    const first = await open(ada);
    const second = await press(await open(boss), 'Change Caps', { guide: '120' });
    await save(await pressAs(ada, first, 'Change Caps'), { 'cap.1.free': '2500' }, ada);
    const refused = await save(second, { 'cap.0.free': '200' });
    if (refused.view === undefined) throw new Error('the form is gone');
    expect(shown(refused.view, 'cap.1.free')).toBe('2500');
    const saved = await save(refused.view, {});
    expect(wordsOf(saved.view).split('\n').slice(1)).toEqual([
      '• Accepted a day, Free: 300 → 200',
      '• Sent in 7 days (guide): 100 → 120',
    ]);
  });

  it('the others are told by direct message, who changed it is not', async () => {
    await save(await open(ada), { guide: '90' }, ada);
    const told = await headroom.ledger
      .sql`select channel, kind, payload from deliveries where kind = 'policy_changed'`;
    expect([...told]).toEqual([{ channel: boss, kind: 'policy_changed', payload: { version: 1, by: ada } }]);
    const message = await headroom.slack.waitFor(() =>
      headroom.slack
        .as(boss)
        .sees()
        .find(({ text }) => text.includes('Sent in 7 days (guide): 100 → 90')),
    );
    expect(message.text).toContain(`<@${ada}>`);
  });

  it('a former one is refused, and nothing is written', async () => {
    const view = await open(ada);
    await headroom.ledger
      .sql`update settings set document = ${JSON.stringify({ managers: [boss] })}::text::jsonb`;
    const result = await save(view, { guide: '90' }, ada);
    expect(result.errors).toEqual({ 'preset:0': 'Only managers can change the limits.' });
    expect(await headroom.count('policies')).toBe(0);
    expect(await headroom.count('deliveries')).toBe(0);
  });
});

describe('who may', () => {
  beforeEach(start);
  afterEach(stop);

  it('is a manager: anybody else is told so, and no form opens', async () => {
    await pressAction(headroom, ada, ACTIONS.openPolicy);
    await headroom.slack.waitFor(() =>
      headroom.slack
        .as(ada)
        .sees()
        .some(({ text }) => text.includes('Only managers can change the limits.')),
    );
    expect(headroom.slack.as(ada).views()).toEqual([]);
  });

  it('is told while no manager is set: who set the workspace up', async () => {
    await headroom.ledger.sql`
      insert into settings (workspace_id, subject, version, document, changed_at, changed_by)
      values ('T0ACME', 'workspace', 1, ${JSON.stringify({ setUpBy: ada })}::text::jsonb, now(), ${ada})`;
    await save(await open(), { guide: '90' });
    const told = await headroom.ledger.sql`select channel from deliveries where kind = 'policy_changed'`;
    expect(told.map(({ channel }) => channel)).toEqual([ada]);
  });

  it('is told as a manager of teams too, once', async () => {
    for (const team of ['team:1', 'team:2'])
      await headroom.ledger.sql`
        insert into settings (workspace_id, subject, version, document, changed_at, changed_by)
        values ('T0ACME', ${team}, 1,
          ${JSON.stringify({ name: team, zone: 'UTC', managers: [ada, boss] })}::text::jsonb, now(), ${boss})`;
    await save(await open(), { guide: '90' });
    const told = await headroom.ledger.sql`select channel from deliveries where kind = 'policy_changed'`;
    expect(told.map(({ channel }) => channel)).toEqual([ada]);
  });

  it('finds limits of an API as they are, and leaves those that the form cannot show', async () => {
    const [day] = articlePolicy.limits;
    const limits = Array.from({ length: 40 }, (_, n) => ({ ...day, id: `limit-${n}`, source: 'workspace' }));
    const document = { ...articlePolicy, id: 'own', limits };
    await headroom.ledger.sql`
      insert into policies (workspace_id, version, document, changed_at)
      values ('T0ACME', 1, ${JSON.stringify(document)}::text::jsonb, now())`;
    const caps = await press(await open(), 'Change Caps');
    const result = await save(caps, { 'cap.9.free': '7' });
    expect(wordsOf(result.view)).toContain('Accepted a day, Free: 300 → 7');
    const [, after] = await stored();
    expect(after).toMatchObject({
      limits: [{}, ...limits.slice(1, 9), { cap: { free: 7 } }, ...limits.slice(10)],
    });
  });
});
