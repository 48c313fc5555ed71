import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message, View } from '../../src/simulator/simulator.ts';
import { type Everything, startEverything } from './everything.ts';
import { displayMessages } from './everything-blocks.ts';
import { heardIn } from './hear.ts';
import { askPage } from './page-client.ts';

let everything: Everything;
beforeAll(async () => {
  everything = await startEverything();
});
afterAll(() => everything.close());

const lena = () => everything.simulator.as('U0LENA');
const said = () => everything.simulator.channel('C0SALES').messages();

/** What the app says it heard under this name, once somebody did something. */
async function heard(name: string, act: () => Promise<unknown>): Promise<unknown> {
  const before = new Set(said().map(({ id }) => id));
  await act();
  return heardIn(
    await everything.simulator.waitFor(() =>
      said().find(({ id, text }) => !before.has(id) && text.startsWith(`Heard ${name}:`)),
    ),
  );
}
async function opened(word: string): Promise<View> {
  await lena().command(`/everything ${word}`);
  const view = lena().views().at(-1);
  if (view === undefined) throw new Error(`${word} opened no modal.`);
  return view;
}
async function posted(word: string): Promise<Message> {
  await lena().command(`/everything ${word}`);
  return everything.simulator.waitFor(() => said().findLast(({ text }) => text === word));
}
const titles = () =>
  lena()
    .views()
    .map(({ title }) => title);

const premium = { text: { type: 'plain_text', text: 'Premium' }, value: 'premium' };
/** What is chosen in each element, and what of it reaches the app. */
const choices: readonly (readonly [element: string, choice: unknown, arrives: object])[] = [
  ['press', undefined, { type: 'button', value: 'pressed', text: { text: 'Press Me' } }],
  ['visit', undefined, { type: 'button' }],
  ['overflow', 'archive', { type: 'overflow', selected_option: { value: 'archive' } }],
  ['kind', 'premium', { type: 'static_select', selected_option: premium }],
  ['grouped', 'large', { selected_option: { value: 'large' } }],
  ['kinds', ['free', 'premium'], { selected_options: [{ value: 'free' }, premium] }],
  ['owner', 'U0OMAR', { type: 'users_select', selected_user: 'U0OMAR' }],
  ['owners', ['U0OMAR'], { selected_users: ['U0OMAR'] }],
  ['channel', 'C0SALES', { type: 'channels_select', selected_channel: 'C0SALES' }],
  ['channels', ['C0SALES'], { selected_channels: ['C0SALES'] }],
  ['place', 'C0SALES', { type: 'conversations_select', selected_conversation: 'C0SALES' }],
  ['places', ['C0SALES'], { selected_conversations: ['C0SALES'] }],
  ['flags', ['urgent'], { type: 'checkboxes', selected_options: [{ value: 'urgent' }] }],
  ['size', 'large', { type: 'radio_buttons', selected_option: { value: 'large' } }],
  ['day', '2026-12-01', { type: 'datepicker', selected_date: '2026-12-01' }],
  ['hour', '09:30', { type: 'timepicker', selected_time: '09:30' }],
  ['moment', 1_795_000_000, { type: 'datetimepicker', selected_date_time: 1_795_000_000 }],
];

describe('its messages', () => {
  it.each(Object.keys(displayMessages))('%s are what Slack takes', async (word) => {
    expect((await posted(word)).blocks.length).toBeGreaterThan(0);
  });

  it.each(choices)('hold %s, whose value arrives', async (element, choice, arrives) => {
    const message = await posted('elements');
    expect(await heard(element, () => lena().press(message, element, { choice }))).toMatchObject({
      action: { action_id: element, block_id: `act-${element}`, ...arrives },
      user: 'U0LENA',
    });
  });

  it('hold an input, whose text arrives', async () => {
    const message = await posted('elements');
    expect(await heard('say', () => lena().press(message, 'say', { choice: 'hello' }))).toMatchObject({
      action: { type: 'plain_text_input', value: 'hello' },
    });
  });

  it('hold what cards and containers hold', async () => {
    const message = await posted('cards');
    expect(await heard('card_open', () => lena().press(message, 'Open Grace'))).toMatchObject({
      action: { block_id: 'card-Grace', value: 'Grace' },
    });
    expect(await heard('contained_press', () => lena().press(message, 'Press Inside'))).toMatchObject({
      action: { block_id: 'contained' },
    });
  });

  it('are refused where Slack would refuse them, with the place', async () => {
    const result = await lena().command('/everything refused');
    expect(result.message?.text).toBe('Slack refused it: invalid_blocks');
    expect(everything.simulator.calls.findLast(({ kind }) => kind === 'api')).toMatchObject({
      method: 'chat.postMessage',
      error: 'invalid_blocks',
    });
  });

  it('come whenever the app wants', async () => {
    const result = await lena().command('/everything later');
    expect(result.replies()).toEqual([]);
    everything.door.open();
    expect(await result.updated()).toMatchObject({ text: 'Said later', ephemeral: false });
  });
});

