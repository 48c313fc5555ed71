import type { App, BlockAction, SlackViewAction } from '@slack/bolt';
import type { AnyBlock } from '@slack/types';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Message, Simulator, View } from '../../src/simulator/simulator.ts';
import { askPage } from './page-client.ts';
import { startSocketApp, startWorkspace } from './start.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
const letters = ['a', 'b', 'c'].map(option);
const input = (block_id: string, element: object, rest: object = {}) =>
  ({
    type: 'input',
    block_id,
    label: plain(block_id),
    element: { action_id: 'value', ...element },
    ...rest,
  }) as AnyBlock;

let simulator: Simulator;
let app: App;
/** What the next command shows. */
let blocks: AnyBlock[];
let heard: BlockAction | SlackViewAction | undefined;

beforeAll(async () => {
  ({ simulator } = await startWorkspace());
  app = await startSocketApp(simulator, (one) => {
    one.command('/probe', async ({ ack, client, command }) => {
      if (command.text === 'message') return ack({ text: 'x', blocks });
      const texts = { title: plain('Form'), submit: plain('Send') };
      const view = { type: 'modal' as const, callback_id: 'form', ...texts, blocks };
      await client.views.open({ trigger_id: command.trigger_id, view });
      await ack();
    });
    one.view('form', async ({ ack, body }) => {
      heard = body;
      await ack();
    });
    one.action<BlockAction>(/.*/, async ({ ack, body }) => {
      heard = body;
      await ack();
    });
  });
});
afterAll(async () => {
  await app.stop();
  await simulator.close();
});
beforeEach(() => {
  heard = undefined;
});
afterEach(async () => {
  if (lena().views().length > 0) await lena().closeAll();
});

const lena = () => simulator.as('U0LENA');
async function form(...given: AnyBlock[]): Promise<View> {
  blocks = given;
  await lena().command('/probe');
  const [view] = lena().views();
  if (view === undefined) throw new Error('The modal was not opened.');
  return view;
}
async function message(...given: AnyBlock[]): Promise<Message> {
  blocks = given;
  const result = await lena().command('/probe message');
  if (result.message === undefined) throw new Error(`No message: ${result.error}`);
  return result.message;
}
const stateHeard = () => (heard as BlockAction)?.state?.values ?? heard?.view?.state.values;

describe('what was entered', () => {
  const pair: AnyBlock = {
    type: 'actions',
    block_id: 'pair',
    elements: [
      { type: 'static_select', action_id: 'one', options: letters, initial_option: option('a') },
      { type: 'static_select', action_id: 'two', options: letters },
      { type: 'button', action_id: 'go', text: plain('Go') },
    ],
  };

  it('is told apart by block and action, several in one block', async () => {
    const view = await form(
      pair,
      input('other', { type: 'plain_text_input', action_id: 'one' }, { optional: true }),
    );
    await lena().press(view, 'go', { values: { 'pair/two': 'c', 'other/one': 'text' } });
    expect(stateHeard()).toEqual({
      pair: {
        one: { type: 'static_select', selected_option: option('a') },
        two: { type: 'static_select', selected_option: option('c') },
      },
      other: { one: { type: 'plain_text_input', value: 'text' } },
    });
  });

  it('beside a button of a message goes with it', async () => {
    const shown = await message({
      type: 'actions',
      block_id: 'b',
      elements: [
        { type: 'checkboxes', action_id: 'flags', options: letters },
        { type: 'button', action_id: 'go', text: plain('Go') },
      ],
    });
    await lena().press(shown, 'Go', { values: { 'b/flags': ['a', 'c'] } });
    expect(stateHeard()).toEqual({
      b: { flags: { type: 'checkboxes', selected_options: [option('a'), option('c')] } },
    });
  });

  it('counts what is chosen right now', async () => {
    await lena().press(await form(pair), 'pair/two', { choice: 'b' });
    expect(stateHeard()).toMatchObject({ pair: { two: { selected_option: option('b') } } });
  });

  it('is empty where it was emptied, and is what the app wrote where nobody touched it', async () => {
    const written = [
      input('text', { type: 'plain_text_input', initial_value: 'Jane' }, { optional: true }),
      input(
        'list',
        { type: 'checkboxes', options: letters, initial_options: [option('b')] },
        { optional: true },
      ),
      input('day', { type: 'datepicker', initial_date: '2026-11-24' }, { optional: true }),
      input('kept', { type: 'plain_text_input', initial_value: 'Omar' }),
    ];
    await lena().submit((await form(...written)).id, { text: '', list: [], day: null });
    expect(stateHeard()).toMatchObject({
      text: { value: { value: null } },
      list: { value: { selected_options: [] } },
      day: { value: { selected_date: null } },
      kept: { value: { value: 'Omar' } },
    });
  });

  it('is refused where it is no option, with a sentence for the page', async () => {
    const view = await form(input('kind', { type: 'static_select', options: letters }));
    const page = askPage(simulator.url, 'U0LENA');
    expect(await page.act('submit', { view: view.id, values: { 'kind/value': 'z' } })).toEqual({
      error: 'There is no option z in value.',
    });
  });
});

