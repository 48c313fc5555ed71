import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { View } from '../../../src/simulator/simulator.ts';
import { type Headroom, messageOf, startHeadroom } from '../../headroom.ts';
import { place, saveTeam } from '../settings/settings.ts';
import { ada, boss } from '../workspace.ts';
import { wordsOf } from './open-form.ts';

let headroom: Headroom;
beforeAll(async () => {
  headroom = await startHeadroom();
});
afterAll(() => headroom.stop());

const session = (user = ada) => headroom.slack.as(user);
const closeAll = async (user = ada) => {
  if (session(user).views().length > 0) await session(user).closeAll();
};
const open = async (user = ada, line = '/invites log') => {
  await closeAll(user);
  await session(user).command(line);
  return headroom.modal(user);
};
/** Presses, and gives the form as it is drawn then. */
async function press(view: View, element: string, values = {}, choice?: unknown, user = ada): Promise<View> {
  await session(user).press(view, element, { values, ...(choice !== undefined && { choice }) });
  return headroom.modal(user, ({ hash }) => hash !== view.hash);
}
const fieldsOf = ({ blocks }: View) =>
  blocks.flatMap((block) => (block.type === 'input' ? [block.block_id ?? ''] : []));
const submit = async (view: View, values: Record<string, unknown>, user = ada) =>
  session(user).submit(view.id, values);
/** Submits, and once more where the form asks for a look at it first. */
const record = async (view: View, values: Record<string, unknown>) => {
  const first = await submit(view, values);
  const isAsked = first.view !== undefined && wordsOf(first.view).includes('Look at this once');
  return isAsked ? submit(first.view as View, {}) : first;
};
const sends = async () =>
  headroom.ledger.sql<{ at: string; date: string; source: string; detail: unknown; who: string }[]>`
    select e.happened_at as at, e.local_date::text as date, e.source, e.detail, k.key as who
    from entries e join person_keys k on k.person_id = e.person_id
    where e.kind = 'sent' order by e.id`;