describe('its modals', () => {
  it.each(choices)('hold %s, whose value arrives', async (element, choice, arrives) => {
    const view = await opened('acting');
    expect(await heard(element, () => lena().press(view, element, { choice }))).toMatchObject({
      action: { action_id: element, ...arrives },
    });
  });

  it('carry every value that was entered', async () => {
    const view = await opened('form');
    const entered = {
      name: 'Jane',
      notes: 'Two\nlines',
      count: '12',
      email: 'jane@example.com',
      address: 'https://example.com/jane',
      kind: 'premium',
      tags: ['free', 'premium'],
      owner: 'U0OMAR',
      reviewers: ['U0LENA', 'U0OMAR'],
      channel: 'C0SALES',
      channels: ['C0SALES'],
      place: 'C0SALES',
      places: ['C0SALES'],
      flags: ['urgent'],
      size: 'large',
      day: '2026-12-01',
      hour: '09:30',
      moment: 1_795_000_000,
    };
    const values = Object.fromEntries(Object.entries(entered).map(([id, value]) => [`${id}/value`, value]));
    expect(await heard('form', () => lena().submit(view.id, values))).toMatchObject({
      metadata: 'kept for the app',
      user: 'U0LENA',
      values: {
        name: { value: { type: 'plain_text_input', value: 'Jane' } },
        notes: { value: { value: 'Two\nlines' } },
        count: { value: { type: 'number_input', value: '12' } },
        email: { value: { type: 'email_text_input', value: 'jane@example.com' } },
        address: { value: { type: 'url_text_input', value: 'https://example.com/jane' } },
        kind: { value: { selected_option: premium } },
        tags: { value: { selected_options: [{ value: 'free' }, premium] } },
        owner: { value: { selected_user: 'U0OMAR' } },
        reviewers: { value: { selected_users: ['U0LENA', 'U0OMAR'] } },
        channel: { value: { selected_channel: 'C0SALES' } },
        channels: { value: { selected_channels: ['C0SALES'] } },
        place: { value: { selected_conversation: 'C0SALES' } },
        places: { value: { selected_conversations: ['C0SALES'] } },
        flags: { value: { selected_options: [{ value: 'urgent' }] } },
        size: { value: { selected_option: { value: 'large' } } },
        day: { value: { selected_date: '2026-12-01' } },
        hour: { value: { selected_time: '09:30' } },
        moment: { value: { selected_date_time: 1_795_000_000 } },
      },
    });
    expect(titles()).toEqual([]);
  });

  it('tell the app of a field that was emptied, and of one that keeps what the app put in it', async () => {
    const view = await opened('form');
    const sent = () => lena().submit(view.id, { 'name/value': 'Jane', 'day/value': null });
    expect(await heard('form', sent)).toMatchObject({
      values: {
        day: { value: { selected_date: null } },
        kind: { value: { selected_option: { value: 'free' } } },
      },
    });
  });

  it('show errors at their fields, all at once, and stay', async () => {
    const view = await opened('strict');
    expect(await lena().submit(view.id, { 'word/value': 'a', 'again/value': 'b' })).toMatchObject({
      errors: { word: 'Not the word below.', again: 'Not the word above.' },
    });
    expect(titles()).toEqual(['Strict']);
    await lena().submit(view.id, { 'word/value': 'a', 'again/value': 'a' });
    expect(titles()).toEqual([]);
  });

  it('tell the app what is typed, which writes a preview in the same modal', async () => {
    const view = await opened('preview');
    const values = { 'draft/draft_changed': 'Hello', 'remark/value': 'Mine' };
    const press = () => lena().press(view, 'draft_changed', { choice: 'Hello', values });
    expect(await heard('draft_changed', press)).toMatchObject({
      action: { value: 'Hello' },
      state: { draft: { draft_changed: { value: 'Hello' } }, remark: { value: { value: 'Mine' } } },
    });
    const [updated] = lena().views();
    expect(updated).toMatchObject({ id: view.id, blocks: [{}, {}, { text: { text: 'So far: Hello' } }] });
    expect(updated?.hash).not.toBe(view.hash);
  });

  it('are pushed to three and not to four, and go back one by one', async () => {
    const view = await opened('stack');
    await lena().press(view, 'Go Deeper');
    const second = await everything.simulator.waitFor(() => lena().views()[1]);
    await lena().submit(second.id, {});
    expect(titles()).toEqual(['First', 'Second', 'Third']);

    const third = lena().views()[2];
    if (third === undefined) throw new Error('Two modals only.');
    expect(await heard('too_deep', () => lena().press(third, 'One Too Many'))).toBe('push_limit_reached');
    await lena().press(third, 'Rename');
    await everything.simulator.waitFor(() => titles()[2] === 'Renamed');
    await lena().close();
    expect(titles()).toEqual(['First', 'Second']);
    await lena().close();
    expect(titles()).toEqual(['First']);
    await lena().close();
  });

  it('are cleared from three at once', async () => {
    await opened('stack');
    for (const depth of [1, 2, 3]) {
      const top = lena().views().at(-1);
      expect(lena().views()).toHaveLength(depth);
      await lena().submit(top?.id ?? '', {});
    }
    expect(titles()).toEqual([]);
  });

  it('are replaced by what a submission answers', async () => {
    const view = await opened('replace');
    expect((await lena().submit(view.id, {})).view).toMatchObject({ id: view.id, title: 'Replaced' });
    await lena().close();
  });

  it('wait for a slow answer', async () => {
    const view = await opened('slow');
    const submitted = lena().submit(view.id, { 'word/value': 'x' });
    expect(titles()).toEqual(['Slow']);
    everything.door.open();
    expect(await submitted).toMatchObject({ acknowledged: true });
    expect(titles()).toEqual([]);
  });

  it('are not closed by the answer to one that was closed before it came', async () => {
    const view = await opened('slow');
    const submitted = lena().submit(view.id, { 'word/value': 'x' });
    await lena().close();
    const other = await opened('silent');
    everything.door.open();
    expect(await submitted).toMatchObject({ acknowledged: true });
    expect(lena().views()).toEqual([other]);
    await lena().close();
  });

  it('stay where none comes, with the error of Slack', async () => {
    const view = await opened('silent');
    expect(await lena().submit(view.id, { 'word/value': 'x' })).toMatchObject({
      acknowledged: false,
      error: 'operation_timeout',
    });
    expect(titles()).toEqual(['Silent']);
    await lena().close();
  });

  it('tell the app that they were closed, if it asked', async () => {
    await opened('form');
    expect(await heard('closed', () => lena().close())).toEqual({
      is_cleared: false,
      metadata: 'kept for the app',
    });
    await opened('form');
    expect(await heard('closed', () => lena().closeAll())).toMatchObject({ is_cleared: true });
  });
});