describe('an action', () => {
  const placeholder = plain('Pick');
  it.each<[string, object, unknown, object]>([
    ['overflow', { type: 'overflow', options: letters }, 'b', { selected_option: option('b') }],
    ['radio_buttons', { type: 'radio_buttons', options: letters }, 'c', { selected_option: option('c') }],
    [
      'checkboxes',
      { type: 'checkboxes', options: letters, initial_options: [option('a')] },
      [],
      { selected_options: [], initial_options: [option('a')] },
    ],
    [
      'multi_static_select',
      { type: 'multi_static_select', options: letters, placeholder },
      ['a', 'b'],
      { selected_options: [option('a'), option('b')], placeholder },
    ],
    [
      'multi_users_select',
      { type: 'multi_users_select', placeholder },
      ['U0OMAR'],
      { selected_users: ['U0OMAR'], placeholder },
    ],
    ['datepicker', { type: 'datepicker' }, '2026-12-01', { selected_date: '2026-12-01' }],
  ])('of %s has the shape of Slack', async (type, element, choice, shape) => {
    const accessory = { action_id: 'act', ...element };
    const view = await form({ type: 'section', block_id: 's', text: plain('x'), accessory } as AnyBlock);
    await lena().press(view, 'act', { choice });
    expect((heard as BlockAction).actions).toEqual([
      { type, action_id: 'act', block_id: 's', action_ts: expect.any(String), ...shape },
    ]);
  });

  it('of an input comes only where it has dispatch_action', async () => {
    const silent = input('silent', { type: 'plain_text_input', action_id: 'a' }, { optional: true });
    const telling = input('telling', { type: 'plain_text_input', action_id: 'b' }, { dispatch_action: true });
    const view = await form(silent, telling);
    await lena().press(view, 'b', { choice: 'typed' });
    expect((heard as BlockAction).actions).toMatchObject([{ type: 'plain_text_input', value: 'typed' }]);
    await expect(lena().press(view, 'a', { choice: 'typed' })).rejects.toThrow('without dispatch_action');
  });
});

describe('a submission', () => {
  const text = { type: 'plain_text_input', min_length: 2, max_length: 4 };
  const whole = { type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '10' };
  const decimal = { type: 'number_input', is_decimal_allowed: true };
  const many = { type: 'multi_static_select', options: letters, max_selected_items: 1 };
  it.each<[string, object, unknown, string | undefined]>([
    ['a short text', text, 'x', 'Please enter at least 2 characters.'],
    ['a long text', text, 'xxxxx', 'Please enter no more than 4 characters.'],
    ['a text at its limits', text, 'xxxx', undefined],
    ['only spaces', text, '   ', 'Please complete this required field.'],
    [
      'an e-mail without a domain',
      { type: 'email_text_input' },
      'jane@',
      'Please enter a valid email address, such as name@example.com.',
    ],
    ['an e-mail', { type: 'email_text_input' }, 'jane.doe@mail.example.com', undefined],
    [
      'an address without a scheme',
      { type: 'url_text_input' },
      'example.com',
      'Please enter a valid URL, such as https://example.com.',
    ],
    [
      'an address of a script',
      { type: 'url_text_input' },
      'javascript:alert(1)',
      'Please enter a valid URL, such as https://example.com.',
    ],
    ['an address', { type: 'url_text_input' }, 'https://example.com/jane', undefined],
    ['no number', whole, 'ten', 'Please enter a number.'],
    ['a decimal for an integer', whole, '2.5', 'Please enter a whole number.'],
    ['a number below the least', whole, '0', 'Please enter 1 or more.'],
    ['a number above the most', whole, '11', 'Please enter 10 or less.'],
    ['a number at the most', whole, '10', undefined],
    ['a decimal', decimal, '-2.5', undefined],
    ['too many choices', many, ['a', 'b'], 'Please choose no more than 1 item.'],
    ['as many choices as may be', many, ['a'], undefined],
  ])('of %s', async (_what, element, value, error) => {
    const view = await form(input('field', element));
    const result = await lena().submit(view.id, { field: value });
    expect(result.errors).toEqual(error === undefined ? undefined : { field: error });
    expect(heard === undefined).toBe(error !== undefined);
  });

  it('is refused for everything at once', async () => {
    const view = await form(input('a', text), input('b', whole), input('c', many, { optional: true }));
    expect(await lena().submit(view.id, { a: 'x', b: 'y', c: [] })).toMatchObject({
      acknowledged: false,
      errors: { a: 'Please enter at least 2 characters.', b: 'Please enter a number.' },
    });
  });
});