describe('the form', () => {
  it('opens without a person, with the guide first, and asks for two things', async () => {
    const view = await open();
    expect(view.title).toBe('Log Invites');
    expect(wordsOf(view).split('\n').slice(0, 2)).toEqual([
      '*0 of about 100 sent in 7 days*',
      '0 of 300 accepted today · 0 of 3,000 accepted this month · 0 pending',
    ]);
    expect(fieldsOf(view)).toEqual(['people', 'when']);
    expect(await headroom.count('accounts')).toBe(0);
  });

  it('records what was entered, says so in its place, and takes it back from there', async () => {
    const view = await open();
    const people = 'https://www.linkedin.com/in/jane-doe Jane Doe\n@sam-lee\n<@U0KIM>\nAnna Bell';
    const { view: result } = await submit(view, { people });
    expect(wordsOf(result).split('\n').slice(0, 4)).toEqual([
      expect.stringMatching(/^Logged <https.*Jane Doe>\.$/),
      expect.stringMatching(/^Logged <https.*sam-lee>\.$/),
      'Logged <@U0KIM> (a colleague in this Slack).',
      'Logged Anna Bell.',
    ]);
    expect(await sends()).toMatchObject(
      ['in:jane-doe', 'in:sam-lee', 'slack:U0KIM', 'name:anna bell'].map((who) => ({
        who,
        source: 'form',
        date: '2026-11-24',
        detail: null,
      })),
    );
    if (result === undefined) throw new Error('there is no result');
    expect(wordsOf(await press(result, 'Undo'))).toMatch(/^Undone|^Taken back/);
    expect(await headroom.count('invites')).toBe(0);
    await session().close();
    expect(session().views()).toEqual([]);
  });

  it('tells what is wrong at each field, all at once, and keeps what was typed', async () => {
    const chosen = await press(await open(), 'when', { people: '@ok\n@here' }, 'date');
    expect(fieldsOf(chosen)).toEqual(['people', 'when', 'date']);
    const { errors } = await submit(chosen, { date: '2026-11-25' });
    expect(errors).toEqual({
      people:
        'Line 2: “@here” is not a person.\nWrite one person a line, like https://www.linkedin.com/in/jane-doe Jane Doe.',
      date: 'That day is still ahead. Choose today or an earlier one.',
    });
    expect((await headroom.modal(ada)).id).toBe(chosen.id);
    expect(await headroom.count('invites')).toBe(0);
    const { view: result } = await submit(chosen, { people: '@ok', date: '2026-11-02' });
    expect(wordsOf(result)).toMatch(/^Logged <https.*ok>, sent <!date\^/);
    expect((await sends()).at(-1)).toMatchObject({ who: 'in:ok', date: '2026-11-02' });
  });

  it('says at the choice what is wrong with a day whose field is not there yet', async () => {
    const { errors } = await submit(await open(), { people: '@ok', when: 'date' });
    expect(errors).toEqual({ when: 'Choose the day, or one of the choices above.' });
  });

  it('takes a hundred, and says how many are too many', async () => {
    const people = Array.from({ length: 101 }, (_, n) => `@p${n}`).join('\n');
    expect((await submit(await open(), { people })).errors).toEqual({
      people: '100 at a time here, and you wrote 101. Nothing was recorded: take 1 out and log them next.',
    });
  });

  it('records once what is submitted twice at the same moment', async () => {
    const view = await open();
    const before = await headroom.count('invites');
    const twice = await Promise.all([1, 2].map(() => submit(view, { people: '@twice-1\n@twice-2' })));
    expect(await headroom.count('invites')).toBe(before + 2);
    for (const { view: shown } of twice) expect(wordsOf(shown)).toMatch(/^Logged /);
  });

  it('offers to record what a rule forbids, because it was sent', async () => {
    await submit(await open(), { people: '@refused-one' });
    const before = await headroom.count('requests');
    const { view: asked } = await submit(await open(), { people: '@refused-one\n@allowed-one' });
    expect(wordsOf(asked)).toMatch(/^\S+ \*Look at this once, then press Log Invites again\.\*/);
    expect(wordsOf(asked)).toContain('*1 of 2 not allowed*\nNot allowed now: you invited <');
    expect(await headroom.count('requests')).toBe(before);
    if (asked === undefined) throw new Error('nothing is asked');
    const { view: result } = await submit(asked, {});
    if (result === undefined) throw new Error('there is no result');
    expect(wordsOf(result)).toMatch(/^Not logged: you invited /);
    const anyway = await press(result, 'Log Anyway');
    expect(wordsOf(anyway)).toMatch(/^Logged <.*refused-one> anyway/);
    expect((await sends()).at(-1)).toMatchObject({ source: 'form', detail: { overrode: ['same_person'] } });
  });
});

describe('what is submitted without a look at the preview', () => {
  const askedOnce = /Look at this once/;
  it('is asked about once: a teammate’s invite, and one that still waits', async () => {
    await headroom.says(boss, '/invites log @of-the-boss');
    const { view: asked } = await submit(await open(), { people: '@of-the-boss' });
    expect(wordsOf(asked)).toMatch(askedOnce);
    expect(wordsOf(asked)).toContain('<@U0BOSS> invited them');
    if (asked === undefined) throw new Error('nothing is asked');
    const { view: others } = await submit(asked, { people: '@of-the-boss\n@not-looked-at' });
    expect(wordsOf(others)).toMatch(askedOnce);
    const twice = await Promise.all([1, 2].map(() => submit(asked, {})));
    for (const { view: result } of twice) expect(wordsOf(result)).toContain('Logged <');
    expect((await sends()).filter(({ who }) => who === 'in:of-the-boss')).toHaveLength(2);
  });

  it('is logged at once after the preview has shown it, and without a warning', async () => {
    await headroom.says(boss, '/invites log @of-the-boss-too');
    const view = await press(await open(), 'Check These People', { people: '@of-the-boss-too' });
    expect(wordsOf((await submit(view, {})).view)).toMatch(/^Logged </);
    expect(wordsOf((await submit(await open(), { people: '@nobody-knows' })).view)).toMatch(/^Logged </);
  });
});