describe('its shortcuts', () => {
  it('open the form from anywhere', async () => {
    expect((await lena().shortcut('compose')).acknowledged).toBe(true);
    await everything.simulator.waitFor(() => titles()[0] === 'Every input');
    await lena().close();
  });

  it('open a modal with the text of a message, which the app then quotes', async () => {
    const message = lena().say('C0SALES', 'Worth a quote');
    await lena().shortcut('quote', message);
    const view = await everything.simulator.waitFor(() => lena().views()[0]);
    expect(view.blocks[0]).toMatchObject({ text: { text: '> Worth a quote' } });
    expect(await heard('quoted', () => lena().submit(view.id, { 'remark/value': 'Indeed' }))).toEqual({
      remark: { value: { type: 'plain_text_input', value: 'Indeed' } },
    });
  });
});

describe('its files', () => {
  it('come into the channel with a comment, and every member can open them', async () => {
    await lena().command('/everything file');
    const message = await everything.simulator.waitFor(() => said().find(({ files }) => files.length > 0));
    expect(message.text).toBe('Here is the file');
    const answer = await askPage(everything.simulator.url, 'U0OMAR').file(message.files[0] ?? '');
    expect(await answer.text()).toBe('name,sent\nJane,2026-11-24\n');
  });

  it('of a member reach the app through a form', async () => {
    const view = await opened('form');
    const { id } = await askPage(everything.simulator.url, 'U0LENA').upload('one.csv', 'a,b\n1,2\n');
    const values = { 'name/value': 'Jane', 'files/value': [id] };
    expect(await heard('form', () => lena().submit(view.id, values))).toMatchObject({
      values: { files: { value: { files: [{ id, name: 'one.csv', mimetype: 'text/csv', size: 8 }] } } },
    });
  });
});

describe('its Home', () => {
  const counted = (count: number) =>
    everything.simulator.waitFor(() => {
      const home = lena().home();
      return JSON.stringify(home ?? '').includes(`Counted to ${count}`) ? home : undefined;
    });

  it('is published when it is opened, and again by what is pressed there', async () => {
    await lena().openHome();
    await lena().press(await counted(0), 'Count On');
    await lena().press(await counted(1), 'Count On');
    await counted(2);
    expect(everything.simulator.as('U0OMAR').home()).toBeUndefined();
  });
});