describe('more options', () => {
  beforeEach(() => closeAll());

  it('keep what was typed, and are recorded', async () => {
    const view = await open();
    const more = await press(view, 'More Options', { people: '@more-1', when: 'yesterday' });
    expect(fieldsOf(more)).toEqual(['people', 'when', 'because', 'via', 'marks', 'note']);
    expect(JSON.stringify(more.blocks)).toContain('200 characters at most');
    const { view: result } = await submit(more, {
      because: 'met',
      via: 'third_party',
      marks: ['new_connection'],
      note: ' Hello Mo ',
    });
    expect(wordsOf(result)).toMatch(/^Logged <.*more-1>, sent /);
    expect((await sends()).at(-1)).toMatchObject({
      who: 'in:more-1',
      date: '2026-11-23',
      detail: { because: 'met', via: 'third_party', marks: ['new_connection', 'third_party'], noteChars: 8 },
    });
  });

  it('begin with what a command told, but for the time of day', async () => {
    const view = await open(
      ada,
      '/invites log because referral note "Hi" they-invited-me at 2026-11-03 14:05',
    );
    expect(fieldsOf(view)).toEqual(['people', 'when', 'date', 'because', 'via', 'marks', 'note']);
    expect(wordsOf(view)).toContain('This form takes the day, not the time of day');
    await submit(view, { people: '@from-command' });
    expect((await sends()).at(-1)).toMatchObject({
      date: '2026-11-03',
      detail: { because: 'referral', marks: ['they_invited_first'], noteChars: 2 },
    });
    expect(wordsOf(await open(ada, '/invites log at yesterday'))).not.toContain('the time of day');
  });

  it('have the account only where there are several, and show its meters', async () => {
    await headroom.says(boss, '/invites account add founder');
    await headroom.says(boss, '/invites log @by-founder as founder');
    const view = await press(await open(boss), 'More Options', {}, undefined, boss);
    expect(fieldsOf(view)).toContain('account');
    const founder = await press(view, 'account', { people: '@of-founder' }, 'founder', boss);
    expect(wordsOf(founder)).toMatch(/^\*1 of about 100 sent in 7 days\*/);
    const { view: result } = await submit(founder, {}, boss);
    expect(wordsOf(result)).toMatch(/^Logged <.*of-founder>, as founder\./);
    const opened = await open(boss, '/invites log as founder');
    expect(wordsOf(opened)).toMatch(/^\*2 of about 100/);
    expect(await headroom.says(boss, '/invites log as nobody')).toContain(
      'no LinkedIn account called nobody',
    );
  });
});

describe('the preview', () => {
  it('says of each whether it is allowed and why, before anything is recorded, and again at another time', async () => {
    await submit(await open(), { people: '@seen-before' });
    const before = await headroom.count('entries');
    const view = await press(await open(), 'Check These People', { people: '@seen-before\n@new-one' });
    expect(wordsOf(view)).toContain('*1 of 2 not allowed*\nNot allowed now: you invited <');
    expect(wordsOf(view)).toContain('*Allowed*: <https://www.linkedin.com/in/new-one|new-one>.');
    expect(await headroom.count('entries')).toBe(before);
    const earlier = await press(await press(view, 'when', {}, 'date'), 'date', {}, '2026-10-01');
    expect(wordsOf(earlier)).toContain('*All 2 allowed*');
    const { view: result } = await submit(earlier, {});
    expect(wordsOf(result)).not.toContain('Not logged');
    expect(await headroom.count('entries')).toBe(before + 2);
  });

  it('counts who stands there by two addresses once', async () => {
    await headroom.says(ada, '/invites same @same-a @same-b');
    const people = '@same-a\n@same-b\n@same-c';
    const view = await press(await open(), 'Check These People', { people });
    expect(wordsOf(view)).toContain('the same person as');
    expect(wordsOf(view)).toContain('*All 2 allowed*');
  });

  it('shows what is wrong where the people cannot be read', async () => {
    const people = 'https://www.linkedin.com/company/acme';
    const view = await press(await open(), 'Check These People', { people });
    expect(wordsOf(view)).toContain('Line 1: That LinkedIn page is not a person.');
    const mended = await press(view, 'Check These People', { people: 'Someone New' });
    expect(wordsOf(mended)).toContain('*Allowed*: Someone New.');
    expect(wordsOf(mended)).not.toContain('Line 1');
  });

  it('comes with the choice of the time too, once people are entered, and waits for the day', async () => {
    expect(wordsOf(await press(await open(), 'when', {}, 'yesterday'))).not.toContain(
      'Nothing is recorded yet',
    );
    const view = await press(await open(), 'when', { people: '@by-choice' }, 'yesterday');
    expect(wordsOf(view)).toContain('*Allowed*: <https://www.linkedin.com/in/by-choice|by-choice>.');
    const asked = await press(view, 'when', {}, 'date');
    expect(wordsOf(asked)).not.toMatch(/Choose the day|by-choice/);
    expect(wordsOf(await press(asked, 'date', {}, '2026-11-25'))).toContain('That day is still ahead.');
  });

  it('warns of a note that is too long', async () => {
    const more = await press(await open(), 'More Options', { people: '@long-note' });
    const noted = await press(more, 'Check These People', { note: 'x'.repeat(200) });
    expect(wordsOf(noted)).not.toContain('The note has');
    const long = await open(ada, `/invites log note "${'x'.repeat(250)}"`);
    expect(wordsOf(await press(long, 'Check These People', { people: '@long-note' }))).toContain(
      'The note has 250 characters; from this account LinkedIn takes 200.',
    );
  });
});

describe('spread over these working days', () => {
  let spread: Headroom;
  // Friday evening in New York, where the boss is; Saturday in UTC.
  beforeAll(async () => {
    spread = await startHeadroom({ at: '2026-11-28T01:00:00Z' });
  });
  afterAll(() => spread.stop());

  it('records each on its day in the account’s zone, in the order typed, and marks the dates as estimated', async () => {
    await spread.slack.as(boss).command('/invites log');
    const view = await spread.modal(boss);
    const people = Array.from({ length: 7 }, (_, n) => `@s${n}`).join('\n');
    await spread.slack.as(boss).press(view, 'Check These People', { values: { people, when: 'spread' } });
    const checked = await spread.modal(boss, ({ hash }) => hash !== view.hash);
    expect(wordsOf(checked)).toMatch(/\*Allowed\*: <[^>]*>, sent <!date\^1795453200\^/);
    const { view: result } = await spread.slack.as(boss).submit(checked.id, {});
    expect(wordsOf(result)).toMatch(/^Logged <[^>]*s0>, sent <!date\^1795453200\^[^>]*>\.$/m);
    expect(wordsOf(result)).toContain('The dates are estimated');
    const rows = await spread.ledger.sql`
      select k.key, e.local_date::text as date, e.happened_at as at, e.detail, e.ordinal, e.request_id
      from entries e join person_keys k on k.person_id = e.person_id where e.kind = 'sent' order by e.ordinal`;
    expect(rows.map(({ key, date }) => [key, date])).toEqual([
      ['in:s0', '2026-11-23'],
      ['in:s1', '2026-11-23'],
      ['in:s2', '2026-11-24'],
      ['in:s3', '2026-11-25'],
      ['in:s4', '2026-11-25'],
      ['in:s5', '2026-11-26'],
      ['in:s6', '2026-11-27'],
    ]);
    expect(rows.map(({ at }) => at).at(0)).toBe('2026-11-23 17:00:00+00');
    expect(new Set(rows.map(({ request_id }) => request_id)).size).toBe(1);
    for (const { detail } of rows) expect(detail).toEqual({ estimated: true });
    expect(await spread.says(boss, '/invites history')).toContain('(date estimated)');
  });

  it('is over the days on which the team works', async () => {
    await saveTeam(spread.ledger, 1, { name: 'Sales', workingDays: [1, 2, 4, 5], holidays: ['2026-11-24'] });
    await place(spread.ledger, 1, boss);
    await spread.slack.as(boss).closeAll();
    await spread.slack.as(boss).command('/invites log');
    const view = await spread.modal(boss, ({ title }) => title === 'Log Invites');
    expect(JSON.stringify(view.blocks)).toContain('Shared out evenly over 3 working days');
    const people = '@w0\n@w1\n@w2';
    expect(wordsOf((await spread.slack.as(boss).submit(view.id, { people, when: 'spread' })).view)).toMatch(
      /^Logged /,
    );
    const rows = await spread.ledger.sql`
      select e.local_date::text as date from entries e where e.kind = 'sent' order by e.id desc limit 3`;
    expect(rows.map(({ date }) => date)).toEqual(['2026-11-27', '2026-11-26', '2026-11-23']);
    await spread.says(boss, '/invites undo');
    await place(spread.ledger, null, boss);
    await spread.slack.as(boss).closeAll();
  });

  it('is refused, logged anyway and undone as one', async () => {
    await spread.slack.as(boss).command('/invites log');
    const view = await spread.modal(boss, ({ title }) => title === 'Log Invites');
    const people = ['@t0', '@s1', '@t1', '@s6', '@t1'].join('\n');
    const { view: asked } = await spread.slack.as(boss).submit(view.id, { people, when: 'spread' });
    const { view: result } = await spread.slack.as(boss).submit(asked?.id ?? '', {});
    if (result === undefined) throw new Error('there is no result');
    expect(
      wordsOf(result)
        .split('\n')
        .slice(0, 5)
        .map((line) => /^(Logged|Not logged: you (?:invited|wrote))/.exec(line)?.[1]),
    ).toEqual([
      'Logged',
      'Not logged: you invited',
      'Logged',
      'Not logged: you invited',
      'Not logged: you wrote',
    ]);
    await spread.slack.as(boss).press(result, 'Log Anyway');
    const anyway = await spread.modal(boss, (shown) => wordsOf(shown).includes(' anyway'));
    const rows = await spread.ledger.sql`
      select k.key, e.local_date::text as date, e.detail from entries e
      join person_keys k on k.person_id = e.person_id where e.kind = 'sent' order by e.id desc limit 4`;
    expect(rows.map(({ key, date }) => [key, date]).reverse()).toEqual([
      ['in:t0', '2026-11-23'],
      ['in:t1', '2026-11-25'],
      ['in:s1', '2026-11-24'],
      ['in:s6', '2026-11-26'],
    ]);
    expect(rows[0]?.detail).toEqual({ overrode: ['same_person'], estimated: true });
    await spread.slack.as(boss).press(anyway, 'Undo');
    await vi.waitFor(async () => expect(await spread.count('invites')).toBe(9));
  });
});

describe('the bare command', () => {
  it('offers the three things done most, and the commands used most', async () => {
    const reply = messageOf(await session().command('/invites'));
    expect(reply.buttons().map(({ text }) => text)).toEqual(['Log Invites', 'Record Outcomes', 'My Room']);
    expect(reply.text).toContain('/invites log https://www.linkedin.com/in/jane-doe');
    expect(reply.text).toContain('/invites help');
    await closeAll();
    await session().press(reply, 'Log Invites');
    expect((await headroom.modal(ada)).title).toBe('Log Invites');
    const room = await session().press(reply, 'My Room');
    expect((await room.updated()).text).toMatch(/of about 100 sent in 7 days/);
  });
});

describe('more than a hundred in the command', () => {
  it('stand in the form with all that was typed: the first to be logged, the others for later', async () => {
    const before = await headroom.count('requests');
    const people = Array.from({ length: 130 }, (_, n) => `@many-${n}`);
    const view = await open(ada, `/invites log ${people.join(' ')} because met`);
    expect(wordsOf(view)).toContain('100 at a time here, and you wrote 130. Nothing was recorded');
    expect(fieldsOf(view)).toEqual(['people', 'when', 'because', 'via', 'marks', 'note', 'rest']);
    expect(await headroom.count('requests')).toBe(before);
    const checked = await press(view, 'Check These People');
    expect(wordsOf(checked)).toContain('*All 100 allowed*');
    const { view: result } = await submit(checked, {});
    expect(wordsOf(result)).toContain('Your list for later is not logged yet');
    expect((await sends()).filter(({ who }) => who.startsWith('in:many-'))).toHaveLength(100);
    await session().close();
    const below = await headroom.modal(ada);
    const rest = below.blocks.find(({ block_id }) => block_id === 'rest');
    expect(JSON.stringify(rest)).toContain('@many-100');
    const { view: second } = await record(below, { people: people.slice(100).join('\n'), rest: null });
    expect(wordsOf(second)).toMatch(/^Logged .*many-100>/);
    expect((await sends()).filter(({ who }) => who.startsWith('in:many-'))).toHaveLength(130);
  });

  it('are refused for a teammate, and beside a number', async () => {
    const many = Array.from({ length: 101 }, (_, n) => `@x${n}`).join(' ');
    expect(await headroom.says(boss, `/invites log ${many} for @ada`)).toContain(
      '100 at a time here, and you wrote 101. Nothing was recorded. For a teammate there is no form',
    );
    expect(await headroom.says(boss, `/invites log ${many} 5`)).toContain('100 at a time here');
    expect(await headroom.says(boss, `/invites log for @ada`)).toMatch(/^Who\?/);
  });
});

describe('the shortcuts', () => {
  beforeEach(() => closeAll());

  it('opens the form from anywhere', async () => {
    await session().shortcut('log_invites');
    await record(await headroom.modal(ada), { people: '@by-shortcut' });
    expect((await sends()).at(-1)).toMatchObject({ who: 'in:by-shortcut', source: 'form' });
  });

  it('collects the people of a message, and what is logged so says where it came from', async () => {
    const [channel] = session().channels();
    if (channel === undefined) throw new Error('ada is in no channel');
    const message = session().say(
      channel.id,
      'Met <https://www.linkedin.com/in/at-the-fair|her> and https://linkedin.com/in/at-the-bar, ' +
        '@boss too, @ada. <https://www.linkedin.com/company/acme>',
    );
    await session().shortcut('log_invites_from_message', message);
    const view = await headroom.modal(ada);
    expect(wordsOf(view)).toContain('Left out: 1 LinkedIn address');
    await record(view, {});
    expect((await sends()).slice(-3)).toMatchObject(
      ['in:at-the-fair', 'in:at-the-bar', `slack:${boss}`].map((who) => ({ who, source: 'shortcut' })),
    );
    expect(await headroom.says(ada, '/invites history @at-the-fair')).toContain('Recorded from a message.');
  });

  it('takes the first hundred of a message that names more, and keeps the others', async () => {
    const [channel] = session().channels();
    const addresses = Array.from({ length: 130 }, (_, n) => `https://www.linkedin.com/in/fair-${n}`);
    await session().shortcut(
      'log_invites_from_message',
      session().say(channel?.id ?? '', addresses.join('\n')),
    );
    const view = await headroom.modal(ada);
    expect(wordsOf(view)).toContain('100 at a time here, and that message names 130.');
    const [people, rest] = view.blocks.flatMap((block) =>
      block.type === 'input' && block.element.type === 'plain_text_input'
        ? [String(block.element.initial_value).split('\n')]
        : [],
    );
    expect(people).toHaveLength(100);
    expect([people?.at(0), rest?.at(-1)]).toEqual(['@fair-0', '@fair-129']);
  });

  it('opens empty, with a sentence, for a message without an address', async () => {
    const [channel] = session().channels();
    const message = session().say(channel?.id ?? '', 'Hello!');
    await session().shortcut('log_invites_from_message', message);
    const view = await headroom.modal(ada);
    expect(wordsOf(view)).toContain('no address of a LinkedIn profile');
    expect(await submit(view, {})).toMatchObject({ errors: { people: expect.any(String) } });
  });
});
